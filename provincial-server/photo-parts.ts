import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { isDiskFault, readThrough } from './pack-bytes.ts';

/** Photos that have come in part: a file of each, named by its hash, that holds their bytes from the start. */
export type PhotoParts = {
  /** of which photos there is a part: asking the disk for every photo that has none costs more than the photo's own hash */
  names(): readonly string[];
  isBegun(name: string): boolean;
  /** bytes from the start, flushed; 0 where there is none */
  held(name: string): Promise<number>;
  /**
   * Writes what of a piece follows what is here, before it returns and without a flush: a process that is killed leaves it
   * to the next one, a power cut may take it. A piece that leaves a gap, or is here already, changes nothing.
   */
  write(name: string, offset: number, bytes: Uint8Array): void;
  /** empty where there is none; null = the disk does not read it, or not all of it */
  read(name: string): Promise<Buffer | null>;
  remove(name: string): Promise<void>;
};

/** No photo and no page of an application comes near it; a part that is greater was brought by somebody who means harm. */
export const greatestPart = 64 * 1024 * 1024;

/**
 * The parts in `folder`. What a killed process had written to them is flushed first: from then on it is here for good. One
 * that cannot be flushed or is too great is thrown away, and its desk sends it anew: it keeps nobody from starting. Whoever
 * reads one that the disk does not read throws it away too.
 */
export async function openPhotoParts(folder: string): Promise<PhotoParts> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const begun = new Set((await readdir(folder)).filter((name) => /^[0-9a-f]{64}$/.test(name)));
  const unflushed = new Set(begun);
  const fileOf = (name: string) => path.join(folder, name);
  const flushing = new Map<string, Promise<unknown>>();
  /** bytes that were flushed last */
  const safe = new Map<string, number>();
  const flush = async (name: string): Promise<number> => {
    const handle = await open(fileOf(name), 'r+');
    try {
      // what is written from here on is for the next flush
      unflushed.delete(name);
      const { size } = await handle.stat();
      try {
        await handle.sync();
      } catch (error) {
        // the system may have dropped what it could not write, and say nothing of it at the next flush
        await handle.truncate(safe.get(name) ?? 0).catch(() => undefined);
        throw error;
      }
      safe.set(name, size);
      return size;
    } finally {
      await handle.close();
    }
  };
  const held = async (name: string): Promise<number> => {
    // two may ask at once: neither is told of bytes that the other is still flushing
    while (flushing.has(name)) await flushing.get(name);
    if (!begun.has(name)) {
      if ((await sizeOf(fileOf(name))) === 0) return 0;
      begun.add(name);
      unflushed.add(name);
    }
    if (!unflushed.has(name)) return safe.get(name) ?? 0;
    const done = flush(name).catch((error: unknown) => {
      unflushed.add(name);
      throw error;
    });
    flushing.set(
      name,
      done.catch(() => undefined).then(() => flushing.delete(name)),
    );
    return done;
  };
  const remove = async (name: string): Promise<void> => {
    begun.delete(name);
    unflushed.delete(name);
    safe.delete(name);
    await rm(fileOf(name), { force: true });
  };
  for (const name of [...begun]) {
    const size = await held(name).catch(() => Number.POSITIVE_INFINITY);
    if (size > greatestPart) await remove(name).catch(() => undefined);
  }
  return {
    names: () => [...begun],
    isBegun: (name) => begun.has(name),
    held,
    write(name, offset, bytes) {
      if (bytes.length === 0 || (offset > 0 && !begun.has(name))) return;
      const file = openSync(fileOf(name), 'a', 0o600);
      begun.add(name);
      const before = fstatSync(file).size;
      try {
        if (offset > before) return;
        for (let at = before - offset; at < bytes.length; at += writeSync(file, bytes, at)) unflushed.add(name);
      } catch (error) {
        // what a full disk let through of it is taken back
        ftruncateSync(file, before);
        throw error;
      } finally {
        closeSync(file);
      }
    },
    read: (name) => readWhole(fileOf(name)),
    remove,
  };
}

async function readWhole(file: string): Promise<Buffer | null> {
  try {
    const handle = await open(file, 'r');
    try {
      const bytes = Buffer.alloc((await handle.stat()).size);
      const { length, hasHoles } = await readThrough(handle, bytes, 0);
      return hasHoles ? null : bytes.subarray(0, length);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    if (isDiskFault(error)) return null;
    throw error;
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    (there) => (there.isFile() ? there.size : 0),
    () => 0,
  );
}
