import { createHash } from 'node:crypto';
import { mostPageBytes } from '#shared/domain/evidence-limit.ts';
import { type ChangeLine, changeProofText } from '#shared/wire/change-message.ts';
import type { AckLine } from '#shared/wire/push-v2.ts';
import { parseWireJson } from '#shared/wire/signed-text.ts';
import type { BlobStore } from './blob-store.ts';
import type { Connection, ServerDb } from './database.ts';
import { type Sender, termStanding } from './desk-door.ts';
import { signedByKey } from './enrolled-key.ts';
import { type ChangeDecider, judgeChange, refusedChange } from './judge-change.ts';
import { isOfOffice } from './sender-check.ts';
import { findEnrolledDesk } from './store/enrolled-desk.ts';
import { lockIdentities } from './store/identity-lock.ts';
import {
  type ArrivedChange,
  type ChangeFate,
  countWaitingChanges,
  entryKey,
  insertChange,
  loadChanges,
  parkedBehind,
  undecidedChanges,
  updateFate,
  waitingForFile,
} from './store/told-change.ts';

type Taker = ChangeDecider & { readonly db: ServerDb; readonly blobs: Pick<BlobStore, 'get'> };

/** Changes of one desk that may wait for something: whoever has a stolen one cannot fill the disk with it. */
const mostWaiting = 20_000;

/**
 * Takes changes of one desk in, in the order they come; what it answers is committed. The same change again gets the same
 * receipt again. One bad line never holds up the others.
 */
export async function takeChanges(
  taker: Taker,
  sender: Sender,
  lines: readonly ChangeLine[],
): Promise<readonly AckLine[]> {
  const acks: AckLine[] = [];
  const good: ChangeLine[] = [];
  for (const line of lines) {
    const bad = faultOf(sender, line);
    if (bad === null) good.push(line);
    else acks.push({ o: line.envelope.messageId, bad });
  }
  if (good.length === 0) return acks;
  const isOver = await isEnrolmentOver(taker, sender);
  // a page is judged by its name alone: one that is damaged is found here, and waits for its picture again
  for (const { envelope } of good) if (envelope.fileSha256 !== null) await taker.blobs.get(envelope.fileSha256);
  await taker.db.transaction(async (connection) => {
    await lockIdentities(connection);
    for (const line of good) acks.push(await takeOne(taker, connection, line, isOver));
  });
  return acks;
}

async function takeOne(taker: Taker, connection: Connection, line: ChangeLine, isOver: boolean): Promise<AckLine> {
  const { envelope, body } = line;
  const { messageId, bodySha256, fileSha256, deviceId } = envelope;
  const [before] = await loadChanges(connection, [messageId]);
  if (before && (before.bodySha256 !== bodySha256 || before.fileSha256 !== fileSha256))
    return { o: messageId, bad: 'op-mutated' };
  if (before?.receipt) return { o: messageId, receipt: before.receipt, repeated: true };
  if (!before && (await countWaitingChanges(connection, deviceId)) >= mostWaiting) return { o: messageId, bad: 'busy' };
  // what people let in once, and only waits for its file or for what comes before, is not asked of them again
  const fate: ChangeFate =
    isOver && before?.state !== 'parked'
      ? { state: 'undecided' }
      : await judgeChange(taker, connection, { messageId, deviceId, bodySha256, fileSha256, body });
  if (before) await updateFate(connection, messageId, fate, taker.now());
  else await insertChange(connection, arrivedOf(line), fate, taker.now());
  if (!('signed' in fate)) return { o: messageId, s: isAwaitingFile(fate) ? 'text' : fate.state };
  await goOnBehind(taker, connection, { messageIds: [messageId], candidacyIds: [] });
  return { o: messageId, receipt: fate.signed, repeated: false };
}

function isAwaitingFile(fate: ChangeFate): boolean {
  return fate.state === 'parked' && fate.waitsFor === 'file';
}

/** The file of these changes is here whole: judged now; what it answers is committed. */
export async function judgeWithFile(taker: Taker, sha256: string): Promise<readonly AckLine[]> {
  return taker.db.transaction(async (connection) => {
    await lockIdentities(connection);
    const acks: AckLine[] = [];
    for (const change of await waitingForFile(connection, sha256)) {
      const { messageId } = change;
      const fate = await judgeChange(taker, connection, change);
      await updateFate(connection, messageId, fate, taker.now());
      if ('signed' in fate) {
        acks.push({ o: messageId, receipt: fate.signed, repeated: false });
        await goOnBehind(taker, connection, { messageIds: [messageId], candidacyIds: [] });
      } else acks.push({ o: messageId, s: fate.state });
    }
    return acks;
  });
}

/** Judges what was parked behind these messages and records, and what is parked behind that, in the same transaction. */
export async function goOnBehind(
  decider: ChangeDecider,
  connection: Connection,
  behind: { readonly messageIds: readonly string[]; readonly candidacyIds: readonly string[] },
): Promise<void> {
  let parked = await parkedBehind(connection, behind);
  while (parked.length > 0) {
    const settled: string[] = [];
    for (const change of parked) {
      const fate = await judgeChange(decider, connection, change);
      await updateFate(connection, change.messageId, fate, decider.now());
      if ('signed' in fate) settled.push(change.messageId);
    }
    parked = settled.length === 0 ? [] : await parkedBehind(connection, { messageIds: settled, candidacyIds: [] });
  }
}

/** Judges what is parked for want of a newer program: once, when this one starts. */
export async function goOnWithNewProgram(taker: Taker): Promise<void> {
  await taker.db.transaction(async (connection) => {
    await lockIdentities(connection);
    const rows = await connection.query<{ id: string }>(
      "SELECT message_id AS id FROM told_change WHERE state = 'parked' AND waits_for = 'program'",
    );
    for (const change of await loadChanges(
      connection,
      rows.map((row) => row.id),
    )) {
      const fate = await judgeChange(taker, connection, change);
      await updateFate(connection, change.messageId, fate, taker.now());
      if ('signed' in fate) await goOnBehind(taker, connection, { messageIds: [change.messageId], candidacyIds: [] });
    }
  });
}

/** People decide what becomes of the changes that a revoked or expired desk has sent; how many were settled. */
export async function settleUndecidedChanges(
  taker: Taker,
  deviceId: string,
  refusal: { readonly code: string; readonly sentence: string; readonly next: string } | null,
): Promise<number> {
  return taker.db.transaction(async (connection) => {
    await lockIdentities(connection);
    const waiting = await undecidedChanges(connection, deviceId);
    for (const change of waiting) {
      const fate = refusal ? refusedChange(taker, change, refusal) : await judgeChange(taker, connection, change);
      await updateFate(connection, change.messageId, fate, taker.now());
      if ('signed' in fate) await goOnBehind(taker, connection, { messageIds: [change.messageId], candidacyIds: [] });
    }
    return waiting.length;
  });
}

/** A stream may stay open for hours: how the desk stands is asked anew with each frame. */
async function isEnrolmentOver({ db, now }: Taker, sender: Sender): Promise<boolean> {
  if (sender.kind !== 'desk') return false;
  const desk = await findEnrolledDesk(db, sender.desk.deviceId);
  return !desk || termStanding(desk, now()) !== 'enrolled';
}

/** Null where the line is whole and of the desk that sends it. */
function faultOf(sender: Sender, { envelope, body }: ChangeLine): string | null {
  const { signature, ...names } = envelope;
  if (sha256(body) !== envelope.bodySha256) return 'hash-mismatch';
  if (body.includes('\u0000')) return 'schema-invalid';
  if ((envelope.fileBytes ?? 0) > mostPageBytes || (envelope.fileSha256 === null) !== (envelope.fileBytes === null))
    return 'schema-invalid';
  if (sender.kind !== 'desk') return null;
  if (names.deviceId !== sender.desk.deviceId) return 'unproven';
  if (!signature || !signedByKey(changeProofText(names), signature, sender.desk.publicKey)) return 'unproven';
  return isOfOffice(body, sender.desk.officeId) ? null : 'wrong-office';
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;

/** What the text says of itself, also where the rest of it does not fit. */
function arrivedOf({ envelope, body }: ChangeLine): ArrivedChange {
  const json = parseWireJson(body);
  const said = typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  const idIn = (name: string) => (uuid.test(String(said[name])) ? String(said[name]) : null);
  return {
    envelope,
    body,
    kind: typeof said['kind'] === 'string' ? said['kind'].slice(0, 40) : null,
    officeId: idIn('officeId'),
    candidacyId: idIn('candidacyId'),
    follows: idIn('follows'),
    entryKey: entryKeyIn(said),
    applicationId: idIn('applicationId'),
    certificate: certificateIn(said),
  };
}

function certificateIn({ kind, certified, withdrawn }: Record<string, unknown>): ArrivedChange['certificate'] {
  if (kind !== 'certificate' || typeof certified !== 'object' || certified === null) return null;
  const { number } = certified as Record<string, unknown>;
  const isNumber = typeof number === 'string' && /^KZ-[0-9A-F-]{1,60}$/u.test(number);
  // of one that says neither nobody can tell what it is: it takes no other's place
  const isTold = typeof withdrawn === 'object' && !Array.isArray(withdrawn);
  return isNumber && isTold ? { number, word: withdrawn === null ? 'issued' : 'withdrawn' } : null;
}

function entryKeyIn({ kind, sitting, version }: Record<string, unknown>): string | null {
  const isEntry = kind === 'examEntry' && typeof sitting === 'string' && Number.isSafeInteger(version);
  return isEntry ? entryKey({ sitting: sitting.slice(0, 40), version: Number(version) }) : null;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
