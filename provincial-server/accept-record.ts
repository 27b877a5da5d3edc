import { createHash } from 'node:crypto';
import { type ProblemCode, recordEnvelope } from '#shared/wire/push.ts';
import type { ReceiptOutcome } from '#shared/wire/receipt.ts';
import { decodeRecordFrame } from '#shared/wire/record-frame.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import { problemOfError } from './answers.ts';
import type { AwaitedPhotos } from './awaited-photos.ts';
import type { BlobStore } from './blob-store.ts';
import type { ServerDb } from './database.ts';
import { answerAgain, type Decided, type Decider, decideGroup } from './decide-group.ts';
import type { Sender } from './desk-door.ts';
import type { JudgeRecord } from './judge.ts';
import { type Arrived, type Judged, readMessage } from './read-message.ts';
import { isOfOffice } from './sender-check.ts';
import { loadMessages } from './store/message.ts';
import { stagedForPhotos } from './store/staged-message.ts';
import { hasRoomFor, insertUndecided, loadUndecided } from './store/undecided-message.ts';

/** What the receiver is made of. */
export type Receiver = Decider & {
  readonly db: ServerDb;
  readonly blobs: BlobStore;
  readonly judge: JudgeRecord;
  /** photos that texts wait for; left out = no stream comes to this process */
  readonly awaited?: AwaitedPhotos;
};

export type Acceptance =
  | {
      readonly kind: 'receipt';
      readonly messageId: string;
      readonly outcome: ReceiptOutcome | 'repeated';
      readonly receipt: SignedText;
    }
  | { readonly kind: 'problem'; readonly code: ProblemCode; readonly title: string };

/**
 * Takes one record: hashes, then whether it was here before, then the rules, then the photo onto disk, then one
 * transaction that holds everything and the receipt. A judgement is a receipt, also when it is a refusal; only a fault
 * of the exchange itself is a problem, and then nothing is changed.
 */
export async function acceptRecord(receiver: Receiver, frame: Uint8Array, sender: Sender): Promise<Acceptance> {
  const arrived = readArrived(frame);
  if ('kind' in arrived) return arrived;
  const { envelope } = arrived;
  if (sender.kind === 'desk') {
    if (envelope.deviceId !== sender.desk.deviceId) return problem('unproven', 'this record is of another desk');
    if (!isOfOffice(arrived.body, sender.desk.officeId))
      return problem('wrong-office', 'this record is of another county office');
  }
  const [before] = await loadMessages(receiver.db, [envelope.messageId]);
  if (before) {
    const again = answerAgain(before, envelope);
    await keepLostPhoto(receiver, arrived, again);
    return acceptanceOf(envelope.messageId, again);
  }
  if (sender.kind === 'desk' && sender.standing !== 'enrolled') return keepUndecided(receiver, arrived);
  const judged = await readMessage(arrived, receiver.judge, receiver.now());
  if ('message' in judged) await receiver.blobs.put(judged.message.photo.sha256, arrived.photo);
  const [acceptance] = await decideTogether(receiver, [judged]);
  return acceptance ?? broken;
}

/** The same record once more, and its photo was lost here since: it is here again, the receipt is the one of then. */
async function keepLostPhoto({ blobs }: Receiver, { envelope, photo }: Arrived, again: Decided): Promise<void> {
  const name = envelope.photoSha256;
  const isLost = name !== null && again.outcome === 'repeated' && blobs.wantedAgain(name) !== null;
  if (isLost) await blobs.put(name, photo);
}

/** The enrolment of the desk is over: the record is kept whole, and people of the region decide. */
async function keepUndecided({ db, blobs, now }: Receiver, { envelope, body, photo }: Arrived): Promise<Acceptance> {
  const [same] = await loadUndecided(db, [envelope.messageId]);
  if (same && same.bodySha256 !== envelope.bodySha256) return taken;
  if (!same && !(await hasRoomFor(db, envelope.deviceId)))
    return problem('busy', 'enough of this desk waits for people already');
  // PostgreSQL text cannot hold it, and no name or number contains it
  if (body.includes('\u0000')) return problem('bad-frame', 'the text of the record is broken');
  if (envelope.photoSha256 !== null) await blobs.put(envelope.photoSha256, photo);
  const facts = { ...envelope, incarnation: incarnationIn(body), photoBytes: photo.length || null };
  await db.transaction((connection) => insertUndecided(connection, [{ envelope: facts, body }], now()));
  return problem('undecided', 'kept: the enrolment of this desk is over, people of the region decide');
}

function incarnationIn(body: string): string {
  const json = parseJson(body);
  return typeof json === 'object' && json !== null && 'incarnation' in json
    ? String(json.incarnation).slice(0, 60)
    : '';
}

/**
 * Takes judged records, their photos in the store already, in one transaction: sixty-four commits would be sixty-four
 * waits for the disk. One that breaks the group is found by taking each by itself, and named alone.
 */
export async function acceptGroup(receiver: Receiver, judged: readonly Judged[]): Promise<readonly Acceptance[]> {
  try {
    return await decideTogether(receiver, judged);
  } catch (error) {
    // a database that is gone, or a full disk, is nobody's fault in the group
    if (problemOfError(error) !== 'broken') throw error;
  }
  const accepted: Acceptance[] = [];
  for (const one of judged) {
    try {
      accepted.push(...(await decideTogether(receiver, [one])));
    } catch (error) {
      if (problemOfError(error) !== 'broken') throw error;
      accepted.push(broken);
    }
  }
  return accepted;
}

/** The receipt of a message that was judged before, or that its id is taken. */
export function acceptanceOf(messageId: string, decided: Decided): Acceptance {
  if (decided.outcome === 'mutated') {
    return taken;
  }
  return { kind: 'receipt', messageId, outcome: decided.outcome, receipt: decided.receipt };
}

async function decideTogether(receiver: Receiver, judged: readonly Judged[]): Promise<readonly Acceptance[]> {
  const decided = await receiver.db.transaction((connection) => decideGroup(receiver, connection, judged));
  await forgetPhotos(
    receiver,
    judged.flatMap(({ envelope }) => envelope.photoSha256 ?? []),
  );
  return decided.map((one, at) => acceptanceOf(judged[at]?.envelope.messageId ?? '', one));
}

/** No text that was settled waits for its photo: it is here, or, given up, another text may still wait for the same one. */
async function forgetPhotos({ db, blobs, awaited }: Receiver, sha256s: readonly string[]): Promise<void> {
  if (!awaited || awaited.size === 0) return;
  const isHere = await Promise.all(sha256s.map((sha256) => blobs.has(sha256)));
  const givenUp = sha256s.filter((_sha256, at) => !isHere[at]);
  const others = givenUp.length > 0 ? await stagedForPhotos(db, givenUp) : [];
  for (const sha256 of sha256s) if (!others.some((one) => one.photoSha256 === sha256)) awaited.forget(sha256);
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

function problem(code: ProblemCode, title: string): Acceptance {
  return { kind: 'problem', code, title };
}

const taken = problem('op-mutated', 'this message id is taken by other content; nothing was changed');
const broken = problem('broken', 'the receiver could not finish; nothing was changed');

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
