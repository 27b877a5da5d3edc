import { createHash } from 'node:crypto';
import { ok, type Result } from '#shared/lib/result.ts';
import { type JpegFault, readJpeg, sanitiseJpeg } from './jpeg.ts';

/** Bytes that an original, or a picture of a document, may have. */
export const maxOriginalBytes = 200 * 1024;

/** Points that an original may say it has: no camera here gives more, and a decoder believes what is written. */
export const maxOriginalPixels = 2560 * 2560;

/** A JPEG with nothing in it but its picture; `sha256` of these bytes, lower-case hex, is their address. */
export type CleanPhoto = {
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
};

/** Pixels as they came, with `dpi` written in; anything else that a file can carry (EXIF, place, script) is left behind. */
export function cleanPhoto(bytes: Uint8Array, dpi: number): Result<CleanPhoto, JpegFault> {
  const clean = sanitiseJpeg(bytes, { dpi });
  if (!clean.ok) return clean;
  const read = readJpeg(clean.value);
  if (!read.ok) return read;
  const { width, height } = read.value;
  return ok({ bytes: clean.value, sha256: createHash('sha256').update(clean.value).digest('hex'), width, height });
}
