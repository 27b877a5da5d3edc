import { useEffect, useState } from 'react';

type Made = { readonly jpeg: Uint8Array; readonly url: string };

/** An object URL for a JPEG, released when the bytes change or the page goes. Null while there is none for these very bytes. */
export function usePhotoUrl(jpeg: Uint8Array | null): string | null {
  const [made, setMade] = useState<Made | null>(null);
  useEffect(() => {
    if (jpeg === null) return;
    const url = URL.createObjectURL(new Blob([jpeg as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }));
    setMade({ jpeg, url });
    return () => URL.revokeObjectURL(url);
  }, [jpeg]);
  // an older face never stays for a frame
  return made !== null && made.jpeg === jpeg ? made.url : null;
}
