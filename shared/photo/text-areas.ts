import type { FrameArea } from './network-input.ts';

/** For each point of a small copy of the frame how likely it lies in writing, 0–1. */
export type TextMap = { readonly data: Float32Array; readonly width: number; readonly height: number };

/** From here on a point counts as writing, and a patch of points as a line of it: the network's own published values. */
const POINT_LEAST = 0.3;
const PATCH_LEAST = 0.5;
const POINTS_LEAST = 12;
const SIDE_LEAST = 4;
/** The network marks the heart of a line: it is grown by this share of area by rim. */
const GROWTH = 1.6;

/** Where writing may stand, in pixels of a frame of `width` × `height`, the surest line first. */
export function textAreas(
  map: TextMap,
  { width, height }: { readonly width: number; readonly height: number },
): FrameArea[] {
  const seen = new Uint8Array(map.data.length);
  const [scaleX, scaleY] = [width / map.width, height / map.height];
  const found: { readonly area: FrameArea; readonly weight: number }[] = [];
  for (let at = 0; at < map.data.length; at++) {
    if (seen[at] || map.data[at]! < POINT_LEAST) continue;
    const patch = patchAt(map, at, seen);
    const [wide, high] = [patch.right - patch.left + 1, patch.bottom - patch.top + 1];
    if (patch.points < POINTS_LEAST || Math.min(wide, high) < SIDE_LEAST || patch.sum / patch.points < PATCH_LEAST)
      continue;
    const grow = (wide * high * GROWTH) / (2 * (wide + high));
    const area = {
      x: (patch.left - grow) * scaleX,
      y: (patch.top - grow) * scaleY,
      width: (wide + 2 * grow) * scaleX,
      height: (high + 2 * grow) * scaleY,
    };
    found.push({ area, weight: patch.sum });
  }
  return found.sort((one, other) => other.weight - one.weight).map(({ area }) => area);
}

type Patch = { left: number; right: number; top: number; bottom: number; points: number; sum: number };

/** The patch of writing that holds the point `start`; its points are marked in `seen`. */
function patchAt({ data, width, height }: TextMap, start: number, seen: Uint8Array): Patch {
  const patch: Patch = { left: width, right: 0, top: height, bottom: 0, points: 0, sum: 0 };
  const open = [start];
  seen[start] = 1;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [x, y] = [at % width, Math.floor(at / width)];
    patch.left = Math.min(patch.left, x);
    patch.right = Math.max(patch.right, x);
    patch.top = Math.min(patch.top, y);
    patch.bottom = Math.max(patch.bottom, y);
    patch.points += 1;
    patch.sum += data[at]!;
    const beside = [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width];
    for (const next of beside) {
      if (next < 0 || next >= data.length || seen[next] || data[next]! < POINT_LEAST) continue;
      seen[next] = 1;
      open.push(next);
    }
  }
  return patch;
}
