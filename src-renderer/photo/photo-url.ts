import { useEffect, useState } from 'react';

/** An object URL for a JPEG, released when the bytes change or the page goes. Null while there is none. */
export function usePhotoUrl(jpeg: Uint8Array | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (jpeg === null) {
      setUrl(null);
      return;
    }
    const made = URL.createObjectURL(new Blob([jpeg as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }));
    setUrl(made);
    return () => {
      URL.revokeObjectURL(made);
      // never let a released, older face stay for a frame
      setUrl(null);
    };
  }, [jpeg]);
  return url;
}
