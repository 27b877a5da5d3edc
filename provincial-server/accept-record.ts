import { createHash } from 'node:crypto';
import { type CandidacyMessage, candidacyMessage } from '#shared/wire/candidacy-message.ts';
import { type ProblemCode, type RecordEnvelope, recordEnvelope } from '#shared/wire/push.ts';
import { buildReceiptBody, type ReceiptOutcome, type RefusalReason } from '#shared/wire/receipt.ts';
import { decodeRecordFrame } from '#shared/wire/record-frame.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import type { BlobStore } from './blob-store.ts';
import type { Connection, ServerDb } from './database.ts';
import type { JudgeRecord } from './judge.ts';
import type { RegionKey } from './region-key.ts';
import { settlePerson } from './settle-person.ts';
import { insertRevision, touchDevice } from './store/candidacy.ts';
import { insertMessage, loadMessages, type StoredMessage } from './store/message.ts';

/** What the receiver is made of. `now` gives a UTC instant, `newId` a UUIDv7. */
export type Receiver = {
  readonly db: ServerDb;
  readonly blobs: BlobStore;
  readonly key: RegionKey;
  readonly judge: JudgeRecord;
  readonly now: () => string;
  readonly newId: () => string;
};

export type Acceptance =
  | {
      readonly kind: 'receipt';
      readonly messageId: string;
      readonly outcome: ReceiptOutcome | 'repeated';
      readonly receipt: SignedText;
    }
  | { readonly kind: 'problem'; readonly code: ProblemCode; readonly title: string };

/** A record that came whole, however it came; its hashes hold. */
export type Arrived = {
  readonly envelope: MessageNames;
  /** exactly what was hashed; '' when it is not UTF-8 */
  readonly body: string;
  readonly photo: Uint8Array;
};

/** Serialises who-is-who: two desks must not found the same person at the same moment. */
const identityLock = 4870;

/** What both versions of the envelope name. */
export type MessageNames = Omit<RecordEnvelope, 'v' | 'suite'>;

/**
 * Takes one record: hashes, then whether it was here before, then the rules, then the photo onto disk, then one
 * transaction that holds everything and the receipt. A judgement is a receipt, also when it is a refusal; only a fault
 * of the exchange itself is a problem, and then nothing is changed.
 */
export async function acceptRecord(receiver: Receiver, frame: Uint8Array): Promise<Acceptance> {
  const arrived = readArrived(frame);
  if ('kind' in arrived) return arrived;
  const [before] = await loadMessages(receiver.db, [arrived.envelope.messageId]);
  if (before) return answerAgain(before, arrived.envelope);
  const judged = judge(receiver, arrived);
  if ('message' in judged) await receiver.blobs.put(judged.message.photo.sha256, arrived.photo);
  return receiver.db.transaction((connection) => decide(receiver, connection, arrived, judged));
}

/**
 * Takes records that are here whole, their photos in the store already, in one transaction: sixty-four commits would be
 * sixty-four waits for the disk. Each stands for itself: one that breaks is undone alone and named.
 */
export async function acceptGroup(receiver: Receiver, group: readonly Arrived[]): Promise<readonly Acceptance[]> {
  const judged = group.map((arrived) => ({ arrived, judged: judge(receiver, arrived) }));
  return receiver.db.transaction(async (connection) => {
    const accepted: Acceptance[] = [];
    for (const one of judged) {
      await connection.query('SAVEPOINT one_record');
      try {
        accepted.push(await decide(receiver, connection, one.arrived, one.judged));
        await connection.query('RELEASE SAVEPOINT one_record');
      } catch {
        // a connection that is gone, or a full disk, fails here again and ends the whole group
        await connection.query('ROLLBACK TO SAVEPOINT one_record');
        accepted.push(problem('broken', 'the receiver could not finish; nothing was changed'));
      }
    }
    return accepted;
  });
}

function readArrived(frame: Uint8Array): Arrived | Acceptance {
  const parts = decodeRecordFrame(frame);
  if ('fault' in parts) {
    const tooLarge = parts.fault.endsWith('TooLarge');
    return problem(tooLarge ? 'too-large' : 'bad-frame', `record frame: ${parts.fault}`);
  }
  const json = parseJson(readText(parts.envelope));
  if (versionOf(json) !== 1) return problem('version', 'record version is not supported');
  const envelope = recordEnvelope.safeParse(json);
  if (!envelope.success) return problem('bad-frame', 'record envelope does not fit version 1');
  const photoSha256 = parts.photo.length > 0 ? sha256(parts.photo) : null;
  if (envelope.data.bodySha256 !== sha256(parts.body) || envelope.data.photoSha256 !== photoSha256) {
    return problem('hash-mismatch', 'content does not match its hash: damaged on the way');
  }
  return { envelope: envelope.data, body: readText(parts.body), photo: parts.photo };
}

/** The receipt that was made then; another content under the same id changes nothing. */
export function answerAgain(before: StoredMessage, envelope: MessageNames): Acceptance {
  if (before.bodySha256 !== envelope.bodySha256 || before.photoSha256 !== envelope.photoSha256) {
    return problem('op-mutated', 'this message id is taken by other content; nothing was changed');
  }
  return { kind: 'receipt', messageId: before.messageId, outcome: 'repeated', receipt: before.receipt };
}

type Judged = { readonly message: CandidacyMessage } | { readonly refused: RefusalReason };

function judge(receiver: Receiver, { envelope, body, photo }: Arrived): Judged {
  const parsed = candidacyMessage.safeParse(parseJson(body));
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.') || '全文';
    return { refused: misfit(`报文的“${place}”与约定不符。`) };
  }
  const message = parsed.data;
  if (message.messageId !== envelope.messageId || message.deviceId !== envelope.deviceId) {
    return { refused: misfit('报文里的编号与信封上的不同。') };
  }
  if (message.photo.sha256 !== envelope.photoSha256 || message.photo.byteLength !== photo.length) {
    return { refused: misfit('照片与报文里写的不是同一张。') };
  }
  // PostgreSQL text cannot hold it, and no name or number contains it
  if (body.includes('\\u0000')) return { refused: misfit('报文里有空字符。') };
  const refused = receiver.judge(message, photo, receiver.now());
  return refused ? { refused } : { message };
}

function misfit(sentence: string): RefusalReason {
  return { code: 'schema-invalid', sentence, next: '由管理员更新登记台程序，再把这份退回、重新放行。' };
}

type Decision = {
  readonly outcome: ReceiptOutcome;
  readonly reason: RefusalReason | null;
  readonly canonicalCandidacyId: string | null;
  readonly caseId: string | null;
};

/** Inside one transaction: the decision, its receipt, and the rows. Somebody else may have been faster with the same message. */
async function decide(
  receiver: Receiver,
  connection: Connection,
  { envelope, body }: Arrived,
  judged: Judged,
): Promise<Acceptance> {
  await connection.query('SELECT pg_advisory_xact_lock($1)', [identityLock]);
  const [before] = await loadMessages(connection, [envelope.messageId]);
  if (before) return answerAgain(before, envelope);
  const at = receiver.now();
  const decision =
    'message' in judged ? await settle(receiver, connection, judged.message, at) : refusal(judged.refused);
  if ('message' in judged) await touchDevice(connection, envelope, judged.message, at);
  const { messageId, bodySha256, photoSha256 } = envelope;
  const receipt = receiver.key.signText(
    buildReceiptBody({ messageId, bodySha256, photoSha256, ...decision, receivedAt: at }),
  );
  const reasonCode = decision.reason?.code ?? null;
  await insertMessage(connection, envelope, { outcome: decision.outcome, reasonCode, receipt, receivedAt: at });
  if ('message' in judged) await insertRevision(connection, judged.message, body, at);
  return { kind: 'receipt', messageId, outcome: decision.outcome, receipt };
}

function refusal(reason: RefusalReason): Decision {
  return { outcome: 'refused', reason, canonicalCandidacyId: null, caseId: null };
}

async function settle(
  receiver: Receiver,
  connection: Connection,
  message: CandidacyMessage,
  at: string,
): Promise<Decision> {
  const settled = await settlePerson({ connection, at, newId: receiver.newId }, message);
  const isOwn = settled.canonicalCandidacyId === message.candidacyId;
  return { outcome: isOwn ? 'stored' : 'joined', reason: null, ...settled };
}

function problem(code: ProblemCode, title: string): Acceptance {
  return { kind: 'problem', code, title };
}

function versionOf(json: unknown): unknown {
  return typeof json === 'object' && json !== null && 'v' in json ? json.v : undefined;
}

function readText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return '';
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
