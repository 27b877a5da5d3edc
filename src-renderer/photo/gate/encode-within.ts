import { cleanJpeg } from './clean-jpeg.ts';
import { newCanvas } from './frame-canvas.ts';

/** `fits`: not longer than asked for; else this is the shortest that the lowest quality allows. */
export type Encoded = { readonly jpeg: Uint8Array<ArrayBuffer>; readonly quality: number; readonly fits: boolean };

const MAX_ORIGINAL_BYTES = 200_000;
const LOWEST_ORIGINAL_QUALITY = 60;
const HIGHEST_QUALITY = 95;
/** this share of the ceiling may stay unused: a step of quality more would hardly be seen */
const SPARE = 0.04;
const GUESSES = 4;
const SMALLEST_ORIGINAL_SIDE = 320;

/**
 * A clean JPEG of a canvas that is no longer than `maxBytes`, with quality from `lowest` (1–100) to 95: the best one, or
 * one that fills the ceiling all but `SPARE`. Most take three encodings, none more than eleven: after a few guesses the
 * range is halved.
 */
export async function encodeWithin(
  canvas: OffscreenCanvas,
  dpi: number,
  maxBytes: number,
  lowest: number,
): Promise<Encoded> {
  const encode = async (quality: number): Promise<Encoded> => {
    const jpeg = await encodeAt(canvas, dpi, quality);
    return { jpeg, quality, fits: jpeg.length <= maxBytes };
  };
  let tooLong = await encode(Math.max(HIGHEST_QUALITY, lowest));
  if (tooLong.fits) return tooLong;
  let best: Encoded | null = null;
  for (let guesses = 0; best === null ? tooLong.quality > lowest : best.quality < tooLong.quality - 1; guesses++) {
    const low = best === null ? lowest : best.quality + 1;
    const high = tooLong.quality - 1;
    const guess = guesses < GUESSES ? guessOf(tooLong, maxBytes) : Math.floor((low + high) / 2);
    const tried = await encode(Math.min(high, Math.max(low, guess)));
    if (!tried.fits) tooLong = tried;
    else best = tried;
    if (tried.fits && tried.jpeg.length >= maxBytes * (1 - SPARE)) return tried;
  }
  return best ?? tooLong;
}

/** A clean JPEG of a canvas at a quality of 1–100: the same canvas gives the same bytes each time. */
export async function encodeAt(
  canvas: OffscreenCanvas,
  dpi: number,
  quality: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: quality / 100 });
  return cleanJpeg(new Uint8Array(await blob.arrayBuffer()), dpi);
}

/** The quality at which a picture should meet the ceiling: bytes grow about as 1 ÷ (107 − quality). */
function guessOf(tooLong: Encoded, maxBytes: number): number {
  return Math.floor(107 - ((107 - tooLong.quality) * tooLong.jpeg.length) / maxBytes);
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
