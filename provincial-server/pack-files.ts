import { createHash } from 'node:crypto';
import { mkdir, open, readdir, truncate } from 'node:fs/promises';
import path from 'node:path';

/** Where a photo lies: `offset` and `length` in bytes, of its own bytes in the file. */
type Entry = { readonly file: string; readonly offset: number; readonly length: number };
type NamedPhoto = { readonly sha256: string; readonly bytes: Uint8Array };

export type PackFiles = {
  has(sha256: string): boolean;
  /** the bytes as they lie there, unjudged; null when unknown */
  read(sha256: string): Promise<Uint8Array | null>;
  /** Durable when it resolves: one write and one flush for all. One group at a time. */
  append(photos: readonly NamedPhoto[]): Promise<void>;
};

/** Before each photo: `KJPH`, SHA-256 (32 bytes), length (u32, big-endian). Files describe themselves: no index can be lost. */
const magic = Buffer.from('KJPH', 'latin1');
const headBytes = 40;
const packBytes = 256 * 1024 * 1024;
const greatestPhoto = 64 * 1024 * 1024;

/**
 * Photos one behind the other in `folder`/pack-000001 and so on: a file of its own for each would cost four flushes
 * instead of a share of one. What a crash left half written at the end of the newest is cut off. One process at a time.
 */
export async function openPackFiles(folder: string): Promise<PackFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { index, newest, size } = await readPacks(folder);
  let current = { file: newest, size };
  if (newest !== '') await truncate(path.join(folder, newest), size);
  return {
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

/** What lies in the packs of a folder. Of the newest, `size` bytes are sound: only there can a crash have left anything. */
async function readPacks(folder: string): Promise<{
  readonly index: Map<string, Entry>;
  readonly newest: string;
  readonly size: number;
}> {
  const names = (await readdir(folder)).filter((name) => /^pack-\d{6}$/.test(name)).sort();
  const newest = names.at(-1) ?? '';
  const index = new Map<string, Entry>();
  let size = 0;
  for (const file of names) {
    size = 0;
    for await (const { sha256, length } of entriesOf(path.join(folder, file), file === newest)) {
      index.set(sha256, { file, offset: size + headBytes, length });
      size += headBytes + length;
    }
  }
  return { index, newest, size };
}

async function* entriesOf(
  file: string,
  isProven: boolean,
): AsyncGenerator<{ readonly sha256: string; readonly length: number }> {
  const handle = await open(file, 'r');
  try {
    const head = Buffer.alloc(headBytes);
    for (let at = 0; ; ) {
      const { bytesRead } = await handle.read(head, 0, headBytes, at);
      const [sha256, length] = [head.toString('hex', 4, 36), head.readUInt32BE(36)];
      if (bytesRead < headBytes || !head.subarray(0, 4).equals(magic) || length > greatestPhoto) return;
      if (isProven) {
        const bytes = Buffer.alloc(length);
        const read = await handle.read(bytes, 0, length, at + headBytes);
        if (read.bytesRead < length || hashOf(bytes) !== sha256) return;
      }
      yield { sha256, length };
      at += headBytes + length;
    }
  } finally {
    await handle.close();
  }
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

function headOf(sha256: string, length: number): Buffer {
  const head = Buffer.alloc(headBytes);
  magic.copy(head);
  head.write(sha256, 4, 'hex');
  head.writeUInt32BE(length, 36);
  return head;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
