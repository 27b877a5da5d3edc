import type { FileHandle } from 'node:fs/promises';

/** What a disk gives where it can be read at all but not everywhere. */
export type ReadBytes = {
  /** bytes up to the end of the file; less than was asked for only there */
  readonly length: number;
  /** true = some of them could not be read, and stand as zeros */
  readonly hasHoles: boolean;
};

const block = 4096;

/**
 * Fills `bytes` from place `at` on. A read error costs the block that it is in and not what lies around it: the kernel
 * answers a long read with one error for all, and a read that meets a bad place further on with less than was asked for.
 * `bad` are the blocks of the file, by number, that are known not to be read: they are not tried again, a disk may take seconds
 * over each; those that are found are added.
 */
export async function readThrough(
  handle: FileHandle,
  bytes: Uint8Array,
  at: number,
  bad = new Set<number>(),
): Promise<ReadBytes> {
  let done = 0;
  let hasHoles = false;
  let step = Number.POSITIVE_INFINITY;
  while (done < bytes.length) {
    const place = at + done;
    const left = bytes.length - done;
    if (bad.has(Math.floor(place / block))) {
      const blank = Math.min(left, block - (place % block));
      bytes.fill(0, done, done + blank);
      done += blank;
      hasHoles = true;
      continue;
    }
    const wanted = bytesBeforeBad(bad, place, Math.min(left, step - (place % block)));
    try {
      const { bytesRead } = await handle.read(bytes, done, wanted, place);
      if (bytesRead === 0) break;
      done += bytesRead;
      // carefully behind a bad place, and soon at full length again
      step *= 2;
    } catch (error) {
      if (!isDiskFault(error)) throw error;
      if (step === block) bad.add(Math.floor(place / block));
      step = block;
    }
  }
  return { length: done, hasHoles };
}

/** How many of the `wanted` bytes from `place` on lie before the next block that is known to be bad. */
function bytesBeforeBad(bad: ReadonlySet<number>, place: number, wanted: number): number {
  if (bad.size === 0) return wanted;
  for (let next = (Math.floor(place / block) + 1) * block; next < place + wanted; next += block)
    if (bad.has(next / block)) return next - place;
  return wanted;
}

/** Linux numbers of a block whose checksum does not hold, and of a file system that found itself damaged: Node has no names for them. */
const damagedErrnos = [-74, -117];

/** True where the disk could not read or write: a bad place. A lack of rights, of room or of memory is none. */
export function isDiskFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errno } = error as NodeJS.ErrnoException;
  return code === 'EIO' || code === 'ENODATA' || (errno !== undefined && damagedErrnos.includes(errno));
}
