import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { CardPicture } from './card-picture.ts';

/** A card picture, drawn from memory: no file, no address. */
export function CardImage({ picture, alt }: { readonly picture: CardPicture; readonly alt: string }): ReactNode {
  const view = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const { canvas } = picture;
    if (view.current === null || canvas.width === 0) return;
    view.current.width = canvas.width;
    view.current.height = canvas.height;
    view.current.getContext('2d')?.drawImage(canvas, 0, 0);
  }, [picture]);
  return <canvas ref={view} className="photo-image" role="img" aria-label={alt} />;
}
