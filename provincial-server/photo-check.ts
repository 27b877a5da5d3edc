import type { RefusalReason } from '#shared/wire/receipt.ts';
import { createPhotoReader } from './photo-reader.ts';

/** Numbers of the photo profile that the receiver holds records to (domain facts 4.1). */
export type PhotoProfile = { readonly width: number; readonly height: number; readonly maxBytes: number };

export const defaultPhotoProfile: PhotoProfile = { width: 480, height: 640, maxBytes: 40 * 1024 };

const readPhotoSize = createPhotoReader();
const retake = '在登记台重拍这一张，再审核、放行。';

/** Judges the photo by reading it through: JPEG, whole, the size in pixels and bytes of the profile. Null = good. */
export async function checkPhoto(bytes: Uint8Array, profile: PhotoProfile): Promise<RefusalReason | null> {
  if (bytes.length > profile.maxBytes) {
    const sentence = `照片 ${Math.ceil(bytes.length / 1024)} KB，超过 ${Math.floor(profile.maxBytes / 1024)} KB。`;
    return { code: 'photo-too-large', sentence, next: retake };
  }
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) {
    return { code: 'photo-not-jpeg', sentence: '照片不是 JPEG 格式。', next: retake };
  }
  const size = await readPhotoSize(bytes);
  if (!size) return { code: 'photo-damaged', sentence: '照片打不开，内容不完整。', next: retake };
  if (size.width !== profile.width || size.height !== profile.height) {
    const sentence = `照片 ${size.width}×${size.height} 像素，应为 ${profile.width}×${profile.height}。`;
    return { code: 'photo-size', sentence, next: retake };
  }
  return null;
}
