import { lumaOf } from './colour.ts';
import type { FaceFound, Point } from './face-found.ts';
import type { FaceShape } from './face-shape.ts';
import type { Raster } from './raster.ts';

export const ALIGNED_WIDTH = 256;
const ALIGNED_HEIGHT = 320;
/** between the eyes, in the aligned face */
export const ALIGNED_EYES = 64;
const EYES_Y = 128;
/** no face reaches farther: what lies outside stays 0 */
const used = { left: 36, right: 220, top: 48, bottom: 272 } as const;

/**
 * The face upright and always of one size (64 px between the eyes, which lie at 128, 128), so that measures do not
 * depend on how near the pupil sits. Channels 0–255; `points` are the landmarks in it; beyond the frame its edge goes on.
 */
export type AlignedFace = {
  readonly red: Float32Array;
  readonly green: Float32Array;
  readonly blue: Float32Array;
  readonly luma: Float32Array;
  readonly points: readonly Point[];
};

/** Samples the frame round the face, bilinear; where the face is larger than the result four samples make a pixel. */
export function alignFace(frame: Raster, face: FaceFound, shape: FaceShape): AlignedFace {
  const size = ALIGNED_WIDTH * ALIGNED_HEIGHT;
  const aligned = {
    red: new Float32Array(size),
    green: new Float32Array(size),
    blue: new Float32Array(size),
    luma: new Float32Array(size),
  };
  const step = shape.eyeDistance / ALIGNED_EYES;
  const turn = (shape.roll * Math.PI) / 180;
  const along = Math.cos(turn) * step;
  const across = Math.sin(turn) * step;
  const offsets = step > 1.3 ? [-0.25, 0.25] : [0];
  const share = 1 / offsets.length ** 2;
  const { data, width, height } = frame;
  for (let y = used.top; y < used.bottom; y++) {
    for (let x = used.left, to = y * ALIGNED_WIDTH + x; x < used.right; x++, to++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (const dy of offsets) {
        for (const dx of offsets) {
          const u = x + dx - ALIGNED_WIDTH / 2;
          const v = y + dy - EYES_Y;
          const fromX = Math.min(width - 1.001, Math.max(0, shape.eyes[0] + along * u - across * v));
          const fromY = Math.min(height - 1.001, Math.max(0, shape.eyes[1] + across * u + along * v));
          const left = Math.floor(fromX);
          const top = Math.floor(fromY);
          const right = fromX - left;
          const down = fromY - top;
          const a = (top * width + left) * 4;
          const b = a + width * 4;
          const wa = (1 - right) * (1 - down);
          const wb = right * (1 - down);
          const wc = (1 - right) * down;
          const wd = right * down;
          red += wa * data[a]! + wb * data[a + 4]! + wc * data[b]! + wd * data[b + 4]!;
          green += wa * data[a + 1]! + wb * data[a + 5]! + wc * data[b + 1]! + wd * data[b + 5]!;
          blue += wa * data[a + 2]! + wb * data[a + 6]! + wc * data[b + 2]! + wd * data[b + 6]!;
        }
      }
      aligned.red[to] = red * share;
      aligned.green[to] = green * share;
      aligned.blue[to] = blue * share;
      aligned.luma[to] = lumaOf(red, green, blue) * share;
    }
  }
  const points = face.landmarks.map(([x, y]): Point => {
    const u = (x - shape.eyes[0]) / step;
    const v = (y - shape.eyes[1]) / step;
    return [
      ALIGNED_WIDTH / 2 + Math.cos(turn) * u + Math.sin(turn) * v,
      EYES_Y - Math.sin(turn) * u + Math.cos(turn) * v,
    ];
  });
  return { ...aligned, points };
}

/** Indices of the aligned face inside a polygon of landmarks, drawn towards (below 1) or from (above 1) its middle. */
export function insideOf({ points }: AlignedFace, ids: readonly number[], grow = 1, growDown = grow): number[] {
  const raw = ids.map((id) => points[id] ?? [0, 0]);
  const midX = raw.reduce((sum, [x]) => sum + x, 0) / raw.length;
  const midY = raw.reduce((sum, [, y]) => sum + y, 0) / raw.length;
  const polygon = raw.map(([x, y]): Point => [midX + (x - midX) * grow, midY + (y - midY) * growDown]);
  const found: number[] = [];
  const top = Math.max(0, Math.ceil(Math.min(...polygon.map(([, y]) => y))));
  const bottom = Math.min(ALIGNED_HEIGHT - 1, Math.floor(Math.max(...polygon.map(([, y]) => y))));
  for (let y = top; y <= bottom; y++) {
    const cuts: number[] = [];
    for (let at = 0; at < polygon.length; at++) {
      const [ax, ay] = polygon[at]!;
      const [bx, by] = polygon[(at + 1) % polygon.length]!;
      if (ay <= y !== by <= y) cuts.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
    }
    cuts.sort((a, b) => a - b);
    for (let pair = 0; pair + 1 < cuts.length; pair += 2) {
      const last = Math.min(ALIGNED_WIDTH - 1, Math.floor(cuts[pair + 1]!));
      for (let x = Math.max(0, Math.ceil(cuts[pair]!)); x <= last; x++) found.push(y * ALIGNED_WIDTH + x);
    }
  }
  return found;
}

/** Indices of an upright rectangle of the aligned face, by its middle and size. */
export function boxAt(x: number, y: number, width: number, height: number): number[] {
  const found: number[] = [];
  const left = Math.max(0, Math.round(x - width / 2));
  const right = Math.min(ALIGNED_WIDTH, Math.round(x + width / 2));
  const bottom = Math.min(ALIGNED_HEIGHT, Math.round(y + height / 2));
  for (let row = Math.max(0, Math.round(y - height / 2)); row < bottom; row++)
    for (let column = left; column < right; column++) found.push(row * ALIGNED_WIDTH + column);
  return found;
}
