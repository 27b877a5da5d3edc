import type { FileHandle } from 'node:fs/promises';

/** Bytes of a parcel that can be read more than once. */
export type ParcelSource = {
  readonly size: number;
  /** fresh bytes: whoever takes a piece may keep it */
  slice(from: number, until: number): AsyncIterable<Uint8Array>;
  /** the same bytes for a reader that is done with each piece before it asks for the next: their place may be used again */
  passing(from: number, until: number): AsyncIterable<Uint8Array>;
};

const pieceBytes = 64 * 1024;

/** An open file. The caller closes it, and keeps others from writing it between the passes. */
export async function fileSource(file: FileHandle): Promise<ParcelSource> {
  const { size } = await file.stat();
  async function* read(from: number, until: number, place: () => Buffer): AsyncGenerator<Uint8Array> {
    for (let at = from; at < until; ) {
      const piece = place();
      const { bytesRead } = await file.read(piece, 0, Math.min(piece.length, until - at), at);
      // a stick that is pulled ends early; what was read does not match the hash then
      if (bytesRead === 0) return;
      at += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
  }
  const fresh = () => Buffer.alloc(pieceBytes);
  return {
    size,
    slice: (from, until) => read(from, until, fresh),
    passing(from, until) {
      const one = fresh();
      return read(from, until, () => one);
    },
  };
}

/** Bytes at hand. */
export function bytesSource(bytes: Uint8Array): ParcelSource {
  async function* slice(from: number, until: number): AsyncGenerator<Uint8Array> {
    for (let at = from; at < until; at += pieceBytes) yield bytes.subarray(at, Math.min(at + pieceBytes, until));
  }
  return { size: bytes.length, slice, passing: slice };
}
