import { decideJoin, isAtTheDesk } from '#shared/domain/candidacy-acts.ts';
import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import { candidacyStatusLabel } from '#shared/labels/status.ts';
import type { PupilLine } from '#shared/wire/desk-parcel.ts';
import type { CommandContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import { arrivedRow, samePerson } from './arrived-row.ts';
import { type CandidacyRow, findCandidacy, saveCandidacy } from './candidacy.ts';
import { capturesOf } from './capture.ts';
import { openConflict } from './case-file-conflict.ts';
import { openDuplicateCases } from './case-file-open.ts';
import { subjectOf } from './decision.ts';
import { completeWhatWaited } from './decision-held.ts';
import { contentSha256, saveStand } from './desk-stand.ts';
import { takeLaterSlice } from './later-slice.ts';
import { keepFormerNumbers } from './number-history.ts';
import { completeFromBundle, insertBundle, insertDeskWork, pupilBundle } from './pupil-bundle.ts';

/** What became of a pupil that another desk of the office sent. */
export type PupilArrival = 'added' | 'completed' | 'changed' | 'joined' | 'twice' | 'differs' | 'known';

export type Arriving = {
  /** people, school and class are this desk's own already */
  readonly line: PupilLine;
  readonly deskName: string;
  readonly deviceId: string;
  /** out to a school, or back */
  readonly direction: 'toDesk' | 'toOffice';
  readonly sha256: string;
};

/**
 * Takes in one pupil of another desk. Nobody is counted twice (DESIGN §4): the same id, or the same document type, number and
 * cohort, is one person. Work that came for a record that waits here completes it; where both desks did the work, both
 * captures stay, what counts here goes on counting, and a case is open. What the other desk mended and completed again takes
 * the place of its earlier stand, until that is released.
 */
export function takePupilIn(context: CommandContext, arriving: Arriving): PupilArrival {
  const { db } = context;
  const { line, direction } = arriving;
  const own = findCandidacy(db, line.candidacy.id);
  if (own && direction === 'toDesk') return takeLaterSlice(context, arriving, own, () => arrivedRow(context, line));
  const became = takeIn(context, arriving, own);
  const { id, version } = line.candidacy;
  saveStand(db, {
    candidacyId: id,
    deviceId: arriving.deviceId,
    way: direction === 'toDesk' ? 'in' : 'back',
    version,
    ownVersion: findCandidacy(db, id)?.version ?? version,
    contentSha256: contentSha256(line),
    notedAt: context.clock.now(),
  });
  return became;
}

function takeIn(context: CommandContext, arriving: Arriving, own: CandidacyRow | null): PupilArrival {
  const { db } = context;
  const { line } = arriving;
  if (own) return meetOwn(context, arriving, own);
  const same = samePerson(db, line);
  if (same) return joinPerson(context, arriving, same);
  const row = arrivedRow(context, line);
  insertBundle(db, line, row);
  note(context, arriving, 'added');
  openDuplicateCases(context, row);
  return 'added';
}

/** The record was sent out from here, or has come before. */
function meetOwn(context: CommandContext, arriving: Arriving, own: CandidacyRow): PupilArrival {
  const { db } = context;
  const { line } = arriving;
  const here = new Set(capturesOf(db, own.id).map((one) => one.id));
  const fresh = line.captures.filter((one) => typeof one['id'] === 'string' && !here.has(one['id']));
  const isDoneAgain = wasDoneAgain(line, own);
  if ((fresh.length === 0 && !isDoneAgain) || !isWorkDone(line)) return 'known';
  if (waitsForWork(db, own) && wasChangedSince(context, arriving)) return putBeside(context, arriving, own);
  if (waitsForWork(db, own) || (isDoneAgain && isOlderStand(db, line, own))) {
    completeOwn(context, arriving, own);
    return 'completed';
  }
  insertDeskWork(db, line, true);
  note(context, arriving, 'twice');
  const about = fresh.length > 0 ? String(fresh[0]?.['id']) : `${own.id} ${String(line.candidacy['completedAt'])}`;
  tellTwice(context, arriving, own, [own.id], about);
  return 'twice';
}

/** Sent back and completed again at the other desk, perhaps with the photo that is here already. An older parcel is not. */
function wasDoneAgain({ candidacy }: PupilLine, own: CandidacyRow): boolean {
  const completedAt = candidacy['completedAt'] ?? null;
  if (completedAt === null) return false;
  // the same number, done at both desks after it was handed over
  const isOther = candidacy.revision === own.revision && own.completedAt !== null && completedAt !== own.completedAt;
  return candidacy.revision > own.revision || isOther;
}

/** True where this desk holds an earlier stand of that very work, and neither released it nor took a shot of its own. */
function isOlderStand(db: DeskDb, { candidacy, captures }: PupilLine, own: CandidacyRow): boolean {
  const status = own.status as CandidacyStatus;
  const isInside = status === 'completed' || status === 'reviewed' || (isAtTheDesk(status) && status !== 'returned');
  const theirs = new Set(captures.map((one) => one['id']));
  return isInside && candidacy.revision > own.revision && capturesOf(db, own.id).every((one) => theirs.has(one.id));
}

/** The desk's work of a record that waits here has come. What the teacher decided here meanwhile holds. */
function completeOwn(context: CommandContext, arriving: Arriving, own: CandidacyRow): void {
  const { db } = context;
  const { line } = arriving;
  const isHeld = line.candidacy['heldCompletion'] !== null;
  const { status, approvedByTeacher, approvedByTeacherAt, approvalIsForeign } = own;
  const row = {
    ...arrivedRow(context, line),
    createdAt: own.createdAt,
    importBatchId: own.importBatchId,
    version: own.version + 1,
    ...(isHeld && { status, approvedByTeacher, approvedByTeacherAt, approvalIsForeign }),
  };
  completeFromBundle(db, line, row);
  note(context, arriving, 'completed');
  if (isHeld && row.status === 'awaitingCapture') completeWhatWaited(context, row);
}

/** True where nothing of the desk's work has been done here, and the teacher has not returned it. */
function waitsForWork(db: DeskDb, row: CandidacyRow): boolean {
  const isOpen = isAtTheDesk(row.status as CandidacyStatus) && row.status !== 'returned';
  return isOpen && row.heldCompletion === null && capturesOf(db, row.id).length === 0;
}

/** True where the record was mended here after it went out, and what came was done on the text of before. */
function wasChangedSince({ db }: CommandContext, { line }: Arriving): boolean {
  const here = line.base === null ? null : pupilBundle(db, line.candidacy.id);
  const now = here && contentSha256(here);
  return now !== null && now !== line.base && now !== contentSha256(line);
}

/** The text of here stays, the pictures are put to it, and a person looks before it counts as done. */
function putBeside(context: CommandContext, arriving: Arriving, own: CandidacyRow): PupilArrival {
  const { db } = context;
  const { line, deskName } = arriving;
  const captures = line.captures.map((one) => (one['state'] === 'used' ? { ...one, state: 'draft' } : one));
  insertDeskWork(db, { ...line, captures }, false);
  note(context, arriving, 'differs');
  const sentence = `${own.fullName}带出去以后，本机改过登记内容，“${deskName}”按原来的内容办完了。本机的内容照旧，照片已放进来，还没有登记完成。核对内容，再按登记完成`;
  const about = `${own.id} ${String(line.candidacy['completedAt'])}`;
  openConflict(context, { kind: 'deskConflict', about, sentence, candidacyIds: [own.id] });
  return 'differs';
}

function isWorkDone({ candidacy, captures }: PupilLine): boolean {
  return (
    captures.length > 0 &&
    ((candidacy['completedAt'] ?? null) !== null || (candidacy['heldCompletion'] ?? null) !== null)
  );
}

function numberOf({ candidacy }: PupilLine): string | null {
  return (candidacy as unknown as CandidacyRow).candidacyNo;
}

/** The same person was met here under another id: the record with less work joins the other; both stay. */
function joinPerson(context: CommandContext, arriving: Arriving, same: CandidacyRow): PupilArrival {
  const { db, clock, ids, record } = context;
  const { line } = arriving;
  const row = arrivedRow(context, line);
  const join = decideJoin(subjectOf(same, same.regulationEdition));
  const comesAhead = waitsForWork(db, same) && join.result.ok && isWorkDone(line);
  const [kept, joined] = comesAhead ? [row.id, same.id] : [same.id, row.id];
  if (comesAhead && join.result.ok) saveCandidacy(db, same, { status: join.result.value.next }, clock.now());
  insertBundle(db, line, comesAhead ? { ...row, candidacyNo: numberOf(line) } : { ...row, status: 'joined' });
  note(context, arriving, 'joined');
  keepFormerNumbers(db, { fromId: joined, toId: kept, newId: () => ids.uuid(), at: clock.now() });
  record({
    kind: 'candidacy.joined',
    subjectNoun: 'candidacy',
    subjectId: joined,
    payload: { canonicalCandidacyId: kept, reason: '证件种类、号码和入学年份相同' },
  });
  if (line.captures.length > 0 && !comesAhead)
    tellTwice(context, arriving, same, [kept, joined], String(line.captures[0]?.['id']));
  return 'joined';
}

function tellTwice(
  context: CommandContext,
  { deskName }: Arriving,
  own: CandidacyRow,
  candidacyIds: readonly string[],
  about: string,
): void {
  const status = candidacyStatusLabel(own.status as CandidacyStatus, own.entryCategory === 'private');
  const sentence = `${own.fullName}在本机和“${deskName}”都办过，本机的现在是“${status}”，照旧用它；两边拍的照片都留着。核对用哪一次，要换的重拍`;
  openConflict(context, { kind: 'deskConflict', about, sentence, candidacyIds });
}

function note({ record }: CommandContext, { line, deskName, sha256 }: Arriving, outcome: PupilArrival): void {
  const { id, status, revision } = line.candidacy;
  const { history, decision } = line;
  // what the rules found there is what the reviewer here is shown, where that work counts here
  const counts = decision !== null && (outcome === 'added' || outcome === 'completed' || outcome === 'joined');
  const answered = counts && {
    sentences: decision.findings.map((finding) => finding.sentence),
    differenceIds: decision.differenceIds,
  };
  const payload = { deskName, parcel: sha256, outcome, status, revision, captures: line.captures.length, history };
  record({
    kind: 'candidacy.broughtByDesk',
    subjectNoun: 'candidacy',
    subjectId: id,
    payload: { ...payload, ...answered },
    ...(counts && { findings: decision.findings }),
  });
}
