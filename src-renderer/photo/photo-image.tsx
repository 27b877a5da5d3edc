import type { ReactNode } from 'react';
import { useDeskQuery } from '../bridge/use-desk-query.ts';
import { usePhotoUrl } from './photo-url.ts';

/** A stored photo by its id. While it is on its way the frame stays empty: never the picture of somebody else. */
export function PhotoImage({
  captureId,
  alt,
  onShown,
}: {
  readonly captureId: string;
  /** whose and which: "包·呼格吉勒 本次照片" */
  readonly alt: string;
  readonly onShown?: () => void;
}): ReactNode {
  const { value, fault } = useDeskQuery('photo.read', { captureId, which: 'derived' }, { immutable: true });
  if (fault !== null) return <span className="photo-missing">照片读不出</span>;
  return <PhotoBytes jpeg={value?.jpeg ?? null} alt={alt} {...(onShown ? { onShown } : {})} />;
}

/** A photo that is at hand as bytes. */
export function PhotoBytes({
  jpeg,
  alt,
  onShown,
}: {
  readonly jpeg: Uint8Array | null;
  readonly alt: string;
  readonly onShown?: () => void;
}): ReactNode {
  const url = usePhotoUrl(jpeg);
  if (url === null) return null;
  return <img className="photo-image" src={url} alt={alt} draggable={false} onLoad={onShown} />;
}
