import { lumaOf } from './colour.ts';
import type { Raster } from './raster.ts';

/** Up to this many differing bits two finished photos are taken for the same picture. */
export const samePictureLimit = 8;

/** the photo is averaged to so many points across and down before it is compared */
const POINTS = 32;
const WAVES = 8;
/** waves that only go across or only down are in every portrait: head on wall, light above dark */
const FIRST = 1;
/** the middle of the photo, in shares: every photo has the same wall, what differs is the person */
const SHOWN = { left: 0.16, right: 0.84, top: 0.1, bottom: 0.78 } as const;

/**
 * 64 bits of what the finished photo shows, as 16 hex digits: the signs of its 64 slowest waves against their median
 * (discrete cosine transform), so that re-encoding, a slight turn or a change of light moves few of them.
 */
export function perceptualHash(picture: Raster): string {
  const points = averaged(picture);
  const waves: number[] = [];
  for (let down = FIRST; down < FIRST + WAVES; down++) {
    for (let across = FIRST; across < FIRST + WAVES; across++) {
      let sum = 0;
      for (let y = 0; y < POINTS; y++)
        for (let x = 0; x < POINTS; x++) sum += points[y * POINTS + x]! * wave(across, x) * wave(down, y);
      waves.push(sum);
    }
  }
  const middle = waves.toSorted((a, b) => a - b)[32] ?? 0;
  let hash = '';
  for (let at = 0; at < 64; at += 4) {
    const digit = waves.slice(at, at + 4).reduce((bits, value) => bits * 2 + (value > middle ? 1 : 0), 0);
    hash += digit.toString(16);
  }
  return hash;
}

/** How many of the 64 bits differ, 0–64. */
export function hashDistance(a: string, b: string): number {
  const half = (from: number): number =>
    setBits(Number.parseInt(a.slice(from, from + 8), 16) ^ Number.parseInt(b.slice(from, from + 8), 16));
  return half(0) + half(8);
}

/** How many of 32 bits are set. */
export function setBits(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const cosines = Float64Array.from({ length: (FIRST + WAVES) * POINTS }, (_, at) =>
  Math.cos(((2 * (at % POINTS) + 1) * Math.floor(at / POINTS) * Math.PI) / (2 * POINTS)),
);

function wave(frequency: number, at: number): number {
  return cosines[frequency * POINTS + at]!;
}

function averaged({ data, width, height }: Raster): Float64Array {
  const points = new Float64Array(POINTS * POINTS);
  const stepX = ((SHOWN.right - SHOWN.left) * width) / POINTS;
  const stepY = ((SHOWN.bottom - SHOWN.top) * height) / POINTS;
  for (let row = 0; row < POINTS; row++) {
    for (let column = 0; column < POINTS; column++) {
      let sum = 0;
      let count = 0;
      const left = Math.floor(SHOWN.left * width + column * stepX);
      const top = Math.floor(SHOWN.top * height + row * stepY);
      for (let y = top; y < top + Math.max(1, stepY); y++) {
        for (let x = left; x < left + Math.max(1, stepX); x++) {
          const at = (Math.min(height - 1, y) * width + Math.min(width - 1, x)) * 4;
          sum += lumaOf(data[at]!, data[at + 1]!, data[at + 2]!);
          count++;
        }
      }
      points[row * POINTS + column] = sum / count;
    }
  }
  return points;
}
