import jpeg from 'jpeg-js';
import { walkJpeg } from './jpeg-walk.ts';

export type PhotoSize = { readonly width: number; readonly height: number };

/** Pixels of a JPEG that reads through to its end; null where it does not. */
export function decodedSize(bytes: Uint8Array): PhotoSize | null {
  const walk = walkJpeg(bytes);
  if (walk.kind === 'whole') return { width: walk.width, height: walk.height };
  if (walk.kind === 'damaged') return null;
  try {
    // the limits stop a small file that unpacks into gigabytes
    const { width, height } = jpeg.decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxResolutionInMP: 4,
      maxMemoryUsageInMB: 128,
    });
    return { width, height };
  } catch {
    return null;
  }
}
