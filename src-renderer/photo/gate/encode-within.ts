import { cleanJpeg } from './clean-jpeg.ts';
import { newCanvas } from './frame-canvas.ts';

/** `fits`: not longer than asked for; else this is the shortest that the lowest quality allows. */
export type Encoded = { readonly jpeg: Uint8Array<ArrayBuffer>; readonly quality: number; readonly fits: boolean };

const MAX_ORIGINAL_BYTES = 200_000;
const LOWEST_ORIGINAL_QUALITY = 60;
const HIGHEST_QUALITY = 95;
const SMALLEST_ORIGINAL_SIDE = 320;

/**
 * The best clean JPEG of a canvas that is no longer than `maxBytes`, with quality from `lowest` (1–100) to 95. At most
 * eight encodings: a ceiling that cannot be reached is known after two.
 */
export async function encodeWithin(
  canvas: OffscreenCanvas,
  dpi: number,
  maxBytes: number,
  lowest: number,
): Promise<Encoded> {
  const encode = async (quality: number): Promise<Encoded> => {
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: quality / 100 });
    const jpeg = cleanJpeg(new Uint8Array(await blob.arrayBuffer()), dpi);
    return { jpeg, quality, fits: jpeg.length <= maxBytes };
  };
  const finest = await encode(Math.max(HIGHEST_QUALITY, lowest));
  if (finest.fits) return finest;
  let best = await encode(lowest);
  if (!best.fits) return best;
  let high = finest.quality - 1;
  while (best.quality < high) {
    const tried = await encode(Math.ceil((best.quality + high) / 2));
    if (tried.fits) best = tried;
    else high = tried.quality - 1;
  }
  return best;
}

/**
 * The whole frame in at most 200 KB. A very noisy one is made smaller before its quality drops below what a dispute about
 * the photo would need; null where even a small one is too long.
 */
export async function encodeOriginal(frame: OffscreenCanvas, dpi: number): Promise<Encoded | null> {
  let canvas = frame;
  while (Math.min(canvas.width, canvas.height) >= SMALLEST_ORIGINAL_SIDE || canvas === frame) {
    const encoded = await encodeWithin(canvas, dpi, MAX_ORIGINAL_BYTES, LOWEST_ORIGINAL_QUALITY);
    if (encoded.fits) return encoded;
    const smaller = newCanvas(Math.round(canvas.width * 0.7), Math.round(canvas.height * 0.7));
    smaller.context.drawImage(frame, 0, 0, smaller.canvas.width, smaller.canvas.height);
    canvas = smaller.canvas;
  }
  return null;
}
