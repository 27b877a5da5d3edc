import { createHash } from 'node:crypto';
import { type FileHandle, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { isDiskFault, readThrough } from './pack-bytes.ts';

/** Where a photo lies: `offset` and `length` in bytes, of its own bytes in the file. */
export type Entry = { readonly file: string; readonly offset: number; readonly length: number };

/** What is wrong with one pack. */
export type PackDamage = {
  readonly pack: string;
  /** bytes that hold no sound photo; 0 where it cannot be opened, so that nobody knows */
  readonly bytes: number;
  /** the disk does not read it, or not all of it */
  readonly isUnreadable: boolean;
};

export type ReadPacks = {
  /** by SHA-256 */
  readonly index: Map<string, Entry>;
  /** the pack that was written to last; null where there is none */
  readonly newest: NewestPack | null;
  /** packs with bytes that hold no sound photo and lie before others, or in an older pack: a bad disk, not a crash */
  readonly damaged: readonly PackDamage[];
};

export type NewestPack = {
  readonly file: string;
  /** bytes up to the end of its last sound photo */
  readonly size: number;
  /** bytes behind it: a crash may have left them, or they are a photo that was acknowledged and is damaged since */
  readonly tail: number;
  readonly isUnreadable: boolean;
};

/** Before each photo: `KJPH`, SHA-256 (32 bytes), length (u32, big-endian). Files describe themselves: no index can be lost. */
const magic = Buffer.from('KJPH', 'latin1');
export const headBytes = 40;
const greatestPhoto = 64 * 1024 * 1024;

type Found = { readonly sha256: string; readonly at: number; readonly end: number };

/**
 * What lies in the packs of a folder. An older pack whose heads lead exactly to its end is believed; the newest, and one
 * that is damaged, is read whole, and what is sound behind a damage counts. A pack that the disk does not read keeps nobody
 * from reading the others.
 */
export async function readPacks(folder: string): Promise<ReadPacks> {
  const names = (await readdir(folder)).filter((name) => /^pack-\d{6}$/.test(name)).sort();
  const index = new Map<string, Entry>();
  const damaged: PackDamage[] = [];
  let newest: NewestPack | null = null;
  for (const file of names) {
    const isNewest = file === names.at(-1);
    const { found, all, isUnreadable } = await readPack(path.join(folder, file), isNewest);
    for (const { sha256, at, end } of found)
      index.set(sha256, { file, offset: at + headBytes, length: end - at - headBytes });
    const size = found.at(-1)?.end ?? 0;
    const sound = found.reduce((sum, { at, end }) => sum + end - at, 0);
    const bytes = (isNewest ? size : all) - sound;
    if (bytes > 0 || isUnreadable) damaged.push({ pack: file, bytes, isUnreadable });
    if (isNewest) newest = { file, size, tail: all - size, isUnreadable };
  }
  return { index, newest, damaged };
}

type ReadPack = { readonly found: readonly Found[]; readonly all: number; readonly isUnreadable: boolean };

async function readPack(file: string, isNewest: boolean): Promise<ReadPack> {
  const reading: Reading = { hasHoles: false, bad: new Set() };
  const opened = await orNull(() => open(file, 'r'));
  if (opened === null) return { found: [], all: 0, isUnreadable: true };
  try {
    const stats = await orNull(() => opened.stat());
    if (stats === null) return { found: [], all: 0, isUnreadable: true };
    const all = stats.size;
    const found = (isNewest ? null : await byHeads(opened, all, reading)) ?? (await proven(opened, all, reading));
    return { found, all, isUnreadable: reading.hasHoles };
  } finally {
    await opened.close();
  }
}

async function orNull<T>(step: () => Promise<T>): Promise<T | null> {
  try {
    return await step();
  } catch (error) {
    if (isDiskFault(error)) return null;
    throw error;
  }
}

/** What stands before a photo of `length` bytes in its pack. */
export function headOf(sha256: string, length: number): Buffer {
  const head = Buffer.alloc(headBytes);
  magic.copy(head);
  head.write(sha256, 4, 'hex');
  head.writeUInt32BE(length, 36);
  return head;
}

/** Whether the disk left anything unread of a pack, and which blocks. */
type Reading = { hasHoles: boolean; readonly bad: Set<number> };

/** The photos of a pack by their heads alone; null where these do not lead to its end. */
async function byHeads(handle: FileHandle, all: number, reading: Reading): Promise<Found[] | null> {
  const found: Found[] = [];
  for (let at = 0; at < all; ) {
    const one = await headAt(handle, at, reading);
    if (!one || one.end > all) return null;
    found.push(one);
    at = one.end;
  }
  return found;
}

/** The photos of a pack whose bytes are what their name says; whatever lies between them is passed over. */
async function proven(handle: FileHandle, all: number, reading: Reading): Promise<Found[]> {
  const found: Found[] = [];
  for (let at: number | null = 0; at !== null && at < all; ) {
    const one = await headAt(handle, at, reading);
    if (one && one.end <= all && (await isSound(handle, one, reading))) {
      found.push(one);
      at = one.end;
    } else at = await nextHead(handle, at + 1, all, reading);
  }
  return found;
}

async function headAt(handle: FileHandle, at: number, reading: Reading): Promise<Found | null> {
  const head = Buffer.alloc(headBytes);
  const read = await readNoted(handle, head, at, reading);
  const length = head.readUInt32BE(36);
  if (read < headBytes || !head.subarray(0, 4).equals(magic) || length > greatestPhoto) return null;
  return { sha256: head.toString('hex', 4, 36), at, end: at + headBytes + length };
}

async function isSound(handle: FileHandle, { sha256, at, end }: Found, reading: Reading): Promise<boolean> {
  const bytes = Buffer.alloc(end - at - headBytes);
  const read = await readNoted(handle, bytes, at + headBytes, reading);
  return read === bytes.length && createHash('sha256').update(bytes).digest('hex') === sha256;
}

const window = 1024 * 1024;

/** Where the word that begins a photo stands next, from `at` on; null = nowhere. */
async function nextHead(handle: FileHandle, at: number, all: number, reading: Reading): Promise<number | null> {
  const bytes = Buffer.alloc(window);
  // windows overlap by the word's length: it may lie across two
  for (let from = at; from < all; from += window - magic.length) {
    const some = bytes.subarray(0, Math.min(window, all - from));
    const read = await readNoted(handle, some, from, reading);
    const place = some.subarray(0, read).indexOf(magic);
    if (place >= 0) return from + place;
  }
  return null;
}

async function readNoted(handle: FileHandle, bytes: Uint8Array, at: number, reading: Reading): Promise<number> {
  const { length, hasHoles } = await readThrough(handle, bytes, at, reading.bad);
  reading.hasHoles ||= hasHoles;
  return length;
}
