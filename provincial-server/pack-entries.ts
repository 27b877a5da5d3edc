import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir } from 'node:fs/promises';
import path from 'node:path';

/** Where a photo lies: `offset` and `length` in bytes, of its own bytes in the file. */
export type Entry = { readonly file: string; readonly offset: number; readonly length: number };

export type ReadPacks = {
  /** by SHA-256 */
  readonly index: Map<string, Entry>;
  /** '' where there is none */
  readonly newest: string;
  /** bytes of the newest up to the end of its last sound photo: behind it a crash may have left anything */
  readonly size: number;
  /** bytes that hold no sound photo and lie before others, or in an older pack: a bad disk, not a crash */
  readonly damagedBytes: number;
};

/** Before each photo: `KJPH`, SHA-256 (32 bytes), length (u32, big-endian). Files describe themselves: no index can be lost. */
const magic = Buffer.from('KJPH', 'latin1');
export const headBytes = 40;
const greatestPhoto = 64 * 1024 * 1024;

type Found = { readonly sha256: string; readonly at: number; readonly end: number };

/**
 * What lies in the packs of a folder. An older pack whose heads lead exactly to its end is believed; the newest, and one
 * that is damaged, is read whole, and what is sound behind a damage counts.
 */
export async function readPacks(folder: string): Promise<ReadPacks> {
  const names = (await readdir(folder)).filter((name) => /^pack-\d{6}$/.test(name)).sort();
  const newest = names.at(-1) ?? '';
  const index = new Map<string, Entry>();
  let [size, damagedBytes] = [0, 0];
  for (const file of names) {
    const handle = await open(path.join(folder, file), 'r');
    try {
      const all = (await handle.stat()).size;
      const found = (file === newest ? null : await byHeads(handle, all)) ?? (await proven(handle, all));
      for (const { sha256, at, end } of found)
        index.set(sha256, { file, offset: at + headBytes, length: end - at - headBytes });
      size = found.at(-1)?.end ?? 0;
      const sound = found.reduce((sum, { at, end }) => sum + end - at, 0);
      damagedBytes += (file === newest ? size : all) - sound;
    } finally {
      await handle.close();
    }
  }
  return { index, newest, size, damagedBytes };
}

/** What stands before a photo of `length` bytes in its pack. */
export function headOf(sha256: string, length: number): Buffer {
  const head = Buffer.alloc(headBytes);
  magic.copy(head);
  head.write(sha256, 4, 'hex');
  head.writeUInt32BE(length, 36);
  return head;
}

/** The photos of a pack by their heads alone; null where these do not lead to its end. */
async function byHeads(handle: FileHandle, all: number): Promise<Found[] | null> {
  const found: Found[] = [];
  for (let at = 0; at < all; ) {
    const one = await headAt(handle, at);
    if (!one || one.end > all) return null;
    found.push(one);
    at = one.end;
  }
  return found;
}

/** The photos of a pack whose bytes are what their name says; whatever lies between them is passed over. */
async function proven(handle: FileHandle, all: number): Promise<Found[]> {
  const found: Found[] = [];
  for (let at: number | null = 0; at !== null && at < all; ) {
    const one = await headAt(handle, at);
    if (one && one.end <= all && (await isSound(handle, one))) {
      found.push(one);
      at = one.end;
    } else at = await nextHead(handle, at + 1, all);
  }
  return found;
}

async function headAt(handle: FileHandle, at: number): Promise<Found | null> {
  const head = Buffer.alloc(headBytes);
  const { bytesRead } = await handle.read(head, 0, headBytes, at);
  const length = head.readUInt32BE(36);
  if (bytesRead < headBytes || !head.subarray(0, 4).equals(magic) || length > greatestPhoto) return null;
  return { sha256: head.toString('hex', 4, 36), at, end: at + headBytes + length };
}

async function isSound(handle: FileHandle, { sha256, at, end }: Found): Promise<boolean> {
  const bytes = Buffer.alloc(end - at - headBytes);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, at + headBytes);
  return bytesRead === bytes.length && createHash('sha256').update(bytes).digest('hex') === sha256;
}

const window = 1024 * 1024;

/** Where the word that begins a photo stands next, from `at` on; null = nowhere. */
async function nextHead(handle: FileHandle, at: number, all: number): Promise<number | null> {
  const bytes = Buffer.alloc(window);
  // windows overlap by the word's length: it may lie across two
  for (let from = at; from < all; from += window - magic.length) {
    const { bytesRead } = await handle.read(bytes, 0, window, from);
    const place = bytes.subarray(0, bytesRead).indexOf(magic);
    if (place >= 0) return from + place;
  }
  return null;
}
