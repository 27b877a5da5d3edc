import { recordLimits } from './push.ts';

/**
 * One record on the wire: magic `KJR` and version byte 1, then three parts (envelope JSON, message text, photo), each
 * as a big-endian 32-bit length and its bytes, and nothing after. Binary, because base64 would cost a third more on
 * links that have none to spare (measured in docs/adr/0004-sync.md).
 */
const MAGIC = [0x4b, 0x4a, 0x52, 0x01] as const;

export type RecordParts = { readonly envelope: Uint8Array; readonly body: Uint8Array; readonly photo: Uint8Array };

export type FrameFault =
  | 'notARecord'
  | 'cutShort'
  | 'envelopeTooLarge'
  | 'bodyTooLarge'
  | 'photoTooLarge'
  | 'trailingBytes';

/** Puts the three parts into one frame. `photo` may be empty. */
export function encodeRecordFrame(parts: RecordParts): Uint8Array {
  const pieces = [parts.envelope, parts.body, parts.photo];
  const frame = new Uint8Array(MAGIC.length + pieces.reduce((sum, piece) => sum + 4 + piece.length, 0));
  frame.set(MAGIC, 0);
  const view = new DataView(frame.buffer);
  let at: number = MAGIC.length;
  for (const piece of pieces) {
    view.setUint32(at, piece.length);
    frame.set(piece, at + 4);
    at += 4 + piece.length;
  }
  return frame;
}

/** Takes a frame apart; checks lengths against the limits before anything else looks at the bytes. */
export function decodeRecordFrame(frame: Uint8Array): RecordParts | { readonly fault: FrameFault } {
  if (!MAGIC.every((byte, index) => frame[index] === byte)) return { fault: 'notARecord' };
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const parts: Uint8Array[] = [];
  let at: number = MAGIC.length;
  for (const limit of partLimits) {
    if (at + 4 > frame.length) return { fault: 'cutShort' };
    const length = view.getUint32(at);
    if (length > limit.bytes) return { fault: limit.fault };
    if (at + 4 + length > frame.length) return { fault: 'cutShort' };
    parts.push(frame.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  const [envelope, body, photo] = parts;
  if (at !== frame.length || !envelope || !body || !photo) return { fault: 'trailingBytes' };
  return { envelope, body, photo };
}

const partLimits = [
  { bytes: recordLimits.envelope, fault: 'envelopeTooLarge' },
  { bytes: recordLimits.body, fault: 'bodyTooLarge' },
  { bytes: recordLimits.photo, fault: 'photoTooLarge' },
] as const;
