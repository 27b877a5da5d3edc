import { createHash } from 'node:crypto';
import type { AckLine } from '#shared/wire/push-v2.ts';
import { acceptanceOf, type Receiver } from './accept-record.ts';
import { answerAgain } from './decide-group.ts';
import { termStanding } from './desk-door.ts';
import type { Intake } from './intake.ts';
import { findEnrolledDesk } from './store/enrolled-desk.ts';
import { loadMessages } from './store/message.ts';
import {
  hasRoomFor,
  insertUndecided,
  loadUndecided,
  type UndecidedMessage,
  undecidedForPhoto,
} from './store/undecided-message.ts';

/**
 * Takes in what a desk sends whose enrolment is over (revoked, expired): kept whole, judged by nobody but people. What was
 * judged before is answered as ever.
 */
function createUndecidedIntake(receiver: Receiver, deviceId: string): Intake {
  const { db, blobs, now } = receiver;
  const isWhole = async ({ photoSha256 }: Pick<UndecidedMessage, 'photoSha256'>) =>
    photoSha256 === null || (await blobs.get(photoSha256)) !== null;
  const undecided = (messageId: string): AckLine => ({ o: messageId, s: 'undecided' });
  return {
    async records(lines) {
      const ids = lines.map((line) => line.envelope.messageId);
      const judged = new Map((await loadMessages(db, ids)).map((one) => [one.messageId, one]));
      const kept = new Map((await loadUndecided(db, ids)).map((one) => [one.messageId, one]));
      const fresh = lines.filter(({ envelope }) => !judged.has(envelope.messageId) && !kept.has(envelope.messageId));
      const sound = fresh.filter(
        ({ envelope, body }) => sha256(body) === envelope.bodySha256 && !body.includes('\u0000'),
      );
      const hasRoom = sound.length === 0 || (await hasRoomFor(db, deviceId));
      if (hasRoom && sound.length > 0) await db.transaction((connection) => insertUndecided(connection, sound, now()));
      const acks: AckLine[] = [];
      for (const { envelope } of lines) {
        const { messageId, bodySha256 } = envelope;
        const before = judged.get(messageId);
        if (before) {
          const answer = acceptanceOf(messageId, answerAgain(before, envelope));
          if (answer.kind === 'problem') acks.push({ o: messageId, bad: answer.code });
          else acks.push({ o: messageId, receipt: answer.receipt, repeated: true });
          continue;
        }
        const same = kept.get(messageId);
        if (same && same.bodySha256 !== bodySha256) acks.push({ o: messageId, bad: 'op-mutated' });
        else if (!same && !sound.some((line) => line.envelope.messageId === messageId))
          acks.push({ o: messageId, bad: 'hash-mismatch' });
        else if (!same && !hasRoom) acks.push({ o: messageId, bad: 'busy' });
        else acks.push((await isWhole(envelope)) ? undecided(messageId) : { o: messageId, s: 'text' });
      }
      return acks;
    },
    // a desk that was taken out writes to no photo that another one may be sending
    spool: () => undefined,
    async photo({ id, offset, total, payload }) {
      const name = Buffer.from(id).toString('hex');
      const waiting = (await undecidedForPhoto(db, name)).filter((one) => one.deviceId === deviceId);
      if (!waiting.some((one) => one.photoBytes === total)) return [{ b: name, bad: 'not-wanted' }];
      const isThere = (await blobs.get(name)) !== null;
      const held = isThere ? total : await blobs.append(name, { offset, total, bytes: payload });
      if (held === 'mismatch') return [{ b: name, bad: 'hash-mismatch' }];
      const acks: AckLine[] = [{ b: name, n: held }];
      return held < total ? acks : [...acks, ...waiting.map((one) => undecided(one.messageId))];
    },
  };
}

/**
 * What takes in the stream of a desk. A stream may stay open for hours, so each frame of texts asks how the desk stands by
 * now: whoever was taken out does not go on through an open line.
 */
export function createDeskIntake(receiver: Receiver, enrolled: Intake, deviceId: string): Intake {
  const ended = createUndecidedIntake(receiver, deviceId);
  const inForce = async () => {
    const desk = await findEnrolledDesk(receiver.db, deviceId);
    return desk && termStanding(desk, receiver.now()) === 'enrolled' ? enrolled : ended;
  };
  let intake: Intake | null = null;
  return {
    async records(lines) {
      intake = await inForce();
      return intake.records(lines);
    },
    spool: (piece) => intake?.spool(piece),
    async photo(piece) {
      intake ??= await inForce();
      return intake.photo(piece);
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
