import type { Picture } from './picture.ts';

/** How many pixels to either side count, and how much at a distance. */
type Kernel = { readonly radius: number; readonly weight: (distance: number) => number };

const kernels = {
  smooth: { radius: 2, weight: cubic },
  linear: { radius: 1, weight: (distance) => Math.max(0, 1 - Math.abs(distance)) },
  lanczos: { radius: 3, weight: (distance) => (Math.abs(distance) < 3 ? sinc(distance) * sinc(distance / 3) : 0) },
} as const satisfies Record<string, Kernel>;

export type Smoothing = keyof typeof kernels;

/** Larger or smaller: `smooth` by a cubic (Catmull-Rom); each averaged where it shrinks; `nearest` by repeating pixels. */
export function resize(
  picture: Picture,
  width: number,
  height: number,
  way: Smoothing | 'nearest' = 'smooth',
): Picture {
  if (way === 'nearest') return nearest(picture, width, height);
  const kernel: Kernel = kernels[way];
  return resizeRows(turned(resizeRows(turned(picture), height, kernel)), width, kernel);
}

/** The picture as `u, v` → source pixel: any affine map that hardly shrinks (Catmull-Rom). Outside the source nothing (alpha 0). */
export function warp(
  picture: Picture,
  width: number,
  height: number,
  from: (x: number, y: number) => readonly [number, number],
): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const [u, v] = from(x, y);
      sample(picture, u, v, data, at);
    }
  }
  return { data, width, height };
}

function sample({ data, width, height }: Picture, u: number, v: number, into: Uint8ClampedArray, at: number): void {
  if (u < 0 || v < 0 || u > width - 1 || v > height - 1) return;
  const left = Math.floor(u);
  const top = Math.floor(v);
  const sums = [0, 0, 0, 0];
  for (let down = -1; down <= 2; down++) {
    const row = Math.min(height - 1, Math.max(0, top + down)) * width;
    const rowWeight = cubic(v - top - down);
    for (let right = -1; right <= 2; right++) {
      const weight = rowWeight * cubic(u - left - right);
      const from = (row + Math.min(width - 1, Math.max(0, left + right))) * 4;
      for (let channel = 0; channel < 4; channel++) sums[channel]! += weight * data[from + channel]!;
    }
  }
  for (let channel = 0; channel < 4; channel++) into[at + channel] = sums[channel]!;
}

function nearest(picture: Picture, width: number, height: number): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * picture.height) / height) * picture.width;
    for (let x = 0; x < width; x++, at += 4) {
      const source = (row + Math.floor(((x + 0.5) * picture.width) / width)) * 4;
      for (let channel = 0; channel < 4; channel++) data[at + channel] = picture.data[source + channel]!;
    }
  }
  return { data, width, height };
}

function resizeRows(picture: Picture, width: number, { radius, weight: weightAt }: Kernel): Picture {
  const step = picture.width / width;
  const reach = Math.max(1, step);
  const data = new Uint8ClampedArray(width * picture.height * 4);
  for (let x = 0; x < width; x++) {
    const middle = (x + 0.5) * step - 0.5;
    const taps: (readonly [number, number])[] = [];
    let total = 0;
    for (let source = Math.ceil(middle - radius * reach); source <= middle + radius * reach; source++) {
      const weight = weightAt((source - middle) / reach);
      taps.push([Math.min(picture.width - 1, Math.max(0, source)), weight]);
      total += weight;
    }
    for (let y = 0; y < picture.height; y++) {
      const at = (y * width + x) * 4;
      for (let channel = 0; channel < 4; channel++) {
        let sum = 0;
        for (const [source, weight] of taps) sum += weight * picture.data[(y * picture.width + source) * 4 + channel]!;
        data[at + channel] = sum / total;
      }
    }
  }
  return { data, width, height: picture.height };
}

function sinc(distance: number): number {
  return distance === 0 ? 1 : Math.sin(Math.PI * distance) / (Math.PI * distance);
}

function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return 1.5 * x ** 3 - 2.5 * x ** 2 + 1;
  return x < 2 ? -0.5 * x ** 3 + 2.5 * x ** 2 - 4 * x + 2 : 0;
}

function turned({ data, width, height }: Picture): Picture {
  const to = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 4; channel++)
        to[(x * height + y) * 4 + channel] = data[(y * width + x) * 4 + channel]!;
  return { data: to, width: height, height: width };
}
