import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { encode } from 'jpeg-js';
import type { Output } from '../../../shared/contract/index.ts';
import { listLimit } from '../../../shared/domain/list-limit.ts';
import { makeScene, type Scene } from '../../fixtures/desk-scene.ts';
import { makeJpeg } from '../../fixtures/jpeg.ts';
import { goodMeasurements } from '../../fixtures/photo-measures.ts';
import { withExif } from '../../fixtures/picture-mutants.ts';

type Line = Output<'photoFiles.rows'>['rows'][number];

/** A desk with a camera's card in a folder of its own. */
export type CardScene = Scene & {
  /** the folder on the card */
  readonly card: string;
  /** puts a file on the card */
  put(fileName: string, bytes: Uint8Array): void;
  /** chooses the card */
  choose(): Promise<string>;
  /** reads everything as the screen does; `hashes` by file name, else every photo is its own */
  read(folderId: string, hashes?: Readonly<Record<string, string>>): Promise<void>;
  /** the next file to decode, as the screen asks for it; null = all are read */
  next(folderId: string): Promise<Output<'photoFiles.source'> | null>;
  /** the name on the card of a file, which no screen shows whole */
  nameOf(fileId: string): string;
  /** all lines, by the file name on the card */
  lines(folderId: string): Promise<Readonly<Record<string, Line>>>;
  cleanUp(): void;
};

/** A picture from a camera: its content depends on `seed`, with EXIF and the time it was taken. */
export function cameraJpeg(
  seed: number,
  takenAt = `2026:09:01 08:30:${String(seed % 60).padStart(2, '0')}`,
): Uint8Array {
  const data = new Uint8Array(32 * 24 * 4).map((_, at) => (at * (seed + 3)) % 251);
  return withExif(new Uint8Array(encode({ data, width: 32, height: 24 }, 80).data), 1, takenAt);
}

/** 64 bits far from those of every other seed. */
export function hashOf(seed: number): string {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  const next = (): string => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 16).toString(16).padStart(4, '0');
  };
  return next() + next() + next() + next();
}

/** What the screen's worker hands in for one file: a finished photo that differs from all others. */
export function finished(seed: number, perceptualHash: string | null = hashOf(seed)) {
  return {
    original: makeJpeg(seed, 640, 480),
    derived: makeJpeg(seed),
    crop: { scale: 1 },
    measurements: goodMeasurements(),
    perceptualHash,
  };
}

export async function makeCard(): Promise<CardScene> {
  const root = mkdtempSync(join(tmpdir(), 'kaoji-card-'));
  const card = join(root, '敖汉一中 高一1班');
  mkdirSync(card);
  const scene = await makeScene();
  let seed = 0;
  const made: CardScene = {
    ...scene,
    card,
    put(fileName, bytes) {
      mkdirSync(dirname(join(card, fileName)), { recursive: true });
      writeFileSync(join(card, fileName), bytes);
    },
    async choose() {
      scene.desk.files.open = card;
      const chosen = await scene.do('clerk', 'photoFiles.choose', {});
      if (!chosen) throw new Error('nothing chosen');
      return chosen.folderId;
    },
    async next(folderId) {
      for (;;) {
        const next = await scene.do('clerk', 'photoFiles.next', { folderId });
        if (next === null || !('more' in next)) return next;
      }
    },
    nameOf: (fileId) =>
      String(scene.desk.db().statement('SELECT file_name FROM photo_file WHERE id = ?').pluck().get(fileId)),
    async read(folderId, hashes = {}) {
      for (;;) {
        const source = await made.next(folderId);
        if (!source) return;
        const photo = finished(++seed, hashes[made.nameOf(source.fileId)] ?? hashOf(seed));
        await scene.do('clerk', 'photoFiles.stage', { fileId: source.fileId, turn: 0, ...photo });
      }
    },
    async lines(folderId) {
      const ask = (offset: number) =>
        scene.do('clerk', 'photoFiles.rows', { folderId, only: 'all', offset, limit: listLimit });
      const first = await ask(0);
      const lines = [...first.rows];
      while (lines.length < first.total) lines.push(...(await ask(lines.length)).rows);
      return Object.fromEntries(lines.map((line) => [made.nameOf(line.fileId), line]));
    },
    cleanUp() {
      scene.desk.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
  return made;
}
