import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { samples, withExif } from '../tests/fixtures/picture-mutants.ts';
import { encodePicture, type Picture, readPicture, repaint } from '../tests/photo/variants/picture.ts';
import { resize } from '../tests/photo/variants/resample.ts';

/** What a card holds, by what has to become of it. */
export type StudioCard = {
  readonly files: number;
  readonly refused: number;
  readonly known: number;
  readonly staged: number;
  readonly bytes: number;
};

const faces = join(import.meta.dirname, '../tests/fixtures/faces');
const sources = ['good-white-720.jpg', 'good-hopper.jpg', 'good-blue.jpg', 'eyes-closed.jpg', 'sidelit.jpg'] as const;
const sizes = [640, 720, 800, 960, 1120] as const;
/** of 100 files: that many cannot be opened, and that many are a copy of the one before */
const brokenAt: ReadonlySet<number> = new Set([13, 57]);
const copiedAt: ReadonlySet<number> = new Set([29]);

/**
 * Fills `folder` like the card of a studio camera: real JPEGs with EXIF and a time, of five pictures in five sizes,
 * each shifted, lit and compressed in its own way; two of a hundred broken or of another kind, one of a hundred a copy.
 * `numbers`: the first files are named after these people, the rest as a camera does.
 */
export function fillStudioCard(folder: string, files: number, numbers: readonly string[]): StudioCard {
  mkdirSync(folder, { recursive: true });
  const pictures = sources.map((name) => readPicture(join(faces, name)));
  const sized = pictures.flatMap((one) =>
    sizes.map((width) => resize(one, width, Math.round((width * one.height) / one.width))),
  );
  const made = { files, refused: 0, known: 0, staged: 0, bytes: 0 };
  let last: Uint8Array = new Uint8Array();
  for (let at = 0; at < files; at++) {
    const place = at % 100;
    const name = numbers[at] === undefined ? `DSC_${String(at).padStart(5, '0')}` : numbers[at];
    const isBroken = brokenAt.has(place);
    const isCopy = copiedAt.has(place);
    const bytes = isBroken ? brokenFile(at) : isCopy ? last : studioJpeg(sized[at % sized.length], at);
    if (isBroken) made.refused += 1;
    else if (isCopy) made.known += 1;
    else made.staged += 1;
    if (!isBroken && !isCopy) last = bytes;
    made.bytes += bytes.length;
    writeFileSync(join(folder, `${name}.jpg`), bytes);
  }
  return made;
}

function brokenFile(at: number): Uint8Array {
  const kind = [samples.heic, samples.plain.subarray(0, 900 + at), samples.cmyk][at % 3] ?? samples.heic;
  return Uint8Array.from([...kind, ...new TextEncoder().encode(String(at))]);
}

function studioJpeg(source: Picture | undefined, at: number): Uint8Array {
  if (source === undefined) throw new Error('no picture');
  const light = 0.95 + (at % 11) / 100;
  const lit = repaint(source, (red, green, blue) => [red * light, green * light, blue * light]);
  const minute = String(Math.floor(at / 60) % 60).padStart(2, '0');
  const takenAt = `2026:09:01 ${String(8 + Math.floor(at / 3600)).padStart(2, '0')}:${minute}:${String(at % 60).padStart(2, '0')}`;
  return withExif(new Uint8Array(encodePicture(lit, 86 + (at % 9))), 1, takenAt);
}
