import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { CardPicture } from './card-picture.ts';

/** A card picture, drawn from memory: no file, no address. */
export function CardImage({ picture, alt }: { readonly picture: CardPicture; readonly alt: string }): ReactNode {
  const view = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const { canvas } = picture;
    const shown = view.current;
    if (shown === null || canvas.width === 0) return;
    shown.width = canvas.width;
    shown.height = canvas.height;
    shown.getContext('2d')?.drawImage(canvas, 0, 0);
    // the copy on the screen goes with the picture
    return () => {
      shown.width = 0;
      shown.height = 0;
    };
  }, [picture]);
  return <canvas ref={view} className="photo-image" role="img" aria-label={alt} />;
}
