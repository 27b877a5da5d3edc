import { createHash } from 'node:crypto';
import type { Frame } from '#shared/wire/frame.ts';
import type { AckLine, RecordEnvelopeV2 } from '#shared/wire/push-v2.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import { type Acceptance, acceptanceOf, acceptGroup, type Receiver } from './accept-record.ts';
import type { AwaitedPhotos } from './awaited-photos.ts';
import { answerAgain } from './decide-group.ts';
import { createGroup } from './group-work.ts';
import { type Judged, readMessage } from './read-message.ts';
import type { RecordLine } from './read-records.ts';
import { lockIdentities } from './store/identity-lock.ts';
import { loadMessages } from './store/message.ts';
import {
  loadStaged,
  photosAwaited,
  type StagedMessage,
  stagedForPhotos,
  stageMessages,
} from './store/staged-message.ts';

/** Takes in what all streams bring. What it answers is committed; one bad record or photo never holds up the others. */
export type Intake = {
  records(lines: readonly RecordLine[]): Promise<readonly AckLine[]>;
  /** a piece of a photo that a text waits for; with the last piece, whatever waited for it is judged */
  photo(piece: PhotoPiece): Promise<readonly AckLine[]>;
  /**
   * Writes a piece down as soon as it is read, where it is known that somebody waits for it: what comes of it, `photo` says.
   * A process that is killed in between loses nothing of it.
   */
  spool(piece: PhotoPiece): void;
};
export type PhotoPiece = Pick<Frame, 'id' | 'offset' | 'total' | 'payload'>;

type ReceiverIntake = Intake & {
  /**
   * Looks which photos the texts that are here wait for, and judges those whose photo is whole, as `finish` does; before the
   * first stream.
   */
  begin(): Promise<void>;
  /**
   * Judges those of `rows` whose photo is whole: the process may have ended, or the database have been away, between the
   * photo and the receipt, and nobody sends either again. Answers the receipts.
   */
  finish(rows: readonly StagedMessage[]): Promise<readonly ReceiptLine[]>;
};
type ReceiptLine = Extract<AckLine, { readonly receipt: SignedText }>;

const most = 64;
const mostAwaited = 100_000;

/** One for a receiver: what its streams bring at the same moment is written and committed together. */
export function createIntake(receiver: Receiver & { readonly awaited: AwaitedPhotos }): ReceiverIntake {
  const decide = createGroup(most, (group: readonly Judged[]) => acceptGroup(receiver, group));
  const keep = createGroup(8, async (frames: readonly (readonly RecordLine[])[]) => {
    const at = receiver.now();
    await receiver.db.transaction(async (connection) => {
      await lockIdentities(connection);
      await stageMessages(connection, frames.flat(), at);
    });
    return frames.map(() => undefined);
  });
  const waitingFor = createGroup(most, async (names: readonly string[]) => {
    const rows = await stagedForPhotos(receiver.db, names);
    return names.map((name) => rows.filter((row) => row.photoSha256 === name));
  });
  const { awaited } = receiver;
  const judgeRow = async (row: StagedMessage, photo: Uint8Array | null): Promise<AckLine> => {
    const held = photo ?? (row.photoSha256 === null ? new Uint8Array() : await receiver.blobs.get(row.photoSha256));
    if (!held) {
      // refused by then, which takes no photo; else it came, and is damaged since: awaited again
      const [before] = await loadMessages(receiver.db, [row.messageId]);
      return before ? ackOf(row.messageId, acceptanceOf(row.messageId, answerAgain(before, row))) : textOf(row);
    }
    // here and not in the group: the processor reads photos while the database commits what came before
    const arrived = { envelope: row, body: row.body, photo: held };
    return ackOf(row.messageId, await decide(await readMessage(arrived, receiver.judge, receiver.now())));
  };
  const finish = async (rows: readonly StagedMessage[]): Promise<readonly ReceiptLine[]> => {
    const isWhole = await Promise.all(
      rows.map(async ({ photoSha256 }) => photoSha256 === null || (await receiver.blobs.has(photoSha256))),
    );
    const lines = await Promise.all(rows.filter((_row, at) => isWhole[at]).map((row) => judgeRow(row, null)));
    return lines.flatMap((line) => ('receipt' in line ? [line] : []));
  };
  return {
    finish,
    async begin() {
      const whole = new Set<string>();
      for (const { sha256, bytes } of await photosAwaited(receiver.db, mostAwaited)) {
        awaited.note(sha256, bytes);
        if (await receiver.blobs.has(sha256)) whole.add(sha256);
      }
      const names = [...whole];
      for (let at = 0; at < names.length; at += most) {
        const rows = await stagedForPhotos(receiver.db, names.slice(at, at + most));
        // a full disk keeps nobody from starting: they wait until somebody asks for them
        await finish(rows).catch(() => undefined);
      }
    },
    async records(lines) {
      const acks = await takeRecords(receiver, keep, judgeRow, lines);
      const waiting = new Set(acks.flatMap((ack) => ('s' in ack && ack.s === 'text' ? [ack.o] : [])));
      for (const { envelope } of lines) {
        const { messageId, photoSha256, photoBytes } = envelope;
        if (photoSha256 === null || photoBytes === null || !waiting.has(messageId)) continue;
        awaited.note(photoSha256, photoBytes);
      }
      return acks;
    },
    spool({ id, offset, total, payload }) {
      // a whole one goes into its pack at once
      if (offset === 0 && payload.length === total) return;
      const name = Buffer.from(id).toString('hex');
      // by its total alone: whoever names another would fill the disk with what `photo` refuses
      if (!awaited.isAwaited(name, total)) return;
      receiver.blobs.spool(name, { offset, total, bytes: payload });
    },
    async photo({ id, offset, total, payload }) {
      const name = Buffer.from(id).toString('hex');
      const waiting = await waitingFor(name);
      const sound = await receiver.blobs.get(name);
      if (sound) {
        awaited.forget(name);
        return [{ b: name, n: total }, ...(await Promise.all(waiting.map((row) => judgeRow(row, sound))))];
      }
      // what nobody asked for is not kept: a line could fill the disk with it; one that was acknowledged and lost is asked for
      const isAwaited = waiting.some((one) => one.photoBytes === total) || receiver.blobs.wantedAgain(name) === total;
      if (!isAwaited) return [{ b: name, bad: 'not-wanted' }];
      const held = await receiver.blobs.append(name, { offset, total, bytes: payload });
      if (held === 'mismatch') return [{ b: name, bad: 'hash-mismatch' }];
      if (held < total) return [{ b: name, n: held }];
      awaited.forget(name);
      const whole = payload.length === total ? payload : null;
      return [{ b: name, n: total }, ...(await Promise.all(waiting.map((row) => judgeRow(row, whole))))];
    },
  };
}

async function takeRecords(
  receiver: Receiver,
  keep: (lines: readonly RecordLine[]) => Promise<unknown>,
  judgeRow: (row: StagedMessage, photo: null) => Promise<AckLine>,
  lines: readonly RecordLine[],
): Promise<readonly AckLine[]> {
  const ids = lines.map((line) => line.envelope.messageId);
  const judged = new Map((await loadMessages(receiver.db, ids)).map((one) => [one.messageId, one]));
  const acks: AckLine[] = [];
  const fresh: RecordLine[] = [];
  for (const line of lines) {
    const { messageId, bodySha256 } = line.envelope;
    const before = judged.get(messageId);
    if (before) acks.push(ackOf(messageId, acceptanceOf(messageId, answerAgain(before, line.envelope))));
    else if (sha256(Buffer.from(line.body, 'utf8')) !== bodySha256) acks.push({ o: messageId, bad: 'hash-mismatch' });
    // PostgreSQL text cannot hold it, and no name or number contains it
    else if (line.body.includes('\u0000')) acks.push({ o: messageId, bad: 'schema-invalid' });
    else fresh.push(line);
  }
  if (fresh.length === 0) return acks;
  await keep(fresh);
  const staged = new Map((await loadStaged(receiver.db, ids)).map((one) => [one.messageId, one]));
  const whole: Promise<AckLine>[] = [];
  for (const { envelope, body } of fresh) {
    const row = staged.get(envelope.messageId);
    // judged meanwhile, by another line
    if (!row) whole.push(judgeRow({ ...envelope, body }, null));
    else if (!sameContent(row, envelope)) acks.push({ o: envelope.messageId, bad: 'op-mutated' });
    else if (row.photoSha256 === null || (await receiver.blobs.has(row.photoSha256))) whole.push(judgeRow(row, null));
    else acks.push(textOf(envelope));
  }
  return [...acks, ...(await Promise.all(whole))];
}

function ackOf(messageId: string, accepted: Acceptance): AckLine {
  return accepted.kind === 'problem'
    ? { o: messageId, bad: accepted.code }
    : { o: messageId, receipt: accepted.receipt, repeated: accepted.outcome === 'repeated' };
}

function textOf({ messageId }: Pick<StagedMessage, 'messageId'>): AckLine {
  return { o: messageId, s: 'text' };
}

function sameContent(row: StagedMessage, envelope: RecordEnvelopeV2): boolean {
  return row.bodySha256 === envelope.bodySha256 && row.photoSha256 === envelope.photoSha256;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
