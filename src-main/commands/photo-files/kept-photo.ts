import { type Fault, invalid } from '#shared/contract/faults.ts';
import { failed, type Result } from '#shared/lib/result.ts';
import type { PhotoProfile } from '#shared/photo/photo-profile.ts';
import { type CleanPhoto, cleanPhoto, maxOriginalBytes, maxOriginalPixels } from '../../documents/clean-photo.ts';

/** The whole picture as the screen encoded it anew: with nothing in it but the picture, whatever came over the bridge. */
export function keptOriginal(bytes: Uint8Array, profile: PhotoProfile): Result<CleanPhoto, Fault> {
  const clean = cleaned(bytes, profile, 'original');
  if (!clean.ok) return clean;
  const { width, height } = clean.value;
  if (clean.value.bytes.byteLength > maxOriginalBytes || width * height > maxOriginalPixels)
    return failed(invalid('original', '原图超过 200 KB 或 650 万像素，没有存。再读一次这张照片'));
  return clean;
}

/** The photo of the record: exactly the profile's size and at most its bytes. */
export function keptDerived(bytes: Uint8Array, profile: PhotoProfile): Result<CleanPhoto, Fault> {
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
  return clean;
}

function cleaned(bytes: Uint8Array, profile: PhotoProfile, field: string): Result<CleanPhoto, Fault> {
  const clean = cleanPhoto(bytes, profile.dpi);
  return clean.ok ? clean : failed(invalid(field, clean.fault.sentence));
}
