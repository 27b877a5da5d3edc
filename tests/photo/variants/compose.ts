import type { Picture } from './picture.ts';
import { resize } from './resample.ts';

/** Lays a cut-out (with alpha) on a copy of a picture, enlarged, so that its point `hold` comes to lie at `place`. */
export function lay(
  ground: Picture,
  cutOut: Picture,
  scale: number,
  hold: readonly [number, number],
  place: readonly [number, number],
): Picture {
  const scaled = enlarge(cutOut, scale);
  const left = Math.round(place[0] - hold[0] * scale);
  const top = Math.round(place[1] - hold[1] * scale);
  const data = new Uint8ClampedArray(ground.data);
  for (let y = Math.max(0, top); y < Math.min(ground.height, top + scaled.height); y++) {
    for (let x = Math.max(0, left); x < Math.min(ground.width, left + scaled.width); x++) {
      const from = ((y - top) * scaled.width + x - left) * 4;
      const to = (y * ground.width + x) * 4;
      const share = scaled.data[from + 3]! / 255;
      for (let channel = 0; channel < 3; channel++)
        data[to + channel] = share * scaled.data[from + channel]! + (1 - share) * data[to + channel]!;
    }
  }
  return { data, width: ground.width, height: ground.height };
}

/** The picture in another size. */
export function enlarge(picture: Picture, scale: number): Picture {
  if (scale === 1) return picture;
  return resize(picture, Math.round(picture.width * scale), Math.round(picture.height * scale));
}

/** A cut-out: the picture with the mask's red channel as alpha, its soft rim drawn in. */
export function cutOut(picture: Picture, mask: Picture): Picture {
  const data = new Uint8ClampedArray(picture.data);
  for (let at = 0; at < data.length; at += 4) data[at + 3] = ((mask.data[at]! / 255 - 0.42) / 0.33) * 255;
  return { data, width: picture.width, height: picture.height };
}
