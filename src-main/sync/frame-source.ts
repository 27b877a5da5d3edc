import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { encodeFrame, frameTypes } from '../../shared/wire/frame.ts';
import { intactPhoto, photoLength, readPhoto } from '../db/store/capture.ts';
import type { Delivery, Load } from './delivery.ts';
import { type OutgoingBook, type OutgoingRow, recordBook } from './outgoing-book.ts';
import type { PushDesk } from './push.ts';
import type { OutgoingFrame } from './push-stream.ts';

/** What the book of the run has to know about a waiting row. */
export function loadOf({ db }: Pick<PushDesk, 'db'>, row: OutgoingRow): Load {
  const sha256 = row.photoSha256;
  const photo = sha256 === null ? null : { sha256, bytes: photoLength(db, sha256) };
  return { messageId: row.messageId, textBytes: Buffer.byteLength(row.body, 'utf8'), photo };
}

/** texts shrink to about a quarter, so a window's worth is four times its size before (measured: facts in ADR 0004) */
const shrinks = 4;

/** Photos that were read for their texts and are kept until they go: the lines that take texts want their photos next. */
const keptBytes = 4 * 1024 * 1024;

/** Frames of one stream: texts first, then pieces of photos. `onDamaged` hears of a row whose photo is not what was released. */
export function createFrameSource(
  desk: Pick<PushDesk, 'db'>,
  delivery: Delivery,
  choice: { readonly book?: OutgoingBook; readonly now: () => number; readonly onDamaged: (messageId: string) => void },
) {
  const book = choice.book ?? recordBook;
  const recordsSent = new Map<number, number>();
  const whole = new Map<string, Uint8Array>();
  let kept = 0;
  const keep = (sha256: string, photo: Uint8Array) => {
    if (whole.has(sha256)) return;
    whole.set(sha256, photo);
    kept += photo.length;
  };
  const letGo = (sha256: string) => {
    kept -= whole.get(sha256)?.length ?? 0;
    whole.delete(sha256);
  };
  /** True where there is no photo, or it is what its name says. */
  const isSound = ({ photoSha256 }: OutgoingRow) => {
    if (photoSha256 === null) return true;
    const photo = intactPhoto(desk.db, photoSha256);
    if (photo && kept + photo.length <= keptBytes) keep(photoSha256, photo);
    return photo !== null;
  };

  const records = (stream: number, room: number, helps: boolean): OutgoingFrame | null => {
    for (;;) {
      const taken = delivery.takeRecords(stream, room * shrinks, choice.now(), helps);
      if (taken.length === 0) return null;
      const rows = taken.flatMap((messageId) => {
        const row = book.find(desk.db, messageId);
        if (row && isSound(row)) return [row];
        choice.onDamaged(messageId);
        return [];
      });
      if (rows.length === 0) continue;
      recordsSent.set(stream, (recordsSent.get(stream) ?? 0) + rows.length);
      const ids = rows.map((row) => row.messageId);
      const bytes = textsFrame(desk, book, rows);
      return { bytes, isAnswered: () => ids.every((id) => delivery.isAnswered(id)) };
    }
  };
  const piece = (stream: number, size: number, helps: boolean): OutgoingFrame | null => {
    const taken = delivery.takePiece(stream, size, choice.now(), helps);
    if (!taken) return null;
    const { sha256, offset, length, total } = taken;
    const photo = whole.get(sha256) ?? readPhoto(desk.db, sha256);
    if (photo?.length !== total) {
      // gone since its text was sent: the book gives up on it after a few looks
      for (const messageId of delivery.photoRefused(sha256)) choice.onDamaged(messageId);
      return piece(stream, size, helps);
    }
    if (offset + length < total) keep(sha256, photo);
    else letGo(sha256);
    const header = { type: frameTypes.photo, gzip: false, id: Buffer.from(sha256, 'hex'), offset, total };
    const bytes = encodeFrame(header, photo.subarray(offset, offset + length));
    return { bytes, isAnswered: () => delivery.photoDurable(sha256) >= offset + length };
  };
  return {
    /** `helps`: this line may carry also what stands still on another one */
    next: (stream: number, room: number, size: number, helps: boolean) =>
      records(stream, room, helps) ?? piece(stream, size, helps),
    /** a new connection under this number: its count of records starts again */
    begin: (stream: number) => void recordsSent.set(stream, 0),
    /** says how many records the stream carried; one without it was cut */
    end: (stream: number): Uint8Array =>
      encodeFrame(
        { type: frameTypes.end, gzip: false, id: new Uint8Array(32), offset: 0, total: recordsSent.get(stream) ?? 0 },
        new Uint8Array(),
      ),
  };
}

function textsFrame({ db }: Pick<PushDesk, 'db'>, book: OutgoingBook, rows: readonly OutgoingRow[]): Uint8Array {
  const lines = rows.map((row) => JSON.stringify({ envelope: book.envelope(db, row), body: row.body }));
  const text = Buffer.from(lines.join('\n'), 'utf8');
  const header = {
    type: book.frameType,
    gzip: true,
    id: createHash('sha256').update(text).digest(),
    offset: 0,
    total: text.length,
  };
  return encodeFrame(header, gzipSync(text));
}
