import { mkdir, open, truncate } from 'node:fs/promises';
import path from 'node:path';
import { headBytes, headOf, readPacks } from './pack-entries.ts';

type NamedPhoto = { readonly sha256: string; readonly bytes: Uint8Array };

export type PackFiles = {
  /** bytes found damaged when the packs were opened (pack-entries.ts): photos that somebody has to bring again */
  readonly damagedBytes: number;
  has(sha256: string): boolean;
  /** the bytes as they lie there, unjudged; null when unknown */
  read(sha256: string): Promise<Uint8Array | null>;
  /** Durable when it resolves: one write and one flush for all. One group at a time. */
  append(photos: readonly NamedPhoto[]): Promise<void>;
};

const packBytes = 256 * 1024 * 1024;

/**
 * Photos one behind the other in `folder`/pack-000001 and so on: a file of its own for each would cost four flushes
 * instead of a share of one. What a crash left half written at the end of the newest is cut off, and nothing before a sound
 * photo. One process at a time.
 */
export async function openPackFiles(folder: string): Promise<PackFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { index, newest, size, damagedBytes } = await readPacks(folder);
  let current = { file: newest, size };
  if (newest !== '') await truncate(path.join(folder, newest), size);
  return {
    damagedBytes,
    has: (sha256) => index.has(sha256),
    read: async (sha256) => {
      const entry = index.get(sha256);
      return entry ? readAt(path.join(folder, entry.file), entry.offset, entry.length) : null;
    },
    append: async (photos) => {
      if (current.file === '' || current.size >= packBytes) current = await beginPack(folder, current.file);
      const { file, size: before } = current;
      const parts = photos.flatMap(({ sha256, bytes }) => [headOf(sha256, bytes.length), bytes]);
      const handle = await open(path.join(folder, file), 'r+', 0o600);
      try {
        await writeAll(handle, Buffer.concat(parts), before);
        await handle.datasync();
      } catch (error) {
        // the next group writes over it
        await handle.truncate(before).catch(() => undefined);
        throw error;
      } finally {
        await handle.close();
      }
      let at = before;
      for (const { sha256, bytes } of photos) {
        index.set(sha256, { file, offset: at + headBytes, length: bytes.length });
        at += headBytes + bytes.length;
      }
      current = { file, size: at };
    },
  };
}

async function beginPack(folder: string, last: string): Promise<{ readonly file: string; readonly size: number }> {
  const file = `pack-${String(Number(last.slice(5)) + 1).padStart(6, '0')}`;
  await (await open(path.join(folder, file), 'wx', 0o600)).close();
  if (process.platform !== 'win32') {
    const directory = await open(folder, 'r');
    await directory.sync().finally(() => directory.close());
  }
  return { file, size: 0 };
}

async function writeAll(handle: Awaited<ReturnType<typeof open>>, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  }
}

async function readAt(file: string, offset: number, length: number): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await handle.read(bytes, 0, length, offset);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
