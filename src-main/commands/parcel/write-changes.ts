import { setImmediate as nextTurn } from 'node:timers/promises';
import { encodePiece } from '../../../parcel/pieces.ts';
import type { Fault } from '../../../shared/contract/faults.ts';
import { failed, ok, type Result } from '../../../shared/lib/result.ts';
import { encodeFrame, frameTypes } from '../../../shared/wire/frame.ts';
import type { DeskDb } from '../../db/open.ts';
import { intactPhoto, readPhoto } from '../../db/store/capture.ts';
import { countChanges, findChange, noteChangeAttempt, waitingChanges } from '../../db/store/change-message.ts';
import { readInstallation } from '../../db/store/office.ts';
import { lastParcel, noteParcel, officeParcelKey } from '../../db/store/parcel-keys.ts';
import { logParcel } from '../../db/store/parcel-log.ts';
import type { LongContext } from '../../platform/act.ts';
import { changeEnvelopeOf } from '../../security/change-envelope.ts';
import { signWith } from '../../security/signature.ts';
import { stoppedFault, writeSealed } from './write-sealed.ts';

/** One file carries at most this many, and about so many bytes of pages; the others go with the next. */
const mostChanges = 5000;
const mostFileBytes = 1024 ** 3;

const damagedPage = '这一页材料在本机已损坏，没有装进数据包。到业务件里把这一页重新扫一次。';

/** Told after each one looked at or packed; `phase` is what is being done, in Chinese. */
export type TellPacked = (done: number, total: number, phase: string) => void;

export type ChangesToWrite = {
  readonly path: string;
  readonly recipient: string;
  readonly stop: AbortSignal;
  readonly tell: TellPacked;
};

/** What of the changes went into their file; with `count` 0 there is no file. */
export type WrittenChanges = {
  readonly count: number;
  readonly bytes: number;
  /** wait on, but did not go along: a page of theirs is damaged here, or they are beyond what one file carries */
  readonly left: number;
};

/**
 * Seals every change without a receipt into a file of its own beside the records'. They stay waiting until their receipts
 * come. One whose page is damaged here stays behind with the reason, and the rest goes.
 */
export async function writeChanges(
  { path, recipient, stop, tell }: ChangesToWrite,
  context: LongContext,
): Promise<Result<WrittenChanges, Fault>> {
  const { db, ids, clock, actor } = context;
  const { rows, damaged } = await packableChanges(db, stop, tell);
  if (stop.aborted) return failed(stoppedFault);
  if (damaged.length > 0)
    context.transact((step) => {
      for (const messageId of damaged) noteChangeAttempt(step.db, messageId, damagedPage);
      return ok(null);
    });
  const [first, last] = [rows[0], rows.at(-1)];
  const left = countChanges(db).waiting - rows.length;
  if (!first || !last) return ok({ count: 0, bytes: 0, left });
  const own = readInstallation(db);
  const key = context.transact((step) => ok(officeParcelKey(step.db, clock.now())));
  if (!key.ok) return key;
  const header = {
    kind: 'changes' as const,
    parcelId: ids.uuid(),
    deviceId: own.deviceId,
    officeId: own.officeId,
    incarnation: own.incarnation,
    deskSeqFrom: first.deskSeq,
    deskSeqUntil: last.deskSeq,
    previousSha256: lastParcel(db),
    count: rows.length,
    recipient,
    replyTo: key.value.recipient,
    signer: own.devicePublicKey,
  };
  const sign = (text: string) => signWith(own.devicePrivateKey, text);
  const written = await writeSealed(path, { header, sign, content: packedChanges(db, rows, stop, tell) }, stop);
  if (!written.ok) return written;
  const { sha256, bytes } = written.value;
  const noted = context.transact(({ db: inside, record }) => {
    noteParcel(inside, sha256, clock.now(), actor.userId);
    logParcel(inside, {
      sha256,
      way: 'written',
      kind: 'changes',
      otherDeviceId: null,
      count: rows.length,
      result: '{}',
      happenedAt: clock.now(),
      doneBy: actor.userId,
    });
    const payload = { sha256, changes: rows.length, changeSeqFrom: first.deskSeq, changeSeqUntil: last.deskSeq };
    record({ kind: 'parcel.written', subjectNoun: 'parcel', subjectId: header.parcelId, payload });
    return ok(null);
  });
  return noted.ok ? ok({ count: rows.length, bytes, left }) : noted;
}

type Packable = {
  readonly rows: readonly { readonly messageId: string; readonly deskSeq: number }[];
  /** message ids whose page is missing or damaged here */
  readonly damaged: readonly string[];
};

/** Ends early when told to. */
async function packableChanges(db: DeskDb, stop: AbortSignal, tell: TellPacked): Promise<Packable> {
  const rows: { messageId: string; deskSeq: number }[] = [];
  const damaged: string[] = [];
  let bytes = 0;
  const waiting = waitingChanges(db, 0, mostChanges);
  for (const [index, { messageId, deskSeq, photoSha256 }] of waiting.entries()) {
    tell(index, waiting.length, '看材料页');
    if (stop.aborted) break;
    const file = photoSha256 === null ? null : intactPhoto(db, photoSha256);
    if (photoSha256 !== null && !file) {
      damaged.push(messageId);
      continue;
    }
    bytes += file?.byteLength ?? 0;
    if (bytes > mostFileBytes && rows.length > 0) break;
    rows.push({ messageId, deskSeq });
    await nextTurn();
  }
  return { rows, damaged };
}

async function* packedChanges(
  db: DeskDb,
  rows: readonly { readonly messageId: string }[],
  stop: AbortSignal,
  tell: TellPacked,
): AsyncGenerator<Uint8Array> {
  for (const [index, { messageId }] of rows.entries()) {
    stop.throwIfAborted();
    const row = findChange(db, messageId);
    if (!row) throw new Error('a change vanished while it was packed');
    const line = { envelope: changeEnvelopeOf(db, row), body: row.body };
    yield encodePiece(Buffer.from(JSON.stringify(line), 'utf8'));
    yield* filePieces(db, row.photoSha256);
    tell(index + 1, rows.length, '装变动');
    await nextTurn();
  }
}

const pieceBytes = 256 * 1024;

/** The file of the line before, in frames of pictures as over the network. */
function* filePieces(db: DeskDb, sha256: string | null): Generator<Uint8Array> {
  const file = sha256 === null ? null : readPhoto(db, sha256);
  if (sha256 === null || !file) return;
  for (let offset = 0; offset < file.length; offset += pieceBytes) {
    const header = { type: frameTypes.photo, gzip: false, id: Buffer.from(sha256, 'hex'), offset, total: file.length };
    yield encodePiece(encodeFrame(header, file.subarray(offset, offset + pieceBytes)));
  }
}
