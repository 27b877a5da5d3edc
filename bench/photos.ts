import { readFileSync } from 'node:fs';
import { decode, encode } from 'jpeg-js';
import { cut, shotAt } from '../scripts/demo-data/make-camera-clip.ts';
import { sanitiseJpeg } from '../src-main/documents/jpeg.ts';

const face = new URL('../tests/fixtures/faces/good-white.jpg', import.meta.url);

export type PhotoPair = { readonly original: Uint8Array; readonly derived: Uint8Array };

/**
 * Real pictures of a real size, a different pair for every number: the camera's frame and the 480×640 photo cut from it.
 * Encoding takes long, so a pair differs from the next in two steps of its quantisation table.
 */
export function photoSource(): (number: number) => PhotoPair {
  const frame = cut(decode(readFileSync(face), { useTArray: true }), shotAt(3));
  const original = encode({ ...frame, data: Buffer.from(frame.data) }, 96).data;
  const encoded = encode(portraitOf(frame), 76).data;
  const derived = sanitiseJpeg(encoded, { dpi: 300 });
  if (!derived.ok) throw new Error(derived.fault.code);
  const photo = derived.value;
  return (number) => ({ original: variant(original, number), derived: variant(photo, number) });
}

/** The middle of a 640×480 frame, enlarged to 480×640. */
function portraitOf(frame: ReturnType<typeof cut>): { width: number; height: number; data: Buffer } {
  const [width, height] = [480, 640];
  const data = Buffer.alloc(width * height * 4, 255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (Math.floor(y * 0.75) * frame.width + 140 + Math.floor(x * 0.75)) * 4;
      for (let channel = 0; channel < 3; channel++)
        data[(y * width + x) * 4 + channel] = frame.data[from + channel] ?? 0;
    }
  }
  return { width, height, data };
}

function variant(jpeg: Uint8Array, number: number): Uint8Array {
  const bytes = Uint8Array.from(jpeg);
  const table = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xdb);
  // marker, length and the table's number take five bytes; the last of the 64 steps are the finest detail
  bytes[table + 5 + 62] = 1 + (number % 255);
  bytes[table + 5 + 63] = 1 + (Math.floor(number / 255) % 255);
  return bytes;
}
