import { fstatSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';

export type BadPlace = {
  readonly file: string;
  /** bytes that the disk does not read; left out: nothing of the file, not even its size */
  readonly from?: number;
  readonly until?: number;
  /** true: it reads as ever, and what is written does not get to the disk */
  readonly isForWriting?: boolean;
  /** is told of every read that fails */
  readonly onFault?: () => void;
};

type Read = (
  buffer: Uint8Array,
  offset: number,
  length: number,
  position: number,
) => Promise<{ bytesRead: number; buffer: Uint8Array }>;
type Handle = { read: Read; stat: () => Promise<unknown>; datasync: () => Promise<void>; readonly fd: number };

/**
 * From now on whoever reads there gets EIO, as of a disk with a bad place: a read that begins before it is answered with what
 * lies before it, one that begins in it with the error. Answers the way to mend the disk.
 */
export async function spoilPlace({ file, isForWriting = false, onFault, ...place }: BadPlace): Promise<() => void> {
  const { from = 0, until = Number.POSITIVE_INFINITY } = place;
  const any = await open(file, 'r');
  const prototype = Object.getPrototypeOf(any) as Handle;
  await any.close();
  const { dev, ino } = statSync(file);
  const isIt = (handle: Handle) => {
    const opened = fstatSync(handle.fd);
    return opened.dev === dev && opened.ino === ino;
  };
  const { read, stat, datasync } = prototype;
  const fault = (syscall: string) => Object.assign(new Error(`EIO: i/o error, ${syscall}`), { code: 'EIO', syscall });
  prototype.read = async function (buffer, offset, length, position) {
    if (isForWriting || !isIt(this) || position >= until || position + length <= from)
      return read.call(this, buffer, offset, length, position);
    if (position >= from) {
      onFault?.();
      throw fault('read');
    }
    return read.call(this, buffer, offset, from - position, position);
  };
  prototype.stat = async function () {
    if (!isForWriting && isIt(this) && until === Number.POSITIVE_INFINITY) throw fault('fstat');
    return stat.call(this);
  };
  prototype.datasync = async function () {
    if (isForWriting && isIt(this)) throw fault('fdatasync');
    return datasync.call(this);
  };
  return () => {
    prototype.read = read;
    prototype.stat = stat;
    prototype.datasync = datasync;
  };
}
