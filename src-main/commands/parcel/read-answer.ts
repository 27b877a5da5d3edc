import { createHash } from 'node:crypto';
import { type Fault, invalid } from '../../../shared/contract/faults.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { failed, ok, type Result } from '../../../shared/lib/result.ts';
import type { AnswerLine } from '../../../shared/wire/parcel.ts';
import { readReceiptBody } from '../../../shared/wire/receipt.ts';
import { readNotice, type SignedNotice } from '../../../shared/wire/region-notice.ts';
import type { DeskDb } from '../../db/open.ts';
import { type AnsweredBeside, keepAnswered } from '../../db/store/answered-beside.ts';
import { takeBatchStanding } from '../../db/store/batch-standing.ts';
import { awaitedPhotos, messageOfArrival } from '../../db/store/brought-message.ts';
import { storePhoto } from '../../db/store/capture.ts';
import { countChanges, findChange, noteChangeAttempt } from '../../db/store/change-message.ts';
import { noteChangesRegained, noteRegained } from '../../db/store/incarnation.ts';
import { readInstallation } from '../../db/store/office.ts';
import { countMessages, findMessage, noteAttempt } from '../../db/store/outbox.ts';
import { keepToOpen, secretOfSheet } from '../../db/store/parcel-keys.ts';
import { logParcel, parcelReadBefore } from '../../db/store/parcel-log.ts';
import { findBeside } from '../../db/store/regained-change.ts';
import type { CommandContext, LongContext, LongHandler, Services } from '../../platform/act.ts';
import { readRecoveryWords } from '../../security/recovery-words.ts';
import type { AnswerTaking } from './answer-taking.ts';
import { openAnswer } from './open-answer.ts';
import { takeChangesBack } from './take-changes-back.ts';
import { nothingBack, takeLostBack } from './take-lost-back.ts';

type Answered = NonNullable<Output<'parcel.readAnswer'>>;
type Counts = Omit<
  Answered,
  'waiting' | 'notices' | 'batches' | 'regained' | 'regainLeft' | 'changesBack' | 'changes'
> & {
  readonly changes: Omit<Answered['changes'], 'waiting'>;
};

/**
 * Reads the region's answer from the stick. The whole file is proven before it is opened, opened whole before anything
 * is used, and used in one transaction; before that what this file has lost, each in one of its own, so that it may end
 * anywhere and be read again. Each receipt is verified again by itself, as one that came over the network.
 */
export function readAnswer(taking: AnswerTaking): LongHandler<'parcel.readAnswer'> {
  return (_input, context, services) => readChosen(taking, context, services, null);
}

/**
 * The same with the recovery sheet of another desk of the office, e.g. of one that was stolen: its secret opens what the
 * region sealed to that desk, and is kept to open what comes later. Nothing is sealed to it from here.
 */
export function readAnswerBySheet(taking: AnswerTaking): LongHandler<'parcel.readAnswerBySheet'> {
  return async ({ words }, context, services) => {
    const sheet = readRecoveryWords(words);
    if (!sheet.ok) return failed(invalid('words', sheet.sentence));
    return await readChosen(taking, context, services, sheet.secret);
  };
}

async function readChosen(
  taking: AnswerTaking,
  context: LongContext,
  services: Services,
  sheet: string | null,
): Promise<Result<Answered | null, Fault>> {
  const path = await services.files.open('读自治区的回执包', ['kaoji-parcel']);
  if (path === null) return ok(null);
  const opened = await openAnswer(context.db, path, sheet);
  if (!opened.ok) return opened;
  const { header, sha256, lines, photos } = opened.value;
  const { deviceId, incarnation } = readInstallation(context.db);
  const isOwn = header.deviceId === deviceId;
  // an answer to a parcel of before the file was put back says nothing of what is missing now
  const isOfThisOpening = isOwn && header.incarnation === incarnation;
  const back = isOwn ? await takeLostBack(taking.lost, context, lines, photos) : nothingBack;
  // behind the records, which they are about
  const changesBack = isOwn ? await takeChangesBack(taking.lostChanges, context, lines) : { regained: 0, left: null };
  const applied = context.transact((step) => {
    if (sheet) keepToOpen(step.db, secretOfSheet(sheet), step.clock.now());
    // receipts first: an acceptance builds on them
    const counts = applyReceipts(taking, step, lines);
    keepArrivingPhotos(step.db, lines);
    const { applied: used, parked, refused, known } = taking.notices.take(step, noticesOf(lines));
    const batches = takeStandings(step, lines);
    const notices = { applied: used + taking.notices.settle(step), parked, refused, known };
    const payload = {
      sha256,
      bySheet: sheet !== null,
      answered: header.previousSha256,
      ...counts,
      ...back,
      changesBack,
      batches,
      notices,
    };
    step.record({ kind: 'parcel.answerRead', subjectNoun: 'parcel', subjectId: header.parcelId, payload });
    if (!parcelReadBefore(step.db, sha256))
      logParcel(step.db, {
        sha256,
        way: 'read',
        kind: header.kind,
        otherDeviceId: null,
        count: lines.length,
        result: JSON.stringify(payload),
        happenedAt: step.clock.now(),
        doneBy: step.actor.userId,
      });
    if (isOfThisOpening && back.regainLeft === 0) noteRegained(step.db, step.clock.now());
    if (isOfThisOpening && changesBack.left === 0) noteChangesRegained(step.db, step.clock.now());
    return ok({ ...counts, ...back, changesBack, batches, notices });
  });
  if (!applied.ok) return applied;
  services.emit({
    kind: 'changed',
    nouns: ['candidacy', 'application', 'inbox', 'calendar', 'outbox', 'receipt', 'sync', 'case', 'batch'],
  });
  const changes = { ...applied.value.changes, waiting: countChanges(context.db).waiting };
  return ok({ ...applied.value, changes, waiting: countMessages(context.db).waiting });
}

/** How many batches the region has whole, with this answer; another desk's are left alone. */
function takeStandings(context: CommandContext, lines: readonly AnswerLine[]): number {
  const said = lines.flatMap((line) => (line.kind === 'batch' ? [{ body: line.body, signature: line.signature }] : []));
  return said.filter((signed) => takeBatchStanding(context, signed) === 'completed').length;
}

function noticesOf(lines: readonly AnswerLine[]): SignedNotice[] {
  return lines.flatMap((line) => (line.kind === 'notice' ? [{ body: line.body, signature: line.signature }] : []));
}

/** Photos of records from other counties, each under its hash: those that a notice of this parcel, or a parked one, names. */
function keepArrivingPhotos(db: DeskDb, lines: readonly AnswerLine[]): void {
  const wanted = new Set(awaitedPhotos(db));
  for (const { body } of noticesOf(lines)) {
    const notice = readNotice(body);
    const message = notice?.kind === 'arrival' ? messageOfArrival(notice) : null;
    if (message) wanted.add(message.photo.sha256);
  }
  for (const line of lines) {
    if (line.kind !== 'photo' || !wanted.has(line.sha256)) continue;
    const bytes = Buffer.from(line.jpeg, 'base64');
    if (createHash('sha256').update(bytes).digest('hex') === line.sha256)
      storePhoto(db, { sha256: line.sha256, bytes });
  }
}

function applyReceipts(taking: AnswerTaking, context: CommandContext, lines: readonly AnswerLine[]): Counts {
  const { db } = context;
  const { regionPublicKey } = readInstallation(db);
  const counts = { received: 0, joined: 0, refused: 0, known: 0, strange: 0, undecided: 0 };
  const changes = { received: 0, refused: 0, undecided: 0 };
  const answered = new Map<string, AnsweredBeside>();
  for (const line of lines) {
    if (line.kind === 'undecided' && findMessage(db, line.messageId)?.state === 'waiting') {
      noteAttempt(db, line.messageId, taking.undecidedWhy);
      counts.undecided += 1;
    }
    if (line.kind === 'undecided' && findChange(db, line.messageId)?.state === 'waiting') {
      noteChangeAttempt(db, line.messageId, taking.undecidedWhy);
      changes.undecided += 1;
    }
    if (line.kind !== 'receipt') continue;
    const { body, signature } = line;
    const messageId = readReceiptBody(body)?.messageId ?? '';
    const record = findMessage(db, messageId);
    const sent = record ?? findChange(db, messageId);
    const receipt = sent && taking.verify({ body, signature }, sent, regionPublicKey);
    const beside = sent ? null : findBeside(db, messageId);
    const said = beside && taking.verify({ body, signature }, beside, regionPublicKey);
    if (beside && said) {
      // kept by itself since the file was put back: its answer says that nothing more is to come of it
      answered.set(messageId, { ...beside, signed: { body, signature }, said });
      counts.known += 1;
      continue;
    }
    if (!receipt) {
      counts.strange += 1;
      continue;
    }
    const apply = record ? taking.apply : taking.applyChange;
    const applied = apply(context, { body, signature }, receipt);
    const outcome = receipt.outcome === 'stored' ? 'received' : receipt.outcome;
    if (!applied.ok || !applied.value.applied) counts.known += 1;
    else if (record) counts[outcome] += 1;
    else changes[outcome === 'refused' ? 'refused' : 'received'] += 1;
  }
  // the region says each again with every answer, and there may be thousands
  keepAnswered(context, [...answered.values()]);
  return { ...counts, changes };
}
