import type { Person } from './people.ts';
import { type Colour, type Picture, repaint } from './picture.ts';

/** Skin and hair of one look; the sRGB colour that an evenly lit cheek gets, and how bright hair stays. */
export type Tone = { readonly name: string; readonly cheek: Colour; readonly hair: number };

export const tones: readonly Tone[] = [
  { name: '很浅', cheek: [212, 180, 164], hair: 1 },
  { name: '浅', cheek: [200, 158, 132], hair: 0.5 },
  { name: '中', cheek: [190, 142, 112], hair: 0.3 },
  { name: '深', cheek: [141, 95, 70], hair: 0.25 },
  { name: '很深', cheek: [92, 60, 45], hair: 0.25 },
];

/**
 * The cut-out with its face and hair recoloured by one gain per channel in linear light, as another pigment would be
 * under the same lamp: highlights, shades and lips keep their place. The eyes keep their whites.
 */
export function recolour(person: Person, cutOut: Picture, tone: Tone): Picture {
  const [x0, y0] = person.eyes;
  const cheek = meanAt(cutOut, x0 - 0.55 * person.unit, y0 + 0.55 * person.unit, 0.12 * person.unit);
  const gains = cheek.map((value, channel) => light(tone.cheek[channel]!) / Math.max(0.002, light(value)));
  return repaint(cutOut, (red, green, blue, x, y) => {
    const u = (x - x0) / person.unit;
    const v = (y - y0) / person.unit;
    if (v > 2.6 || v < -1.8 || Math.abs(u) > 1.8) return [red, green, blue];
    const face = inside((u / 1.2) ** 2 + ((v - 0.62) / 1.45) ** 2);
    const eyes = Math.max(...[-0.5, 0.5].map((side) => inside(((u - side) / 0.24) ** 2 + (v / 0.11) ** 2)));
    const onHead = person.name === 'collins' && u ** 2 / 2 + (v / 1.7) ** 2 < 1;
    const skin = face * (1 - eyes);
    const hair = onHead ? (1 - face) * tone.hair + face : 1;
    return [red, green, blue].map((value, channel) => {
      const gain = (skin * gains[channel]! + 1 - skin) * hair;
      return encode(light(value) * gain);
    }) as unknown as Colour;
  });
}

/** 1 inside an ellipse, 0 outside, soft between. */
function inside(distance: number): number {
  return Math.min(1, Math.max(0, (1.08 - distance) / 0.16));
}

function meanAt(picture: Picture, x: number, y: number, reach: number): Colour {
  const sums = [0, 0, 0];
  let count = 0;
  for (let row = Math.round(y - reach); row <= y + reach; row++) {
    for (let column = Math.round(x - reach); column <= x + reach; column++) {
      for (let channel = 0; channel < 3; channel++)
        sums[channel]! += picture.data[(row * picture.width + column) * 4 + channel]!;
      count++;
    }
  }
  return [sums[0]! / count, sums[1]! / count, sums[2]! / count];
}

function light(value: number): number {
  return (Math.min(255, Math.max(0, value)) / 255) ** 2.2;
}

function encode(share: number): number {
  return 255 * Math.min(1, share) ** (1 / 2.2);
}
