import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { flushDirectory } from './flush-directory.ts';
import { readThrough } from './pack-bytes.ts';
import type { NewestPack } from './pack-entries.ts';

const window = 1024 * 1024;

/**
 * Cuts a pack of `folder` off behind its last sound photo, once what lies there is kept for good in a file of its own,
 * `folder`/cut/PACK-PLACE-N: nobody knows of every photo that was said to be here, one of a desk whose enrolment is over for
 * one. Where it throws, the pack is as it was.
 */
export async function cutTail(folder: string, { file, size, tail }: NewestPack): Promise<void> {
  const home = path.join(folder, 'cut');
  await mkdir(home, { recursive: true, mode: 0o700 });
  const pack = await open(path.join(folder, file), 'r+');
  try {
    await copyAside(pack, path.join(home, `${file}-${size}`), { from: size, until: size + tail });
    await flushDirectory(home);
    await flushDirectory(folder);
    await pack.truncate(size);
  } finally {
    await pack.close();
  }
}

/** Under the first number behind `name` that is free: the same place of the same pack may have been cut before. */
async function copyAside(
  pack: FileHandle,
  name: string,
  { from, until }: { readonly from: number; readonly until: number },
): Promise<void> {
  const { file, aside } = await openFree(name);
  try {
    const bytes = Buffer.alloc(Math.min(window, until - from));
    for (let at = from; at < until; ) {
      const { length, hasHoles } = await readThrough(pack, bytes.subarray(0, Math.min(window, until - at)), at);
      if (hasHoles || length === 0) throw new Error('the end of a pack is not read');
      await aside.writeFile(bytes.subarray(0, length));
      at += length;
    }
    await aside.sync();
  } catch (error) {
    await rm(file, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    await aside.close();
  }
}

async function openFree(name: string): Promise<{ readonly file: string; readonly aside: FileHandle }> {
  for (let nth = 1; ; nth += 1) {
    const file = `${name}-${nth}`;
    try {
      return { file, aside: await open(file, 'wx', 0o600) };
    } catch (error) {
      if (!isThere(error)) throw error;
    }
  }
}

/** True where a file could not be made because its name is taken. */
export function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
