import { labOf, lumaOf } from './colour.ts';
import type { PhotoProfile } from './photo-profile.ts';
import type { Raster } from './raster.ts';

/** One property of the place where pupils will sit, with its good band (null = open at that end). */
export type SceneMeasure = {
  readonly name: 'sceneLight' | 'sceneEven' | 'sceneColour' | 'sceneTexture';
  readonly value: number;
  readonly from: number | null;
  readonly to: number | null;
};

/** Tiles across and down in which light is compared. */
const TILES = 4;

// The wall and the light alone, before anybody sits down. These bands are for a person with a lamp and a cloth in hand:
// nothing is refused by them, the gate judges each shot by its own.
const LEAST_LIGHT = 0.5;
/** luma by which a wall of an allowed colour may fall short of it */
const MOST_SHORT = 0.15;
const MOST_LIGHT = 0.985;
const MOST_UNEVEN = 0.2;
const MOST_COLOUR = 14;
const MOST_TEXTURE = 0.035;

/**
 * Light and background of an empty place, on the upright middle of the frame that becomes the photo. Light: mean luma
 * (Rec. 709 weights on sRGB values), 0–1; a wall of an allowed colour has to come near its brightness. Even: how far the
 * darkest and the brightest of 4×4 tiles lie apart, as a share of the mean. Colour: CIE 1976 difference of the mean colour
 * to the nearest wall colour of the profile, in which darkness does not count: a white wall in half light is white.
 * Texture: mean deviation of luma within a tile, 0–1: folds, patterns, shadows with edges, noise.
 */
export function measureScene(frame: Raster, profile: PhotoProfile): readonly SceneMeasure[] {
  const width = Math.min(frame.width, Math.round((frame.height * profile.width) / profile.height));
  const left = Math.floor((frame.width - width) / 2);
  const tiles = Array.from({ length: TILES * TILES }, (_, index) => {
    const across = index % TILES;
    const down = Math.floor(index / TILES);
    return tileOf(frame, {
      x: left + Math.floor((across * width) / TILES),
      y: Math.floor((down * frame.height) / TILES),
      width: Math.floor(width / TILES),
      height: Math.floor(frame.height / TILES),
    });
  });
  const mean = (of: (tile: Tile) => number) => tiles.reduce((sum, tile) => sum + of(tile), 0) / tiles.length;
  const light = mean((tile) => tile.luma);
  const lumas = tiles.map((tile) => tile.luma);
  const colour = [mean((tile) => tile.red), mean((tile) => tile.green), mean((tile) => tile.blue)] as const;
  const walls = profile.backgrounds.map((wall) => ({ off: colourOff(colour, wall), luma: lumaOf(...wall) / 255 }));
  const uneven = (Math.max(...lumas) - Math.min(...lumas)) / Math.max(light, 1 / 255);
  // where light is uneven, that is what has to be mended first
  const asked = uneven > MOST_UNEVEN ? [] : walls.filter(({ off }) => off <= MOST_COLOUR).map(({ luma }) => luma);
  const from = Math.max(LEAST_LIGHT, asked.length === 0 ? 0 : Math.min(...asked) - MOST_SHORT);
  return [
    { name: 'sceneLight', value: light, from, to: MOST_LIGHT },
    { name: 'sceneEven', value: uneven, from: null, to: MOST_UNEVEN },
    { name: 'sceneColour', value: Math.min(...walls.map(({ off }) => off)), from: null, to: MOST_COLOUR },
    { name: 'sceneTexture', value: mean((tile) => tile.deviation), from: null, to: MOST_TEXTURE },
  ];
}

/** True if the value lies in its band. */
export function sceneHolds({ value, from, to }: SceneMeasure): boolean {
  return (from === null || value >= from) && (to === null || value <= to);
}

type Tile = {
  readonly luma: number;
  readonly deviation: number;
  readonly red: number;
  readonly green: number;
  readonly blue: number;
};
type Area = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Every second pixel both ways is enough of a wall. */
const STEP = 2;

function tileOf({ data, width }: Raster, area: Area): Tile {
  let count = 0;
  let red = 0;
  let green = 0;
  let blue = 0;
  let sum = 0;
  let squares = 0;
  for (let y = area.y; y < area.y + area.height; y += STEP) {
    for (let x = area.x; x < area.x + area.width; x += STEP) {
      const at = (y * width + x) * 4;
      const [r, g, b] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
      const luma = lumaOf(r, g, b) / 255;
      count += 1;
      red += r;
      green += g;
      blue += b;
      sum += luma;
      squares += luma * luma;
    }
  }
  const luma = sum / count;
  return {
    luma,
    deviation: Math.sqrt(Math.max(squares / count - luma * luma, 0)),
    red: red / count,
    green: green / count,
    blue: blue / count,
  };
}

type Colour = readonly [red: number, green: number, blue: number];

/** What a camera in half light keeps of a colour is amplified at most so much before it is compared. */
const MOST_LIFT = 2;

function colourOff(seen: Colour, wall: Colour): number {
  const [l, a, b] = labOf(...seen);
  const [lightness, red, yellow] = labOf(...wall);
  const lift = Math.min(MOST_LIFT, Math.max(1, lightness / Math.max(1, l)));
  return Math.hypot(Math.max(0, l - lightness), lift * a - red, lift * b - yellow);
}
