import { ALIGNED_WIDTH, type AlignedFace, insideOf } from './aligned-face.ts';
import type { FaceShape } from './face-shape.ts';
import { measureGrid } from './measure-grid.ts';
import { faceOval } from './measure-tone.ts';
import type { Raster } from './raster.ts';
import type { WallMap } from './wall-map.ts';

/** Sharpness, real detail, noise and compression. */
export function measureDetail(
  frame: Raster,
  face: AlignedFace,
  shape: FaceShape,
  map: WallMap,
): Record<string, number> {
  const noise = noiseOf(frame, map);
  return {
    sharpness: sharpnessOf(face),
    ...(noise === null ? {} : { noise }),
    ...detailOf(frame, shape, noise ?? 0),
    ...measureGrid(frame, shape),
  };
}

/** Variance of the Laplacian, of the face's own variance: exposure does not move it. */
function sharpnessOf({ luma, ...face }: AlignedFace): number {
  let count = 0;
  let sum = 0;
  let squares = 0;
  let edge = 0;
  let edges = 0;
  for (const at of insideOf({ luma, ...face }, faceOval, 0.92)) {
    const value = luma[at]!;
    const laplacian = 4 * value - luma[at - 1]! - luma[at + 1]! - luma[at - ALIGNED_WIDTH]! - luma[at + ALIGNED_WIDTH]!;
    count++;
    sum += value;
    squares += value * value;
    edge += laplacian;
    edges += laplacian * laplacian;
  }
  const variance = squares / count - (sum / count) ** 2;
  return (edges / count - (edge / count) ** 2) / (variance + 20);
}

/** Standard deviation of the grain, in steps of 255, on the wall (Immerkær 1996: what a flat or sloping surface leaves). */
function noiseOf({ data, width, height }: Raster, map: WallMap): number | null {
  let sum = 0;
  let count = 0;
  const half = map.cell >> 1;
  for (let at = 0; at < map.isWall.length; at++) {
    if (map.isWall[at] === 0) continue;
    const x = map.left + (at % map.columns) * map.cell + half;
    const y = map.top + Math.floor(at / map.columns) * map.cell + half;
    if (x < 1 || y < 1 || x >= width - 1 || y >= height - 1) continue;
    const green = (dx: number, dy: number): number => data[((y + dy) * width + x + dx) * 4 + 1]!;
    const middle = green(0, 0);
    sum += Math.abs(
      4 * middle -
        2 * (green(-1, 0) + green(1, 0) + green(0, -1) + green(0, 1)) +
        green(-1, -1) +
        green(1, -1) +
        green(-1, 1) +
        green(1, 1),
    );
    count++;
  }
  return count < 50 ? null : (Math.sqrt(Math.PI / 2) / 6) * (sum / count);
}

/** Lags, in pixels, at which the face is compared with itself. */
const lags = [1, 2, 3, 4, 6, 8, 12, 16] as const;
/** of the difference at twice the lag; below it the picture is smooth there: no real pixel is that small */
const SMOOTH = 0.36;

/**
 * `realDetail`: eye distance in pixels that carry detail, that is, the frame's eye distance divided by the size of its
 * real pixels. That size is the lag at which neighbours begin to differ as in a sharp picture (structure function; grain
 * is taken off), so that neither light nor contrast moves it, and enlarging a frame does not raise it. `leastDetail`: the
 * same across or down, whichever is less: what moved is smooth along its way only.
 */
function detailOf(frame: Raster, shape: FaceShape, noise: number): Record<string, number> {
  const across = differences(frame, shape, 1);
  const down = differences(frame, shape, frame.width);
  const clean = (value: number): number => Math.max(0.01, value - 2 * noise * noise);
  const share = (values: readonly number[]): number => shape.eyeDistance / realPixel(values.map(clean));
  return {
    realDetail: share(across.map((value, at) => (value + down[at]!) / 2)),
    leastDetail: Math.min(share(across), share(down)),
  };
}

/** Mean squared difference of pixels that lie each lag apart, over the face. `next` = to the pixel beside or below. */
function differences({ data, width, height }: Raster, shape: FaceShape, next: number): number[] {
  const left = Math.max(0, Math.round(shape.eyes[0] - shape.width * 0.45));
  const right = Math.min(width, Math.round(shape.eyes[0] + shape.width * 0.45));
  const top = Math.max(0, Math.round(shape.eyes[1] - shape.eyesToChin * 0.4));
  const bottom = Math.min(height, Math.round(shape.eyes[1] + shape.eyesToChin * 0.9));
  const step = shape.eyeDistance > 80 ? 2 : 1;
  return lags.map((lag) => {
    const reach = 4 * lag * next;
    let sum = 0;
    let count = 0;
    for (let y = top; y < bottom - lag; y += step) {
      for (let x = left, at = (y * width + left) * 4 + 1; x < right - lag; x++, at += 4) {
        const change = data[at]! - data[at + reach]!;
        sum += change * change;
        count++;
      }
    }
    return sum / Math.max(1, count);
  });
}

/** Pixels of the frame to one of real detail; 1 = each is real. */
function realPixel(energy: readonly number[]): number {
  const ratios = lags.flatMap((lag, at) => {
    const twice = energy[lags.indexOf((lag * 2) as (typeof lags)[number])];
    return twice === undefined ? [] : [{ lag, ratio: energy[at]! / twice }];
  });
  const after = ratios.findIndex(({ ratio }) => ratio >= SMOOTH);
  if (after === 0) return 1;
  if (after < 0) return 8;
  const [low, high] = [ratios[after - 1]!, ratios[after]!];
  return low.lag * (high.lag / low.lag) ** ((SMOOTH - low.ratio) / (high.ratio - low.ratio));
}
