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
};

/**
 * Files under `folder`/photos/ab/<sha256>. A file appears under its name only when whole and flushed: temporary file,
 * fsync, rename, fsync of the directory. What a crash leaves in photos/incoming is swept here.
 */
export async function openBlobStore(folder: string): Promise<BlobStore> {
  const home = path.join(folder, 'photos');
  const incoming = path.join(home, 'incoming');
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  await flushDirectory(folder);
  await flushDirectory(home);
  return {
    async put(sha256, bytes) {
      if (hashOf(bytes) !== sha256) throw new Error('photo does not match its hash');
      const target = fileOf(home, sha256);
      if (await isWhole(target, sha256)) return;
      await makeDurableDirectory(home, path.dirname(target));
      const temporary = path.join(incoming, randomUUID());
      await writeFlushed(temporary, bytes);
      await rename(temporary, target);
      await flushDirectory(path.dirname(target));
    },
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
