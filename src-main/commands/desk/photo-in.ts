import { type Fault, invalid } from '#shared/contract/faults.ts';
import { failed, type Result } from '#shared/lib/result.ts';
import type { PhotoProfile } from '#shared/photo/photo-profile.ts';
import { type CleanPhoto, cleanPhoto, maxOriginalBytes, maxOriginalPixels } from '../../documents/clean-photo.ts';
import { readJpeg } from '../../documents/jpeg.ts';

/** An original has no size on paper. */
const screenDpi = 72;

/**
 * The picture as the camera gave it: whole, a JPEG, at most 200 KB and 6.5 million
 * points. Its pixels are kept as they came, anything else that a
 * file can carry (EXIF, place, script) is not.
 */
export function originalPhoto(bytes: Uint8Array, field: string): Result<CleanPhoto, Fault> {
  if (bytes.byteLength > maxOriginalBytes)
    return failed(
      invalid(field, `原图 ${inKilobytes(bytes.byteLength)} KB，最多 200 KB。把摄像头的画面调小一档后重拍`),
    );
  // a camera appends nothing: what hangs behind the picture is refused, not cut off
  const read = readJpeg(bytes);
  if (!read.ok) return failed(invalid(field, read.fault.sentence));
  const { width, height } = read.value;
  if (width * height > maxOriginalPixels)
    return failed(invalid(field, `原图写着 ${width}×${height}，最多 650 万像素。把摄像头的画面调小一档后重拍`));
  const clean = cleanPhoto(bytes, screenDpi);
  return clean.ok ? clean : failed(invalid(field, clean.fault.sentence));
}

/** The photo of the record: exactly the profile's size, baseline or progressive, cleaned, with the profile's resolution. */
export function derivedPhoto(bytes: Uint8Array, profile: PhotoProfile, field: string): Result<CleanPhoto, Fault> {
  const read = readJpeg(bytes);
  if (!read.ok) return failed(invalid(field, read.fault.sentence));
  const { width, height, densityUnit, densityX } = read.value;
  const wanted = `${profile.width}×${profile.height}`;
  if (width !== profile.width || height !== profile.height)
    return failed(invalid(field, `照片是 ${width}×${height}，规格是 ${wanted}。按空格重拍`));
  if (
    densityUnit === 1 &&
    densityX !== null &&
    densityX > 1 &&
    densityX !== profile.dpi &&
    densityX !== 72 &&
    densityX !== 96
  )
    return failed(invalid(field, `照片的分辨率写着 ${densityX} dpi，规格是 ${profile.dpi} dpi。按空格重拍`));
  const clean = cleanPhoto(bytes, profile.dpi);
  if (!clean.ok) return failed(invalid(field, clean.fault.sentence));
  if (clean.value.bytes.byteLength > profile.maxBytes)
    return failed(
      invalid(
        field,
        `照片 ${inKilobytes(clean.value.bytes.byteLength)} KB，规格最多 ${inKilobytes(profile.maxBytes)} KB。按空格重拍`,
      ),
    );
  return clean;
}

function inKilobytes(bytes: number): number {
  return Math.ceil(bytes / 1024);
}
