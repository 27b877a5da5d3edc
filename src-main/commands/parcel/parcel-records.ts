import { setImmediate as nextTurn } from 'node:timers/promises';
import { encodePiece } from '../../../parcel/pieces.ts';
import type { SignedManifest } from '../../../shared/wire/batch-manifest.ts';
import type { RecordEnvelope } from '../../../shared/wire/push.ts';
import { encodeRecordFrame } from '../../../shared/wire/record-frame.ts';
import type { DeskDb } from '../../db/open.ts';
import { intactPhoto } from '../../db/store/capture.ts';
import { findMessage, type OutboxRow, waitingMessages } from '../../db/store/outbox.ts';

/** One parcel carries at most this many; the others go with the next. */
const mostRecords = 5000;

export type Packable = {
  readonly records: readonly { readonly messageId: string; readonly deskSeq: number }[];
  /** message ids whose photo is missing or damaged here */
  readonly damaged: readonly string[];
  /** waiting, but beyond what one parcel carries */
  readonly beyond: number;
};

/** What waits and is whole, in the desk's order. Looks at every photo once; lets other work in between. */
export async function packableRecords(db: DeskDb, signal: AbortSignal): Promise<Packable> {
  const records: { messageId: string; deskSeq: number }[] = [];
  const damaged: string[] = [];
  let beyond = 0;
  for (let after = 0; !signal.aborted; ) {
    const page = waitingMessages(db, after, 100);
    if (page.length === 0) break;
    for (const row of page) {
      after = row.deskSeq;
      if (records.length >= mostRecords) beyond += 1;
      else if (photoOf(db, row) === null) damaged.push(row.messageId);
      else records.push({ messageId: row.messageId, deskSeq: row.deskSeq });
      await nextTurn();
    }
  }
  return { records, damaged, beyond };
}

/** The record frames as they go into the parcel. Ends early when told to. */
export async function* packedRecords(
  db: DeskDb,
  deviceId: string,
  records: Packable['records'],
  signal: AbortSignal,
  onRecord: (done: number) => void,
): AsyncGenerator<Uint8Array> {
  for (const [at, { messageId }] of records.entries()) {
    signal.throwIfAborted();
    const row = findMessage(db, messageId);
    const photo = row && photoOf(db, row);
    if (!row || !photo) throw new Error('a record vanished while it was packed');
    yield encodePiece(frameOf(row, deviceId, photo));
    onRecord(at + 1);
    await nextTurn();
  }
}

/** Behind the records the signed manifests of their batches, and of every batch that the region has not said it has whole. */
export async function* packedForRegion(
  records: AsyncIterable<Uint8Array>,
  manifests: readonly SignedManifest[],
): AsyncGenerator<Uint8Array> {
  yield* records;
  for (const manifest of manifests) yield encodePiece(Buffer.from(JSON.stringify(manifest), 'utf8'));
}

function frameOf(row: OutboxRow, deviceId: string, photo: Uint8Array): Uint8Array {
  const { messageId, deskSeq, bodySha256, photoSha256 } = row;
  const envelope: RecordEnvelope = { v: 1, suite: 1, messageId, deviceId, deskSeq, bodySha256, photoSha256 };
  const bytesOf = (text: string) => Buffer.from(text, 'utf8');
  return encodeRecordFrame({ envelope: bytesOf(JSON.stringify(envelope)), body: bytesOf(row.body), photo });
}

function photoOf(db: DeskDb, { photoSha256 }: OutboxRow): Uint8Array | null {
  return photoSha256 === null ? new Uint8Array() : intactPhoto(db, photoSha256);
}
