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

type Arrived = {
  readonly envelope: RecordEnvelope;
  /** exactly what was hashed; '' when it is not UTF-8 */
  readonly body: string;
  readonly photo: Uint8Array;
};

/** Serialises who-is-who: two desks must not found the same person at the same moment. */
const identityLock = 4870;

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
  if ('refused' in judged) return refuse(receiver, arrived, judged.refused);
  await receiver.blobs.put(judged.message.photo.sha256, arrived.photo);
  return keep(receiver, arrived, judged.message);
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

function answerAgain(before: StoredMessage, envelope: RecordEnvelope): Acceptance {
  if (before.bodySha256 !== envelope.bodySha256 || before.photoSha256 !== envelope.photoSha256) {
    return problem('op-mutated', 'this message id is taken by other content; nothing was changed');
  }
  return { kind: 'receipt', messageId: before.messageId, outcome: 'repeated', receipt: before.receipt };
}

function judge(
  receiver: Receiver,
  { envelope, body, photo }: Arrived,
): { readonly message: CandidacyMessage } | { readonly refused: RefusalReason } {
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

async function refuse(receiver: Receiver, arrived: Arrived, reason: RefusalReason): Promise<Acceptance> {
  return decide(receiver, arrived, async () => ({
    outcome: 'refused',
    reason,
    canonicalCandidacyId: null,
    caseId: null,
  }));
}

async function keep(receiver: Receiver, arrived: Arrived, message: CandidacyMessage): Promise<Acceptance> {
  return decide(receiver, arrived, async (connection, at) => {
    const settled = await settlePerson({ connection, at, newId: receiver.newId }, message);
    await touchDevice(connection, arrived.envelope, message, at);
    return {
      outcome: settled.canonicalCandidacyId === message.candidacyId ? 'stored' : 'joined',
      reason: null,
      ...settled,
      message,
    };
  });
}

type Decision = {
  readonly outcome: ReceiptOutcome;
  readonly reason: RefusalReason | null;
  readonly canonicalCandidacyId: string | null;
  readonly caseId: string | null;
  /** what to keep; left out when refused */
  readonly message?: CandidacyMessage;
};

/** One transaction: the decision, its receipt, and the rows. Somebody else may have been faster with the same message. */
async function decide(
  receiver: Receiver,
  { envelope, body }: Arrived,
  make: (connection: Connection, at: string) => Promise<Decision>,
): Promise<Acceptance> {
  return receiver.db.transaction(async (connection) => {
    await connection.query('SELECT pg_advisory_xact_lock($1)', [identityLock]);
    const [before] = await loadMessages(connection, [envelope.messageId]);
    if (before) return answerAgain(before, envelope);
    const at = receiver.now();
    const { message, ...decision } = await make(connection, at);
    const { messageId, bodySha256, photoSha256 } = envelope;
    const receipt = receiver.key.signText(
      buildReceiptBody({ messageId, bodySha256, photoSha256, ...decision, receivedAt: at }),
    );
    const reasonCode = decision.reason?.code ?? null;
    await insertMessage(connection, envelope, { outcome: decision.outcome, reasonCode, receipt, receivedAt: at });
    if (message) await insertRevision(connection, message, body, at);
    return { kind: 'receipt', messageId, outcome: decision.outcome, receipt };
  });
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
