import type { CandidacyMessage } from '#shared/wire/candidacy-message.ts';
import { buildReceiptBody, type ReceiptOutcome, type RefusalReason } from '#shared/wire/receipt.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import { goOnBehind } from './change-intake.ts';
import type { Connection } from './database.ts';
import type { ChangeDecider } from './judge-change.ts';
import { reasonAgainstOffice } from './judge-office.ts';
import type { Judged, MessageNames } from './read-message.ts';
import type { RegionKey } from './region-key.ts';
import { settlePerson } from './settle-person.ts';
import { insertRevisions, touchDevices } from './store/candidacy.ts';
import { lockIdentities } from './store/identity-lock.ts';
import { insertMessages, insertRefusedTexts, loadMessages, type StoredMessage } from './store/message.ts';
import { insertNewcomers, plainNewcomers } from './store/newcomers.ts';
import { unstage } from './store/staged-message.ts';
import { forgetJudged } from './store/undecided-message.ts';

/** What became of one record. 'mutated': its id is taken by other content, nothing was changed. */
export type Decided =
  | { readonly outcome: ReceiptOutcome | 'repeated'; readonly receipt: SignedText }
  | { readonly outcome: 'mutated' };

/** What decides and signs. `now` gives a UTC instant, `newId` a UUIDv7. */
export type Decider = { readonly key: RegionKey; readonly now: () => string; readonly newId: () => string };

type Taken = Judged & { readonly message: CandidacyMessage };
type Entry = {
  readonly record: Judged;
  readonly outcome: ReceiptOutcome;
  readonly reason: RefusalReason | null;
  readonly receipt: SignedText;
};

/**
 * Inside one transaction: who each record is about, its receipt, and the rows, one answer for each in their order.
 * Records that touch nobody else are written a table at a time; the rest one by one.
 */
export async function decideGroup(
  decider: ChangeDecider,
  connection: Connection,
  records: readonly Judged[],
): Promise<readonly Decided[]> {
  await lockIdentities(connection);
  const ids = records.map((record) => record.envelope.messageId);
  const before = await loadMessages(connection, ids);
  const known = new Map<string, Pick<StoredMessage, 'bodySha256' | 'photoSha256' | 'receipt'>>(
    before.map((one) => [one.messageId, one]),
  );
  const fresh = new Map<string, Judged>();
  for (const record of records) {
    const { messageId } = record.envelope;
    if (!known.has(messageId) && !fresh.has(messageId)) fresh.set(messageId, record);
  }
  const made = new Map<Judged, Entry>();
  for (const entry of await writeFresh(decider, connection, [...fresh.values()])) {
    made.set(entry.record, entry);
    known.set(entry.record.envelope.messageId, { ...entry.record.envelope, receipt: entry.receipt });
  }
  const kept = [...made.values()].flatMap(keptOf).map(({ message }) => message.candidacyId);
  if (kept.length > 0) await goOnBehind(decider, connection, { messageIds: [], candidacyIds: kept });
  await unstage(connection, ids);
  await forgetJudged(connection, ids);
  return records.map((record): Decided => {
    const own = made.get(record);
    if (own) return own;
    return answerAgain(known.get(record.envelope.messageId), record.envelope);
  });
}

/** The receipt that was made then; another content under the same id changes nothing. */
export function answerAgain(
  before: Pick<StoredMessage, 'bodySha256' | 'photoSha256' | 'receipt'> | undefined,
  envelope: MessageNames,
): Decided {
  if (!before) throw new Error('record without a decision');
  const isSame = before.bodySha256 === envelope.bodySha256 && before.photoSha256 === envelope.photoSha256;
  return isSame ? { outcome: 'repeated', receipt: before.receipt } : { outcome: 'mutated' };
}

async function writeFresh(
  decider: Decider,
  connection: Connection,
  fresh: readonly Judged[],
): Promise<readonly Entry[]> {
  const at = decider.now();
  const messages = fresh.flatMap((record) => ('message' in record ? [record.message] : []));
  const plain = await plainNewcomers(connection, messages);
  const newcomers = [...plain].map((message) => ({ message, personId: decider.newId() }));
  await insertNewcomers(connection, newcomers, at);
  const together: Entry[] = [];
  const alone: Judged[] = [];
  for (const record of fresh) {
    if ('refused' in record) together.push(refused(decider, record, record.refused, at));
    else if (plain.has(record.message)) together.push(stored(decider, record, record.message.candidacyId, null, at));
    else alone.push(record);
  }
  await writeEntries(connection, together, at);
  const rest: Entry[] = [];
  for (const record of alone) {
    if (!('message' in record)) continue;
    const reason = await reasonAgainstOffice(connection, record.message);
    const entry = reason ? refused(decider, record, reason, at) : await settled(decider, connection, record, at);
    // before the next one is settled: it may be about the same candidacy
    await writeEntries(connection, [entry], at);
    rest.push(entry);
  }
  return [...together, ...rest];
}

async function writeEntries(connection: Connection, entries: readonly Entry[], at: string): Promise<void> {
  if (entries.length === 0) return;
  const answers = entries.map(({ record, outcome, reason, receipt }) => ({
    envelope: record.envelope,
    outcome,
    reasonCode: reason?.code ?? null,
    receipt,
  }));
  await insertMessages(connection, answers, at);
  const refusedTexts = entries.flatMap(({ record, reason }) =>
    // PostgreSQL text cannot hold it; such a text is no record of ours
    reason && !record.body.includes('\u0000') ? [{ messageId: record.envelope.messageId, body: record.body }] : [],
  );
  await insertRefusedTexts(connection, refusedTexts);
  const kept = entries.flatMap(keptOf);
  if (kept.length === 0) return;
  await touchDevices(connection, kept, at);
  await insertRevisions(connection, kept, at);
}

/** What an entry puts into the register; nothing where it was refused, by the rules or as another office's. */
function keptOf({ record, reason }: Entry) {
  if (reason !== null || !('message' in record)) return [];
  return [{ message: record.message, body: record.body, deskSeq: record.envelope.deskSeq }];
}

async function settled(decider: Decider, connection: Connection, record: Taken, at: string): Promise<Entry> {
  const settling = { connection, at, newId: decider.newId };
  const { canonicalCandidacyId, caseId } = await settlePerson(settling, record.message);
  return stored(decider, record, canonicalCandidacyId, caseId, at);
}

function stored(
  decider: Decider,
  record: Taken,
  canonicalCandidacyId: string,
  caseId: string | null,
  at: string,
): Entry {
  const outcome = canonicalCandidacyId === record.message.candidacyId ? 'stored' : 'joined';
  const facts = { outcome, reason: null, canonicalCandidacyId, caseId } as const;
  return { record, outcome, reason: null, receipt: signedReceipt(decider, record.envelope, facts, at) };
}

function refused(decider: Decider, record: Judged, reason: RefusalReason, at: string): Entry {
  const facts = { outcome: 'refused', reason, canonicalCandidacyId: null, caseId: null } as const;
  return { record, outcome: 'refused', reason, receipt: signedReceipt(decider, record.envelope, facts, at) };
}

function signedReceipt(
  { key }: Decider,
  { messageId, bodySha256, photoSha256 }: MessageNames,
  facts: Pick<Parameters<typeof buildReceiptBody>[0], 'outcome' | 'reason' | 'canonicalCandidacyId' | 'caseId'>,
  receivedAt: string,
): SignedText {
  return key.signText(buildReceiptBody({ messageId, bodySha256, photoSha256, ...facts, receivedAt }));
}
