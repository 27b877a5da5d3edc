/**
 * Frames of version 2, the same over HTTP and in parcels: a header of 46 bytes (big-endian), then the payload.
 * type u8 · flags u8 (bit 0 = gzip) · length u32 · id 32 bytes · offset u32 · total u32.
 */
export const frameTypes = { records: 1, photo: 2, manifest: 3, end: 4, changes: 128 } as const;

export const frameLimits = {
  header: 46,
  /** bytes of one payload, as it travels */
  payload: 1024 * 1024,
  /** bytes of a payload of records once it is unpacked: more is a bomb */
  unpacked: 16 * 1024 * 1024,
  recordsPerFrame: 64,
} as const;

/** Types from here on may be passed over by whoever does not know them; an unknown one below is refused. */
const firstSkippable = 128;

export type FrameHeader = {
  readonly type: number;
  readonly gzip: boolean;
  /** records and changes: SHA-256 of the unpacked payload; photo: SHA-256 of the whole photo; end: zeros */
  readonly id: Uint8Array;
  /** photo: where this piece begins; else 0 */
  readonly offset: number;
  /** records and changes: unpacked bytes; photo: bytes of the whole photo; end: records sent on this stream */
  readonly total: number;
};
export type Frame = FrameHeader & { readonly payload: Uint8Array };

export type FrameFault = 'unknownType' | 'unknownFlags' | 'payloadTooLarge' | 'badRange';

/** One frame as it travels. The caller keeps to the limits; a reader refuses what does not. */
export function encodeFrame(header: FrameHeader, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(frameLimits.header + payload.length);
  const view = new DataView(frame.buffer);
  view.setUint8(0, header.type);
  view.setUint8(1, header.gzip ? 1 : 0);
  view.setUint32(2, payload.length);
  frame.set(header.id.subarray(0, 32), 6);
  view.setUint32(38, header.offset);
  view.setUint32(42, header.total);
  frame.set(payload, frameLimits.header);
  return frame;
}

/** Cuts bytes that arrive in any pieces into frames. After a fault it reads nothing more. */
export type FrameReader = {
  push(bytes: Uint8Array): readonly Frame[] | { readonly fault: FrameFault };
  /** true between two frames: a stream that ends elsewhere was cut */
  atBoundary(): boolean;
  /** after a cut: what came of a piece of a photo, as a shorter piece; null = nothing of use was under way */
  unfinishedPiece(): Frame | null;
};

/** A reader that holds at most one unfinished frame: header and payload limit, however the sender cuts. */
export function createFrameReader(): FrameReader {
  let rest: Uint8Array = new Uint8Array();
  let broken: FrameFault | null = null;
  return {
    atBoundary: () => rest.length === 0,
    unfinishedPiece() {
      const header = rest.length > frameLimits.header ? readHeader(rest, 0) : 'badRange';
      if (typeof header === 'string' || header.type !== frameTypes.photo) return null;
      const { length: _length, ...facts } = header;
      return { ...facts, payload: copied(rest, frameLimits.header, rest.length) };
    },
    push(bytes) {
      if (broken) return { fault: broken };
      const buffer = joined(rest, bytes);
      const frames: Frame[] = [];
      let at = 0;
      while (buffer.length - at >= frameLimits.header) {
        const header = readHeader(buffer, at);
        if (typeof header === 'string') {
          broken = header;
          rest = new Uint8Array();
          return { fault: header };
        }
        const end = at + frameLimits.header + header.length;
        if (buffer.length < end) break;
        if (isKnown(header.type)) {
          const { length: _length, ...facts } = header;
          frames.push({ ...facts, payload: copied(buffer, at + frameLimits.header, end) });
        }
        at = end;
      }
      rest = copied(buffer, at, buffer.length);
      return frames;
    },
  };
}

/** Changes are among those that an older receiver passes over: they must never hold up its records. */
function isKnown(type: number): boolean {
  return (type >= frameTypes.records && type <= frameTypes.end) || type === frameTypes.changes;
}

function readHeader(buffer: Uint8Array, at: number): (FrameHeader & { readonly length: number }) | FrameFault {
  const view = new DataView(buffer.buffer, buffer.byteOffset + at, frameLimits.header);
  const type = view.getUint8(0);
  const flags = view.getUint8(1);
  const length = view.getUint32(2);
  const offset = view.getUint32(38);
  const total = view.getUint32(42);
  const known = isKnown(type);
  if (!known && type < firstSkippable) return 'unknownType';
  if (length > frameLimits.payload) return 'payloadTooLarge';
  if (known && flags > 1) return 'unknownFlags';
  if (type === frameTypes.photo && (length === 0 || offset + length > total)) return 'badRange';
  if ((type === frameTypes.records || type === frameTypes.changes) && (offset !== 0 || total > frameLimits.unpacked))
    return 'badRange';
  return { type, gzip: flags === 1, id: copied(buffer, at + 6, at + 38), offset, total, length };
}

/** A copy of its own: a slice of Node's Buffer would be a window on the caller's bytes. */
function copied(bytes: Uint8Array, from: number, until: number): Uint8Array {
  return new Uint8Array(bytes.subarray(from, until));
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length === 0) return right;
  const both = new Uint8Array(left.length + right.length);
  both.set(left, 0);
  both.set(right, left.length);
  return both;
}
