import { createHash } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { flushDirectory } from './flush-directory.ts';
import { isDiskFault, readThrough } from './pack-bytes.ts';
import { type Entry, headBytes, headOf, type NewestPack, type PackDamage, readPacks } from './pack-entries.ts';
import { cutTail, isThere } from './pack-tail.ts';

type NamedPhoto = { readonly sha256: string; readonly bytes: Uint8Array };

export type PackFiles = {
  /** packs with damaged bytes: found when they were opened, or since */
  damaged(): readonly PackDamage[];
  has(sha256: string): boolean;
  /** null when unknown; 'damaged' = its bytes are no longer what their name says, or the disk does not read them */
  read(sha256: string): Promise<Uint8Array | 'damaged' | null>;
  /** From now on what was read as damaged under this name is not here; what was written anew meanwhile stays. */
  drop(sha256: string): void;
  /** Durable when it resolves: one write and one flush for all. One group at a time. */
  append(photos: readonly NamedPhoto[]): Promise<void>;
};

const packBytes = 256 * 1024 * 1024;

/**
 * Photos one behind the other in `folder`/pack-000001 and so on: a file of its own for each would cost four flushes
 * instead of a share of one. What a crash left half written at the end of the newest is set aside (pack-tail.ts); where
 * `isAnyMissing`, asked with what is here, says that an acknowledged photo is not, it may be that one: then it stays for whoever
 * rescues it, and what comes goes into a new pack, begun at once. So does the next photo behind a pack that the disk does not read,
 * and behind an end that cannot be set aside. One process at a time.
 */
export async function openPackFiles(
  folder: string,
  isAnyMissing: (has: (sha256: string) => boolean) => Promise<boolean>,
): Promise<PackFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { index, newest, damaged } = await readPacks(folder);
  const has = (sha256: string) => index.has(sha256);
  const damages = new Map(damaged.map((one) => [one.pack, one]));
  const note = (pack: string, bytes: number, isUnreadable: boolean) => {
    const before = damages.get(pack);
    damages.set(pack, {
      pack,
      bytes: (before?.bytes ?? 0) + bytes,
      isUnreadable: isUnreadable || before?.isUnreadable === true,
    });
  };
  const isOwed = newest !== null && (newest.isUnreadable || (newest.tail > 0 && (await isAnyMissing(has))));
  let isKept = isOwed;
  if (newest && newest.tail > 0) {
    isKept ||= await cutTail(folder, newest).then(
      () => false,
      () => true,
    );
    if (isKept) note(newest.file, newest.tail, false);
  }
  let current = placeBehind(newest, isKept);
  // at once: whoever opens the packs next may know nothing of what kept this one from being cut
  if (newest && isOwed && newest.tail > 0)
    current = await beginPack(folder, newest.file).catch(() => placeBehind(newest, true));
  const suspects = new Map<string, { readonly entry: Entry; readonly hasHoles: boolean }>();
  return {
    damaged: () => [...damages.values()],
    has,
    read: async (sha256) => {
      const entry = index.get(sha256);
      if (!entry) return null;
      const { bytes, hasHoles } = await readAt(folder, entry);
      if (!hasHoles && createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
      suspects.set(sha256, { entry, hasHoles });
      return 'damaged';
    },
    drop: (sha256) => {
      const suspect = suspects.get(sha256);
      suspects.delete(sha256);
      if (!suspect || index.get(sha256) !== suspect.entry) return;
      index.delete(sha256);
      note(suspect.entry.file, headBytes + suspect.entry.length, suspect.hasHoles);
    },
    append: async (photos) => {
      if (current.file === '' || current.size >= packBytes) current = await beginPack(folder, current.file);
      const { file, size: before } = current;
      const parts = photos.flatMap(({ sha256, bytes }) => [headOf(sha256, bytes.length), bytes]);
      try {
        await writeAt(path.join(folder, file), Buffer.concat(parts), before);
      } catch (error) {
        // where the disk is bad the next group goes into a new pack
        if (isDiskFault(error)) current = { file, size: packBytes };
        throw error;
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

/** Where the next photo goes; a pack that is kept as it is counts as full. */
function placeBehind(newest: NewestPack | null, isKept: boolean): { readonly file: string; readonly size: number } {
  if (!newest) return { file: '', size: 0 };
  return { file: newest.file, size: isKept ? packBytes : newest.size };
}

async function beginPack(folder: string, last: string): Promise<{ readonly file: string; readonly size: number }> {
  for (let number = Number(last.slice(5)) + 1; ; number += 1) {
    const file = `pack-${String(number).padStart(6, '0')}`;
    try {
      await (await open(path.join(folder, file), 'wx', 0o600)).close();
    } catch (error) {
      // its name could not be flushed, or somebody has put a copy there: nothing is written into it
      if (isThere(error)) continue;
      throw error;
    }
    await flushDirectory(folder);
    return { file, size: 0 };
  }
}

/** Durable when it resolves; where it throws, nothing behind `at` is left, and the next group writes there. */
async function writeAt(file: string, bytes: Uint8Array, at: number): Promise<void> {
  const handle = await open(file, 'r+', 0o600);
  try {
    for (let done = 0; done < bytes.length; )
      done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
    await handle.datasync();
  } catch (error) {
    await handle.truncate(at).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
}

/** A pack that cannot be opened any more is one great hole. */
async function readAt(folder: string, { file, offset, length }: Entry) {
  const bytes = Buffer.alloc(length);
  try {
    const handle = await open(path.join(folder, file), 'r');
    try {
      const read = await readThrough(handle, bytes, offset);
      return { bytes: bytes.subarray(0, read.length), hasHoles: read.hasHoles };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isDiskFault(error)) return { bytes: bytes.subarray(0, 0), hasHoles: true };
    throw error;
  }
}
