import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode, encode } from 'jpeg-js';
import { projectRoot } from './launch.ts';

/** Middle of the face in good-white.jpg and good-hopper.jpg, and how much of it stands on a card. */
const portrait = { x: 320, y: 225, width: 200, height: 250 } as const;
/** A card 20 cm before the camera: 4.5 pixels to the millimetre, its portrait in the middle of the frame. */
const card = { x: 12, y: 118, width: 385, height: 243 } as const;
const onCard = { x: 262, y: 163, width: 116, height: 154 } as const;

/** Writes a frame in which an identity card with this face is held before the pupil; answers its path. */
export function writeCardFrame(path: string, pupil: string, face: string): string {
  const frame = read(pupil);
  const own = read(face);
  const put = (x: number, y: number, colour: readonly number[]): void => {
    for (const [at, value] of colour.entries()) frame.data[(y * frame.width + x) * 4 + at] = value;
  };
  for (let y = 0; y < card.height; y++)
    for (let x = 0; x < card.width; x++) put(card.x + x, card.y + y, inkAt(x, y) ? [60, 62, 70] : [222, 231, 236]);
  for (let y = 0; y < onCard.height; y++) {
    for (let x = 0; x < onCard.width; x++) {
      const fromX = Math.round(portrait.x + (x / onCard.width - 0.5) * portrait.width);
      const fromY = Math.round(portrait.y + (y / onCard.height - 0.5) * portrait.height);
      const at = (fromY * own.width + fromX) * 4;
      put(onCard.x + x, onCard.y + y, [...own.data.slice(at, at + 3)]);
    }
  }
  writeFileSync(path, encode(frame, 92).data);
  return path;
}

/** Lines of print at the left and the number along the bottom. */
function inkAt(x: number, y: number): boolean {
  const isLine = y < 180 && x > 24 && x < 210 && y % 34 > 14 && y % 34 < 24 && x % 17 > 4;
  const isNumber = y > 205 && y < 219 && x > 110 && x < 350 && x % 14 > 4;
  return isLine || isNumber;
}

function read(face: string) {
  return decode(readFileSync(join(projectRoot, 'tests/fixtures/faces', face)), { useTArray: true });
}
