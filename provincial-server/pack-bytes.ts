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
 */
export async function readThrough(handle: FileHandle, bytes: Uint8Array, at: number): Promise<ReadBytes> {
  let done = 0;
  let hasHoles = false;
  let step = bytes.length;
  while (done < bytes.length) {
    const toBlockEnd = block - ((at + done) % block);
    const wanted = Math.min(bytes.length - done, step === block ? toBlockEnd : step);
    try {
      const { bytesRead } = await handle.read(bytes, done, wanted, at + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    } catch (error) {
      if (!isDiskFault(error)) throw error;
      if (step === block) {
        bytes.fill(0, done, done + wanted);
        done += wanted;
        hasHoles = true;
      }
      step = block;
    }
  }
  return { length: done, hasHoles };
}

/** Linux numbers of a block whose checksum does not hold, and of a file system that found itself damaged: Node has no names for them. */
const damagedErrnos = [-74, -117];

/** True where the disk could not read or write: a bad place. A lack of rights, of room or of memory is none. */
export function isDiskFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, errno } = error as NodeJS.ErrnoException;
  return code === 'EIO' || code === 'ENODATA' || (errno !== undefined && damagedErrnos.includes(errno));
}
