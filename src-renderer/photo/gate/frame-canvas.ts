import type { Raster } from '#shared/photo/raster.ts';

/** One frame as a canvas to cut from and as the pixels that are measured: the same ones. */
export type TakenFrame = { readonly canvas: OffscreenCanvas; readonly raster: Raster };

/** Longest side that is worked on: four times what a finished photo needs. Studio pictures are larger. */
export const LONGEST_SIDE = 2560;

/** Takes a frame over and closes it. One larger than any camera of a desk gives is made smaller, in its proportions. */
export function takeFrame(frame: ImageBitmap): TakenFrame {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(frame.width, frame.height));
  const { canvas, context } = newCanvas(Math.round(frame.width * scale), Math.round(frame.height * scale));
  context.drawImage(frame, 0, 0, canvas.width, canvas.height);
  frame.close();
  return { canvas, raster: pixelsOf(canvas) };
}

/** A white canvas in memory (not on a graphics card: its pixels are read), with smooth scaling. */
export function newCanvas(width: number, height: number) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (context === null) throw new Error('no 2d context');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  return { canvas, context };
}

/** The pixels of a canvas. */
export function pixelsOf(canvas: OffscreenCanvas): Raster {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2d context');
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
