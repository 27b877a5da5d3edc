import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';

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
  /** empty where there is none */
  read(name: string): Promise<Buffer>;
  remove(name: string): Promise<void>;
};

/** The parts in `folder`. What a killed process had written to them is flushed first: from then on it is here for good. */
export async function openPhotoParts(folder: string): Promise<PhotoParts> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const begun = new Set((await readdir(folder)).filter((name) => /^[0-9a-f]{64}$/.test(name)));
  const unflushed = new Set(begun);
  const fileOf = (name: string) => path.join(folder, name);
  const flushing = new Map<string, Promise<unknown>>();
  const flush = async (name: string): Promise<void> => {
    const handle = await open(fileOf(name), 'r+');
    // what is written from here on is for the next flush
    unflushed.delete(name);
    await handle.sync().finally(() => handle.close());
  };
  const held = async (name: string): Promise<number> => {
    // two may ask at once: neither is told of bytes that the other is still flushing
    while (flushing.has(name)) await flushing.get(name);
    const size = await sizeOf(fileOf(name));
    if (size === 0 || !unflushed.has(name)) return size;
    const done = flush(name).catch((error: unknown) => {
      unflushed.add(name);
      throw error;
    });
    flushing.set(
      name,
      done.catch(() => undefined).then(() => flushing.delete(name)),
    );
    await done;
    return size;
  };
  for (const name of begun) await held(name);
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
    read: (name) => readFile(fileOf(name)).catch(noneThere),
    async remove(name) {
      begun.delete(name);
      unflushed.delete(name);
      await rm(fileOf(name), { force: true });
    },
  };
}

function noneThere(error: unknown): Buffer {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
  throw error;
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
