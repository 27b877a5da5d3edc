import type { FaceAt } from './people.ts';
import { type Colour, type Picture, randomFrom } from './picture.ts';

/**
 * Something laid over a face. Places and radii in eye distances from the middle between the eyes (right, down). `power` 2
 * draws an ellipse, more a rounded box. `soft` is the width of its rim, `strands` its texture.
 */
export type Shape = {
  readonly at: readonly [number, number];
  readonly radius: readonly [number, number];
  readonly colour: Colour;
  readonly power?: number;
  readonly soft?: number;
  /** 0–1, how much shows through: 1 = opaque */
  readonly cover?: number;
  /** change of brightness from place to place, in steps of 255 */
  readonly strands?: number;
  /** only outside this share of the radius: a frame of glasses, a scarf round a face */
  readonly hollow?: number;
};

/** A copy of the picture with the shapes laid over it, in their order. */
export function draw(picture: Picture, face: FaceAt, shapes: readonly Shape[]): Picture {
  const data = new Uint8ClampedArray(picture.data);
  for (const shape of shapes) {
    const { at, radius, colour, power = 2, soft = 0.03, cover = 1, strands = 0, hollow } = shape;
    const random = randomFrom(Math.round(colour[0] * 7 + radius[0] * 1000));
    const grain = Float64Array.from({ length: picture.width }, random);
    const reach = Math.min(radius[0], radius[1]);
    const within = (middle: number, radius: number, size: number): readonly [number, number] => [
      Math.max(0, Math.floor(middle - (radius + soft) * face.unit)),
      Math.min(size, Math.ceil(middle + (radius + soft) * face.unit)),
    ];
    const [left, right] = within(face.x + at[0] * face.unit, radius[0] * (1 + soft / reach), picture.width);
    const [top, bottom] = within(face.y + at[1] * face.unit, radius[1] * (1 + soft / reach), picture.height);
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const u = Math.abs((x - face.x) / face.unit - at[0]) / radius[0];
        const v = Math.abs((y - face.y) / face.unit - at[1]) / radius[1];
        const distance = (u ** power + v ** power) ** (1 / power);
        if (distance > 1 + soft / reach) continue;
        const outer = Math.min(1, Math.max(0, ((1 - distance) * reach) / soft + 0.5));
        const inner = hollow === undefined ? 0 : Math.min(1, Math.max(0, ((hollow - distance) * reach) / soft + 0.5));
        const share = cover * outer * (1 - inner);
        const texture = strands * (grain[(x + (y >> 2)) % picture.width]! - 0.5) * 2;
        const to = (y * picture.width + x) * 4;
        for (let channel = 0; channel < 3; channel++)
          data[to + channel] = share * (colour[channel]! + texture) + (1 - share) * data[to + channel]!;
      }
    }
  }
  return { data, width: picture.width, height: picture.height };
}
