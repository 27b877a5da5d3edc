/** One thing inside a parcel, e.g. a record frame: its big-endian 32-bit length and its bytes. */
const largestPiece = 1024 * 1024;

/** Puts the length in front. */
export function encodePiece(piece: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + piece.length);
  new DataView(bytes.buffer).setUint32(0, piece.length);
  bytes.set(piece, 4);
  return bytes;
}

/** Takes a stream apart again; null stands for a piece that is too large, empty or cut, and is the last one then. */
export async function* decodePieces(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer | null> {
  let held = Buffer.alloc(0);
  for await (const chunk of stream) {
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]);
    let at = 0;
    while (held.length - at >= 4) {
      const length = held.readUInt32BE(at);
      if (length === 0 || length > largestPiece) {
        yield null;
        return;
      }
      if (held.length - at < 4 + length) break;
      yield held.subarray(at + 4, at + 4 + length);
      at += 4 + length;
    }
    held = held.subarray(at);
  }
  if (held.length > 0) yield null;
}
