/** One thing inside a parcel, e.g. a record frame: its big-endian 32-bit length and its bytes. */
const largestPiece = 1024 * 1024;

/** Puts the length in front. */
export function encodePiece(piece: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + piece.length);
  new DataView(bytes.buffer).setUint32(0, piece.length);
  bytes.set(piece, 4);
  return bytes;
}

/**
 * Takes a stream apart again; null stands for a piece that is too large, empty or cut, and is the last one then. Each piece
 * has bytes of its own: they are copied once, into place, so that a parcel of any size leaves little to be collected.
 */
export async function* decodePieces(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer | null> {
  const length = Buffer.alloc(4);
  let piece: Buffer | null = null;
  let filled = 0;
  for await (const chunk of stream) {
    for (let at = 0; at < chunk.length; ) {
      const target: Buffer = piece ?? length;
      const taken = Math.min(target.length - filled, chunk.length - at);
      target.set(chunk.subarray(at, at + taken), filled);
      at += taken;
      filled += taken;
      if (filled < target.length) continue;
      filled = 0;
      if (piece) {
        yield piece;
        piece = null;
        continue;
      }
      const announced = length.readUInt32BE(0);
      if (announced === 0 || announced > largestPiece) {
        yield null;
        return;
      }
      piece = Buffer.alloc(announced);
    }
  }
  if (piece || filled > 0) yield null;
}
