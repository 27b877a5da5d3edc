import { readFileSync } from 'node:fs';
import jpeg from 'jpeg-js';
import type { Raster } from '../../../shared/photo/raster.ts';

export type Colour = readonly [red: number, green: number, blue: number];

/** RGBA pixels that an operation may write. */
export type Picture = Raster;

/** A picture of one colour. */
export function plain(width: number, height: number, [red, green, blue]: Colour): Picture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < data.length; at += 4) {
    data[at] = red;
    data[at + 1] = green;
    data[at + 2] = blue;
    data[at + 3] = 255;
  }
  return { data, width, height };
}

/** Reads a JPEG file. */
export function readPicture(path: string): Picture {
  const { data, width, height } = jpeg.decode(readFileSync(path), { useTArray: true });
  return { data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), width, height };
}

/** The JPEG file of a picture; alpha is ignored. */
export function encodePicture({ data, width, height }: Picture, quality: number): Buffer {
  return jpeg.encode({ data: Buffer.from(data.buffer, data.byteOffset, data.length), width, height }, quality).data;
}

/** What is left of a picture after JPEG at a quality of 1–100. */
export function throughJpeg(picture: Picture, quality: number): Picture {
  const { data, width, height } = jpeg.decode(encodePicture(picture, quality), { useTArray: true });
  return { data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), width, height };
}

/** A new picture; `paint` answers the channels of one pixel from those it had. */
export function repaint(
  picture: Picture,
  paint: (red: number, green: number, blue: number, x: number, y: number) => Colour,
): Picture {
  const { width, height } = picture;
  const data = new Uint8ClampedArray(picture.data);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const [red, green, blue] = paint(data[at]!, data[at + 1]!, data[at + 2]!, x, y);
      data[at] = red;
      data[at + 1] = green;
      data[at + 2] = blue;
    }
  }
  return { data, width, height };
}

/** Random numbers 0–1 that are the same on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 16_777_216;
  };
}
