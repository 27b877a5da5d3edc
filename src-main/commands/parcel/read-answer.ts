import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { ParcelFault } from '../../../parcel/fault.ts';
import { parcelFaultSentence } from '../../../parcel/fault.ts';
import { openParcel, parcelFaultOf, proveParcel } from '../../../parcel/open.ts';
import { decodePieces } from '../../../parcel/pieces.ts';
import { bytesSource } from '../../../parcel/source.ts';
import { type Fault, invalid } from '../../../shared/contract/faults.ts';
import type { Output } from '../../../shared/contract/index.ts';
import { failed, ok, type Result } from '../../../shared/lib/result.ts';
import { type AnswerLine, answerLine, type ParcelHeader } from '../../../shared/wire/parcel.ts';
import { readReceiptBody } from '../../../shared/wire/receipt.ts';
import { readNotice, type SignedNotice } from '../../../shared/wire/region-notice.ts';
import { parseWireJson } from '../../../shared/wire/signed-text.ts';
import type { DeskDb } from '../../db/open.ts';
import { takeBatchStanding } from '../../db/store/batch-standing.ts';
import { awaitedPhotos, messageOfArrival } from '../../db/store/brought-message.ts';
import { storePhoto } from '../../db/store/capture.ts';
import { countChanges, findChange, noteChangeAttempt } from '../../db/store/change-message.ts';
import { noteRegained } from '../../db/store/incarnation.ts';
import { readInstallation } from '../../db/store/office.ts';
import { findOfficeDesk } from '../../db/store/office-desk.ts';
import { countMessages, findMessage, noteAttempt } from '../../db/store/outbox.ts';
import { officeIdentities } from '../../db/store/parcel-keys.ts';
import { logParcel, parcelReadBefore } from '../../db/store/parcel-log.ts';
import type { CommandContext, LongHandler } from '../../platform/act.ts';
import type { AnswerTaking } from './answer-taking.ts';
import { nothingBack, takeLostBack } from './take-lost-back.ts';

/**
 * Answers hold receipts (20,000 lines at most), notices with the photos of records from other counties (16 MB; what is more comes in a
 * further answer), and what this file has lost, at most 40 MB and a group more.
 */
const largestAnswer = 128 * 1024 * 1024;

type Answered = NonNullable<Output<'parcel.readAnswer'>>;
type Counts = Omit<Answered, 'waiting' | 'notices' | 'batches' | 'regained' | 'regainLeft' | 'changes'> & {
  readonly changes: Omit<Answered['changes'], 'waiting'>;
};

/**
 * Reads the region's answer from the stick. The whole file is proven before it is opened, opened whole before anything
 * is used, and used in one transaction; before that what this file has lost, each in one of its own, so that it may end
 * anywhere and be read again. Each receipt is verified again by itself, as one that came over the network.
 */
export function readAnswer(taking: AnswerTaking): LongHandler<'parcel.readAnswer'> {
  return async (_input, context, services) => {
    const path = await services.files.open('读自治区的回执包', ['kaoji-parcel']);
    if (path === null) return ok(null);
    const bytes = await readBytes(path);
    if (!bytes.ok) return bytes;
    const opened = await openAnswer(context.db, bytes.value);
    if (!opened.ok) return failed(invalid('', parcelFaultSentence[opened.fault]));
    const { header, sha256, lines, photos } = opened.value;
    const { deviceId, incarnation } = readInstallation(context.db);
    const isOwn = header.deviceId === deviceId;
    // an answer to a parcel of before the file was put back says nothing of what is missing now
    const isOfThisOpening = isOwn && header.incarnation === incarnation;
    const back = isOwn ? await takeLostBack(taking.lost, context, lines, photos) : nothingBack;
    const applied = context.transact((step) => {
      // receipts first: an acceptance builds on them
      const counts = applyReceipts(taking, step, lines);
      keepArrivingPhotos(step.db, lines);
      const { applied: used, parked, refused, known } = taking.notices.take(step, noticesOf(lines));
      const batches = takeStandings(step, lines);
      const notices = { applied: used + taking.notices.settle(step), parked, refused, known };
      const payload = { sha256, answered: header.previousSha256, ...counts, ...back, batches, notices };
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
      return ok({ ...counts, ...back, batches, notices });
    });
    if (!applied.ok) return applied;
    services.emit({
      kind: 'changed',
      nouns: ['candidacy', 'application', 'inbox', 'calendar', 'outbox', 'receipt', 'sync', 'case', 'batch'],
    });
    const changes = { ...applied.value.changes, waiting: countChanges(context.db).waiting };
    return ok({ ...applied.value, changes, waiting: countMessages(context.db).waiting });
  };
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

async function readBytes(path: string): Promise<Result<Uint8Array, Fault>> {
  try {
    const { size } = await stat(path);
    return size > largestAnswer ? failed(invalid('', parcelFaultSentence.notAParcel)) : ok(await readFile(path));
  } catch {
    return failed(invalid('', '打不开这个文件。确认 U 盘还插着、文件没有被别的程序占用，再选一次。'));
  }
}

type OpenedAnswer = {
  readonly header: ParcelHeader;
  readonly sha256: string;
  readonly lines: readonly AnswerLine[];
  /** by their hash */
  readonly photos: ReadonlyMap<string, Uint8Array>;
};

async function openAnswer(db: DeskDb, bytes: Uint8Array): Promise<Result<OpenedAnswer, ParcelFault>> {
  const own = readInstallation(db);
  const source = bytesSource(bytes);
  const proven = await proveParcel(source, (header) => {
    if (header.kind !== 'answer') return 'wrongKind';
    if (header.signer !== own.regionPublicKey) return 'unknownSigner';
    if (header.officeId !== own.officeId) return 'wrongOffice';
    // another desk's answer: its notices are the office's, its receipts stay unused here
    const isOfOffice = header.deviceId === own.deviceId || findOfficeDesk(db, header.deviceId) !== null;
    return isOfOffice ? null : 'wrongDesk';
  });
  if (!proven.ok) return proven;
  const { header, sha256 } = proven.value;
  const lines: AnswerLine[] = [];
  const photos = new Map<string, Uint8Array>();
  try {
    for await (const piece of decodePieces(openParcel(source, proven.value, officeIdentities(db)))) {
      if (piece?.[0] === 0) {
        const photo = piece.subarray(1);
        photos.set(createHash('sha256').update(photo).digest('hex'), photo);
        continue;
      }
      const line = answerLine.safeParse(piece && parseWireJson(piece.toString('utf8')));
      if (!line.success || lines.length >= header.count) return failed('content');
      lines.push(line.data);
    }
  } catch (error) {
    const fault = parcelFaultOf(error);
    if (fault) return failed(fault);
    throw error;
  }
  return lines.length === header.count ? ok({ header, sha256, lines, photos }) : failed('content');
}

function applyReceipts(taking: AnswerTaking, context: CommandContext, lines: readonly AnswerLine[]): Counts {
  const { db } = context;
  const { regionPublicKey } = readInstallation(db);
  const counts = { received: 0, joined: 0, refused: 0, known: 0, strange: 0, undecided: 0 };
  const changes = { received: 0, refused: 0, undecided: 0 };
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
  return { ...counts, changes };
}
