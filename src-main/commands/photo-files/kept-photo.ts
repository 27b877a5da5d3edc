import { createHash } from 'node:crypto';
import { type Fault, invalid } from '#shared/contract/faults.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { PhotoProfile } from '#shared/photo/photo-profile.ts';
import type { PhotoBytes } from '../../db/store/capture.ts';
import { readJpeg, sanitiseJpeg } from '../../documents/jpeg.ts';

const MAX_ORIGINAL_BYTES = 200 * 1024;
/** The screen makes larger pictures smaller: its longest side is 2,560. */
const MAX_ORIGINAL_PIXELS = 2560 * 2560;

/** The whole picture as the screen encoded it anew: with nothing in it but the picture, whatever came over the bridge. */
export function keptOriginal(bytes: Uint8Array, profile: PhotoProfile): Result<PhotoBytes, Fault> {
  const clean = cleaned(bytes, profile, 'original');
  if (!clean.ok) return clean;
  const { width, height } = clean.value;
  if (clean.value.bytes.byteLength > MAX_ORIGINAL_BYTES || width * height > MAX_ORIGINAL_PIXELS)
    return failed(invalid('original', '原图超过 200 KB 或 650 万像素，没有存。再读一次这张照片'));
  return ok(addressed(clean.value.bytes));
}

/** The photo of the record: exactly the profile's size and at most its bytes. */
export function keptDerived(bytes: Uint8Array, profile: PhotoProfile): Result<PhotoBytes, Fault> {
  const clean = cleaned(bytes, profile, 'derived');
  if (!clean.ok) return clean;
  const { width, height } = clean.value;
  if (width !== profile.width || height !== profile.height)
    return failed(
      invalid('derived', `成片是 ${width}×${height}，规格是 ${profile.width}×${profile.height}。再读一次这张照片`),
    );
  if (clean.value.bytes.byteLength > profile.maxBytes)
    return failed(
      invalid('derived', `成片 ${clean.value.bytes.byteLength} 字节，规格最多 ${profile.maxBytes}。再读一次这张照片`),
    );
  return ok(addressed(clean.value.bytes));
}

function cleaned(
  bytes: Uint8Array,
  profile: PhotoProfile,
  field: string,
): Result<{ readonly bytes: Uint8Array; readonly width: number; readonly height: number }, Fault> {
  const clean = sanitiseJpeg(bytes, { dpi: profile.dpi });
  if (!clean.ok) return failed(invalid(field, clean.fault.sentence));
  const read = readJpeg(clean.value);
  if (!read.ok) return failed(invalid(field, read.fault.sentence));
  return ok({ bytes: clean.value, width: read.value.width, height: read.value.height });
}

function addressed(bytes: Uint8Array): PhotoBytes {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes };
}
