import { type Lab, labOf } from './colour.ts';
import type { FaceShape } from './face-shape.ts';
import type { PhotoProfile } from './photo-profile.ts';
import { difference, medianLab, type WallMap } from './wall-map.ts';

/** Colour and evenness of the wall, what else stands beside the head, headwear. Shares 0–1, colour distances in ΔE. */
export function measureWall(map: WallMap, shape: FaceShape, profile: PhotoProfile): Record<string, number> {
  const wall: Lab[] = [];
  let outside = 0;
  let other = 0;
  for (let row = 0, at = 0; row < map.rows; row++) {
    for (let column = 0; column < map.columns; column++, at++) {
      if (map.isWall[at] === 1) wall.push(map.lab[at]!);
      if (!isOutsideHead(map, shape, column, row)) continue;
      outside++;
      if (map.isWall[at] === 0) other++;
    }
  }
  if (outside === 0) return {};
  const found = { clutter: other / outside, besideHead: besideHead(map) };
  if (wall.length < 20) return found;
  const usual = medianLab(wall);
  const allowed = tintsOf(profile);
  const distances = wall.map((colour) => difference(colour, usual)).sort((a, b) => a - b);
  return {
    ...found,
    wallLuma: lumaShare(usual[0]),
    wallOff: Math.min(...allowed.map((colour) => colourOff(usual, colour))),
    wallTint: Math.min(...allowed.map((colour) => colourOff(lifted(usual, colour[0]), colour))),
    wallUneven: distances[Math.floor(distances.length * 0.96)] ?? 0,
  };
}

const TINTS = 8;

/**
 * The allowed colours and what lies between two of them: a light blue cloth in more light, or washed by it, is still one of
 * both. Where only one is allowed there is nothing between.
 */
function tintsOf({ backgrounds }: PhotoProfile): Lab[] {
  const allowed = backgrounds.map((colour) => labOf(...colour));
  const between = allowed.flatMap((one, at) =>
    allowed.slice(at + 1).flatMap((other) =>
      Array.from({ length: TINTS - 1 }, (_, step): Lab => {
        const share = (step + 1) / TINTS;
        const mixed = (axis: 0 | 1 | 2): number => one[axis] + share * (other[axis] - one[axis]);
        return [mixed(0), mixed(1), mixed(2)];
      }),
    ),
  );
  return [...allowed, ...between];
}

/**
 * How far a wall is from an allowed colour (after CIE94: lightness counts half, and the more colour the allowed one has
 * the less hue and saturation weigh, since cameras disagree most there).
 */
function colourOff([l, a, b]: Lab, [lightness, red, yellow]: Lab): number {
  const chroma = Math.hypot(red, yellow);
  const weight = 1 + 0.03 * chroma;
  return Math.hypot((l - lightness) / (2 + 0.02 * chroma), (a - red) / weight, (b - yellow) / weight);
}

const MOST_LIFT = 2;

/** A colour in as much light as another has: one that is darker keeps its hue and loses saturation with its lightness. */
function lifted([l, a, b]: Lab, lightness: number): Lab {
  if (l >= lightness) return [l, a, b];
  const lift = Math.min(MOST_LIFT, lightness / Math.max(1, l));
  return [lightness, lift * a, lift * b];
}

/** Brightness 0–1 as a screen codes it, of a grey of this lightness. */
function lumaShare(lightness: number): number {
  const light = lightness > 8 ? ((lightness + 16) / 116) ** 3 : lightness / 903.3;
  return light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
}

function isOutsideHead(map: WallMap, shape: FaceShape, column: number, row: number): boolean {
  const x = (map.left + (column + 0.5) * map.cell - shape.eyes[0]) / shape.width;
  const y = (map.top + (row + 0.5) * map.cell - shape.eyes[1] + 0.05 * shape.height) / (1.15 * shape.height);
  return x * x + y * y > 1;
}

/** Share of the outermost columns, above the chin, that is no wall: a shoulder, a neighbour, a door. The worse side. */
function besideHead(map: WallMap): number {
  const sides = [0, map.columns - 1].map((column) => {
    let other = 0;
    for (let row = 0; row < map.rows; row++) if (map.isWall[row * map.columns + column] === 0) other++;
    return other / Math.max(1, map.rows);
  });
  return Math.max(...sides);
}
