import type { Lab } from './colour.ts';
import type { FaceFound } from './face-found.ts';
import type { FaceShape } from './face-shape.ts';
import { difference, type WallMap } from './wall-map.ts';

/** hair is nearly grey, or brown to blond: degrees round the Lab circle from red towards yellow, and how colourful */
const HAIR_HUES = [38, 100] as const;
const MOST_CHROMA = 55;
/** red-brown is never strong */
const RED_HUE = 15;
const RED_CHROMA = 24;
const COLOURLESS = 11;
/** hair has strands; darker than this even strands do not show */
const PLAIN = 1.2;
const SHOWS = 28;

/**
 * Share of the head above the forehead that cannot be hair: of no hair's colour, or grey and plain as cloth. A black cap
 * looks like black hair here and is not seen. Missing where no head is seen above the forehead.
 */
export function measureHeadwear(map: WallMap, face: FaceFound, shape: FaceShape): Record<string, number> {
  const forehead = face.landmarks[10]?.[1] ?? shape.eyes[1] - 0.5 * shape.height;
  const last = Math.min(map.rows - 1, Math.floor((forehead - map.top) / map.cell) - 1);
  const from = Math.max(1, Math.round((shape.eyes[0] - 0.45 * shape.width - map.left) / map.cell));
  const to = Math.min(map.columns - 2, Math.round((shape.eyes[0] + 0.45 * shape.width - map.left) / map.cell));
  let head = 0;
  let foreign = 0;
  for (let row = 1; row <= last; row++) {
    for (let column = from; column <= to; column++) {
      const at = row * map.columns + column;
      const around = [at - 1, at + 1, at - map.columns, at + map.columns];
      // the rim of the head is mixed with the wall
      if (map.isWall[at] === 1 || around.some((next) => map.isWall[next] === 1)) continue;
      head++;
      if (
        isNoHair(
          map.lab[at]!,
          around.map((next) => map.lab[next]!),
        )
      )
        foreign++;
    }
  }
  return head < 30 ? {} : { headwear: foreign / head };
}

function isNoHair(colour: Lab, around: readonly Lab[]): boolean {
  const [lightness, a, b] = colour;
  const chroma = Math.hypot(a, b);
  if (chroma > COLOURLESS + Math.max(0, SHOWS - lightness) / 3) {
    const hue = (Math.atan2(b, a) * 180) / Math.PI;
    if (hue < HAIR_HUES[0]) return hue < RED_HUE || chroma > RED_CHROMA;
    return hue > HAIR_HUES[1] || chroma > MOST_CHROMA;
  }
  return lightness > SHOWS && around.every((next) => difference(colour, next) < PLAIN);
}
