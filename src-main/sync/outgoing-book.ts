import type { Fault } from '../../shared/contract/faults.ts';
import type { Result } from '../../shared/lib/result.ts';
import { envelopeProofText } from '../../shared/wire/desk-proof.ts';
import { frameTypes } from '../../shared/wire/frame.ts';
import type { RecordEnvelopeV2 } from '../../shared/wire/push-v2.ts';
import type { ReceiptBody } from '../../shared/wire/receipt.ts';
import type { SignedText } from '../../shared/wire/signed-text.ts';
import type { DeskDb } from '../db/open.ts';
import { noteHeld } from '../db/store/batch-record.ts';
import { photoLength } from '../db/store/capture.ts';
import { readInstallation } from '../db/store/office.ts';
import { countMessages, findMessage, noteAttempt, type OutboxRow, waitingMessages } from '../db/store/outbox.ts';
import type { CommandContext } from '../platform/act.ts';
import { signWith } from '../security/signature.ts';
import { applyReceipt } from './apply-receipt.ts';

/** A message as the engine carries it; `deskSeq` is its place in the book, the photo a file that travels beside it. */
export type OutgoingRow = Pick<
  OutboxRow,
  'messageId' | 'deskSeq' | 'body' | 'bodySha256' | 'photoSha256' | 'incarnation'
>;

/** Where messages of one sort wait, how their lines look on the wire, and what becomes of their receipts. */
export type OutgoingBook = {
  /** type of the frames that carry the texts */
  readonly frameType: number;
  count(db: DeskDb): number;
  /** what may go, behind the place `after`, in order */
  waiting(db: DeskDb, after: number, limit: number): readonly OutgoingRow[];
  find(db: DeskDb, messageId: string): OutgoingRow | null;
  /** what names the content of one line, signed by this desk */
  envelope(db: DeskDb, row: OutgoingRow): Readonly<Record<string, unknown>>;
  noteTrouble(db: DeskDb, messageId: string, sentence: string): void;
  /** the receiver said that it holds these texts and whole files */
  noteHeld(
    db: DeskDb,
    held: { readonly texts: readonly string[]; readonly photos: readonly string[] },
    at: string,
  ): void;
  /** everything that a verified receipt does, in the caller's transaction */
  apply(
    context: Pick<CommandContext, 'db' | 'clock' | 'record'>,
    signed: SignedText,
    receipt: ReceiptBody,
  ): Result<{ readonly applied: boolean }, Fault>;
};

/** The outbox: released records with their photos. */
export const recordBook: OutgoingBook = {
  frameType: frameTypes.records,
  count: (db) => countMessages(db).waiting,
  waiting: waitingMessages,
  find: findMessage,
  envelope: recordEnvelopeOf,
  noteTrouble: noteAttempt,
  noteHeld,
  apply: applyReceipt,
};

function recordEnvelopeOf(db: DeskDb, row: OutgoingRow): RecordEnvelopeV2 {
  const { deviceId, incarnation, devicePrivateKey } = readInstallation(db);
  const names = {
    v: 2,
    suite: 1,
    messageId: row.messageId,
    deviceId,
    // the opening under which it got its number, whichever sends it
    incarnation: row.incarnation ?? incarnation,
    deskSeq: row.deskSeq,
    bodySha256: row.bodySha256,
    photoSha256: row.photoSha256,
    photoBytes: row.photoSha256 === null ? null : photoLength(db, row.photoSha256),
  } as const;
  return { ...names, signature: signWith(devicePrivateKey, envelopeProofText(names)) };
}
