import { gunzipSync } from 'node:zlib';
import { frameLimits, frameTypes } from '../../shared/wire/frame.ts';
import type { LineTap } from './counted-line.ts';

export type SentAgain = {
  /** listens to one connection */
  tap(): LineTap;
  /** the receiver is dead, and of each photo it has these bytes from the start: of the lines opened from now on nothing of them is news */
  held(photos: ReadonlyMap<string, number>): void;
  /** bytes of photos and packed texts that went over the line for the first time, and once more; `needless`: that were held */
  counts(): { readonly first: number; readonly again: number; readonly needless: number };
};

/**
 * Counts what of the outbox went over the line more than once: of photos byte by byte, of texts by message id in a frame
 * that came whole. Asking and answering is no sending again.
 */
export function countSentAgain(): SentAgain {
  const photos = new Map<string, Uint8Array>();
  const texts = new Set<string>();
  let held: ReadonlyMap<string, number> = new Map();
  let [first, again, needless] = [0, 0, 0];

  const photoBytes = (sha256: string, total: number, offset: number, length: number) => {
    const seen = photos.get(sha256) ?? new Uint8Array(total);
    photos.set(sha256, seen);
    for (let at = offset; at < offset + length; at += 1) {
      if (seen[at] === 1) again += 1;
      else first += 1;
      seen[at] = 1;
    }
  };
  const recordBytes = (payload: Uint8Array) => {
    const lines = gunzipSync(payload).toString('utf8').split('\n').filter(Boolean);
    const ids = lines.map((line) => (JSON.parse(line) as { envelope: { messageId: string } }).envelope.messageId);
    const known = ids.filter((id) => texts.has(id)).length;
    again += (payload.length * known) / ids.length;
    first += (payload.length * (ids.length - known)) / ids.length;
    for (const id of ids) texts.add(id);
  };
  const readFrames = (body: Buffer, known: ReadonlyMap<string, number>) => {
    for (let at = 0; body.length - at > frameLimits.header; ) {
      const head = { type: body[at], length: body.readUInt32BE(at + 2), offset: body.readUInt32BE(at + 38) };
      const payload = body.subarray(at + frameLimits.header, at + frameLimits.header + head.length);
      if (head.type === frameTypes.photo) {
        const sha256 = body.toString('hex', at + 6, at + 38);
        photoBytes(sha256, body.readUInt32BE(at + 42), head.offset, payload.length);
        needless += Math.max(0, Math.min(payload.length, (known.get(sha256) ?? 0) - head.offset));
      } else if (head.type === frameTypes.records && payload.length === head.length) recordBytes(payload);
      at += frameLimits.header + head.length;
    }
  };
  return {
    tap() {
      const chunks: Uint8Array[] = [];
      const known = held;
      return {
        bytes: (chunk) => void chunks.push(Uint8Array.from(chunk)),
        end: () => readFrames(pushedBody(Buffer.concat(chunks)), known),
      };
    },
    held(photos) {
      held = photos;
    },
    counts: () => ({ first: Math.round(first), again: Math.round(again), needless }),
  };
}

/** The body of a streaming push, as far as it came; nothing of any other request. */
function pushedBody(request: Buffer): Buffer {
  const head = request.indexOf('\r\n\r\n');
  const words = request.toString('latin1', 0, Math.max(0, head)).toLowerCase();
  if (!words.startsWith('put /v2/push')) return Buffer.alloc(0);
  let at = head + 4;
  if (!words.includes('transfer-encoding: chunked')) return request.subarray(at);
  const parts: Buffer[] = [];
  for (let line = request.indexOf('\r\n', at); line !== -1; line = request.indexOf('\r\n', at)) {
    const size = Number.parseInt(request.toString('latin1', at, line), 16);
    if (!size) break;
    parts.push(request.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
  return Buffer.concat(parts);
}
