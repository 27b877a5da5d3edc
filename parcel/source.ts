import type { FileHandle } from 'node:fs/promises';

/** Bytes of a parcel that can be read more than once. */
export type ParcelSource = { readonly size: number; slice(from: number, until: number): AsyncIterable<Uint8Array> };

const pieceBytes = 256 * 1024;

/** An open file. The caller closes it, and keeps others from writing it between the passes. */
export async function fileSource(file: FileHandle): Promise<ParcelSource> {
  const { size } = await file.stat();
  return {
    size,
    async *slice(from, until) {
      for (let at = from; at < until; ) {
        const piece = Buffer.alloc(Math.min(pieceBytes, until - at));
        const { bytesRead } = await file.read(piece, 0, piece.length, at);
        // a stick that is pulled ends early; what was read does not match the hash then
        if (bytesRead === 0) return;
        at += bytesRead;
        yield piece.subarray(0, bytesRead);
      }
    },
  };
}

/** Bytes at hand. */
export function bytesSource(bytes: Uint8Array): ParcelSource {
  return {
    size: bytes.length,
    async *slice(from, until) {
      for (let at = from; at < until; at += pieceBytes) yield bytes.subarray(at, Math.min(at + pieceBytes, until));
    },
  };
}
