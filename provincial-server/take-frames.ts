import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Frame } from '#shared/wire/frame.ts';
import type { AckLine, RecordEnvelopeV2 } from '#shared/wire/push-v2.ts';
import { recordLine } from '#shared/wire/push-v2.ts';
import { parseWireJson } from '#shared/wire/signed-text.ts';
import { type Acceptance, acceptGroup, answerAgain, type Receiver } from './accept-record.ts';
import { loadMessages } from './store/message.ts';
import { loadStaged, type StagedMessage, stagedForPhoto, stageMessage, unstage } from './store/staged-message.ts';

type Line = { readonly envelope: RecordEnvelopeV2; readonly body: string };

/** The lines of a frame of records; null when it is not what its header says. Never unpacks more than the header names. */
export function readRecordLines(frame: Frame): readonly Line[] | null {
  const unpacked = unpack(frame);
  if (!unpacked || sha256(unpacked) !== Buffer.from(frame.id).toString('hex')) return null;
  const lines = unpacked
    .toString('utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => recordLine.safeParse(parseWireJson(text)));
  if (lines.length === 0 || lines.length > 64) return null;
  const read = lines.flatMap((line) => (line.success ? [line.data] : []));
  return read.length === lines.length ? read : null;
}

/**
 * Takes texts in: what was judged before is answered again, the rest is kept, and judged at once where its photo is here.
 * Everything that is acknowledged is committed.
 */
export async function takeRecords(receiver: Receiver, lines: readonly Line[]): Promise<readonly AckLine[]> {
  const ids = lines.map((line) => line.envelope.messageId);
  const judged = new Map((await loadMessages(receiver.db, ids)).map((one) => [one.messageId, one]));
  const acks: AckLine[] = [];
  const fresh: Line[] = [];
  for (const line of lines) {
    const { messageId, bodySha256 } = line.envelope;
    const before = judged.get(messageId);
    if (before) acks.push(ackOf(messageId, answerAgain(before, line.envelope)));
    else if (sha256(Buffer.from(line.body, 'utf8')) !== bodySha256) acks.push({ o: messageId, bad: 'hash-mismatch' });
    // PostgreSQL text cannot hold it, and no name or number contains it
    else if (line.body.includes('\u0000')) acks.push({ o: messageId, bad: 'schema-invalid' });
    else fresh.push(line);
  }
  if (fresh.length === 0) return acks;
  const at = receiver.now();
  await receiver.db.transaction(async (connection) => {
    // in one order, so that two lines with the same texts never wait for each other
    for (const { envelope, body } of [...fresh].sort(byMessage)) await stageMessage(connection, envelope, body, at);
  });
  const staged = new Map((await loadStaged(receiver.db, ids)).map((one) => [one.messageId, one]));
  const whole: StagedMessage[] = [];
  for (const { envelope } of fresh) {
    const row = staged.get(envelope.messageId);
    // judged meanwhile, by another line
    if (!row) whole.push(rowOf(envelope, fresh));
    else if (!sameContent(row, envelope)) acks.push({ o: envelope.messageId, bad: 'op-mutated' });
    else if (row.photoSha256 === null || (await receiver.blobs.has(row.photoSha256))) whole.push(row);
    else acks.push({ o: envelope.messageId, s: 'text' });
  }
  return [...acks, ...(await judgeWhole(receiver, whole))];
}

/** Takes a piece of a photo that a text waits for. With the last piece, whatever waited for it is judged. */
export async function takePhoto(receiver: Receiver, frame: Frame): Promise<readonly AckLine[]> {
  const name = Buffer.from(frame.id).toString('hex');
  if (await receiver.blobs.has(name)) {
    return [{ b: name, n: frame.total }, ...(await judgeWhole(receiver, await stagedForPhoto(receiver.db, name)))];
  }
  const waiting = await stagedForPhoto(receiver.db, name);
  // what nobody asked for is not kept: a line could fill the disk with it
  if (!waiting.some((one) => one.photoBytes === frame.total)) return [{ b: name, bad: 'not-wanted' }];
  const { offset, total, payload } = frame;
  const held = await receiver.blobs.append(name, { offset, total, bytes: payload });
  if (held === 'mismatch') return [{ b: name, bad: 'hash-mismatch' }];
  if (held < total) return [{ b: name, n: held }];
  return [{ b: name, n: total }, ...(await judgeWhole(receiver, waiting))];
}

async function judgeWhole(receiver: Receiver, rows: readonly StagedMessage[]): Promise<readonly AckLine[]> {
  if (rows.length === 0) return [];
  const group = await Promise.all(
    rows.map(async (row) => ({
      envelope: row,
      body: row.body,
      photo:
        row.photoSha256 === null ? new Uint8Array() : ((await receiver.blobs.get(row.photoSha256)) ?? new Uint8Array()),
    })),
  );
  const accepted = await acceptGroup(receiver, group);
  const settled = rows.filter((_row, at) => accepted[at]?.kind === 'receipt').map((row) => row.messageId);
  await unstage(receiver.db, settled);
  return rows.flatMap((row, at) => {
    const one = accepted[at];
    return one ? [ackOf(row.messageId, one)] : [];
  });
}

function ackOf(messageId: string, accepted: Acceptance): AckLine {
  return accepted.kind === 'problem'
    ? { o: messageId, bad: accepted.code }
    : { o: messageId, receipt: accepted.receipt, repeated: accepted.outcome === 'repeated' };
}

function rowOf(envelope: RecordEnvelopeV2, lines: readonly Line[]): StagedMessage {
  return { ...envelope, body: lines.find((line) => line.envelope === envelope)?.body ?? '' };
}

function sameContent(row: StagedMessage, envelope: RecordEnvelopeV2): boolean {
  return row.bodySha256 === envelope.bodySha256 && row.photoSha256 === envelope.photoSha256;
}

function byMessage(left: Line, right: Line): number {
  return left.envelope.messageId < right.envelope.messageId ? -1 : 1;
}

function unpack({ gzip, payload, total }: Frame): Buffer | null {
  if (!gzip) return payload.length === total ? Buffer.from(payload) : null;
  try {
    const unpacked = gunzipSync(payload, { maxOutputLength: Math.max(1, total) });
    return unpacked.length === total ? unpacked : null;
  } catch {
    return null;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
