import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** Photos outside the database, named by their content. An object store can take this place with the same three calls. */
export type BlobStore = {
  /** Durable when it resolves; the same bytes again change nothing, a file damaged since is written anew. */
  put(sha256: string, bytes: Uint8Array): Promise<void>;
  has(sha256: string): Promise<boolean>;
  /** null when unknown; throws when the bytes on disk no longer match their name */
  get(sha256: string): Promise<Uint8Array | null>;
  /** Bytes that are here for good from the start of a photo; -1 = all of it. */
  held(sha256: string): Promise<number>;
  /**
   * Adds a piece that follows what is here; durable when it resolves. Answers the bytes held from now on: a piece that
   * leaves a gap or is here already changes nothing. 'mismatch': whole, and not what its name says; all of it is thrown away.
   */
  append(sha256: string, piece: PhotoPart): Promise<number | 'mismatch'>;
};

/** `total` in bytes is what the sender says the whole photo has. */
export type PhotoPart = { readonly offset: number; readonly total: number; readonly bytes: Uint8Array };

/**
 * Files under `folder`/photos/ab/<sha256>. A file appears under its name only when whole and flushed: temporary file,
 * fsync, rename, fsync of the directory. What a crash leaves in photos/incoming is swept here.
 */
export async function openBlobStore(folder: string): Promise<BlobStore> {
  const home = path.join(folder, 'photos');
  const incoming = path.join(home, 'incoming');
  const parts = path.join(home, 'parts');
  // two lines may send the same photo: its pieces go one after the other
  const turns = new Map<string, Promise<unknown>>();
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  await mkdir(parts, { recursive: true, mode: 0o700 });
  await flushDirectory(folder);
  await flushDirectory(home);
  const put = async (sha256: string, bytes: Uint8Array): Promise<void> => {
    if (hashOf(bytes) !== sha256) throw new Error('photo does not match its hash');
    const target = fileOf(home, sha256);
    if (await isWhole(target, sha256)) return;
    await makeDurableDirectory(home, path.dirname(target));
    const temporary = path.join(incoming, randomUUID());
    await writeFlushed(temporary, bytes);
    await rename(temporary, target);
    await flushDirectory(path.dirname(target));
  };
  const append = async (sha256: string, { offset, total, bytes }: PhotoPart): Promise<number | 'mismatch'> => {
    if (await exists(fileOf(home, sha256))) return total;
    const part = path.join(parts, sha256);
    const here = await sizeOf(part);
    if (offset !== here) return here;
    await appendFlushed(part, bytes);
    if (here + bytes.length < total) return here + bytes.length;
    const whole = await readFile(part);
    const isRight = whole.length === total && hashOf(whole) === sha256;
    if (isRight) await put(sha256, whole);
    await rm(part);
    return isRight ? total : 'mismatch';
  };
  return {
    put,
    append(sha256, piece) {
      const turn = (turns.get(sha256) ?? Promise.resolve()).then(() => append(sha256, piece));
      const settled = turn.then(
        () => undefined,
        () => undefined,
      );
      turns.set(sha256, settled);
      void settled.then(() => {
        if (turns.get(sha256) === settled) turns.delete(sha256);
      });
      return turn;
    },
    held: async (sha256) => ((await exists(fileOf(home, sha256))) ? -1 : sizeOf(path.join(parts, sha256))),
    has: (sha256) => exists(fileOf(home, sha256)),
    async get(sha256) {
      if (!(await exists(fileOf(home, sha256)))) return null;
      const bytes = await readFile(fileOf(home, sha256));
      if (hashOf(bytes) !== sha256) throw new Error(`photo ${sha256} is damaged on disk`);
      return bytes;
    },
  };
}

function fileOf(home: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256');
  return path.join(home, sha256.slice(0, 2), sha256);
}

/** True if the file is there with the bytes of its name: a name alone proves nothing after a power cut or a bad disk. */
async function isWhole(file: string, sha256: string): Promise<boolean> {
  return (await exists(file)) && hashOf(await readFile(file)) === sha256;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function makeDurableDirectory(home: string, folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) await flushDirectory(home);
}

/** 0 where there is no file. */
async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

async function appendFlushed(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeFlushed(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a rename or a new name survive a power cut. Windows cannot open directories; NTFS journals the name itself. */
async function flushDirectory(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
