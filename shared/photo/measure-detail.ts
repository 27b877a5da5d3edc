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
    realDetail: realDetail(frame, shape, noise ?? 0),
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
 * Eye distance in pixels that carry real detail: the frame's eye distance, divided by the size of its real pixels. That
 * size is the lag at which neighbours begin to differ as in a sharp picture (structure function; grain is taken off), so
 * that neither light nor contrast moves it, and enlarging a frame does not raise it.
 */
function realDetail({ data, width, height }: Raster, shape: FaceShape, noise: number): number {
  const left = Math.max(0, Math.round(shape.eyes[0] - shape.width * 0.45));
  const right = Math.min(width, Math.round(shape.eyes[0] + shape.width * 0.45));
  const top = Math.max(0, Math.round(shape.eyes[1] - shape.eyesToChin * 0.4));
  const bottom = Math.min(height, Math.round(shape.eyes[1] + shape.eyesToChin * 0.9));
  const step = shape.eyeDistance > 80 ? 2 : 1;
  const energy = lags.map((lag) => {
    let sum = 0;
    let count = 0;
    for (let y = top; y < bottom - lag; y += step) {
      for (let x = left, at = (y * width + left) * 4 + 1; x < right - lag; x++, at += 4) {
        const dx = data[at]! - data[at + lag * 4]!;
        const dy = data[at]! - data[at + lag * 4 * width]!;
        sum += dx * dx + dy * dy;
        count += 2;
      }
    }
    return Math.max(0.01, sum / Math.max(1, count) - 2 * noise * noise);
  });
  const ratios = lags.flatMap((lag, at) => {
    const twice = energy[lags.indexOf((lag * 2) as (typeof lags)[number])];
    return twice === undefined ? [] : [{ lag, ratio: energy[at]! / twice }];
  });
  const after = ratios.findIndex(({ ratio }) => ratio >= SMOOTH);
  if (after === 0) return shape.eyeDistance;
  if (after < 0) return shape.eyeDistance / 8;
  const [low, high] = [ratios[after - 1]!, ratios[after]!];
  const share = (SMOOTH - low.ratio) / (high.ratio - low.ratio);
  return shape.eyeDistance / (low.lag * (high.lag / low.lag) ** share);
}
