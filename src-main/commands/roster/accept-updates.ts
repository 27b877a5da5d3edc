import type { CandidateData } from '#shared/domain/candidate-field.ts';
import {
  type CandidacyPatch,
  type CandidacyRow,
  findCandidacy,
  heldCompletionOf,
  saveCandidacy,
} from '../../db/store/candidacy.ts';
import { candidateDataOf, replaceResumeAndFamily } from '../../db/store/candidacy-data.ts';
import { completeWhatWaited } from '../../db/store/decision-held.ts';
import type { ImportBatch } from '../../db/store/import-batch.ts';
import { recordNumber } from '../../db/store/number-history.ts';
import { type JudgedRow, readJudged } from '../../db/store/roster-row.ts';
import type { HashedPupil } from '../../documents/roster-jobs.ts';
import type { CommandContext } from '../../platform/act.ts';
import { classKey } from './accept-classes.ts';
import { type ImportJob, importStep, takeTurn } from './import-job.ts';
import { presentFields } from './judge-batch.ts';
import { changedFields, isOtherClass, matchHolder, ownSchoolOf, type PresentFields } from './match-holder.ts';

const updatesPerStep = 50;

/**
 * Brings changed rows to the records they are about, one event each. A record that moved on since the preview is left as
 * it is. Broken off in between, the rows already done are unchanged rows of the next attempt. Returns how many changed.
 */
export async function applyUpdates(
  job: ImportJob,
  batch: ImportBatch,
  classIds: ReadonlyMap<string, string>,
): Promise<number> {
  const present = presentFields(batch.mapping);
  let done = 0;
  for (let after = 0; ; ) {
    const rows = readJudged<HashedPupil>(job.context.db, batch.id, 'updated', after, updatesPerStep);
    const last = rows.at(-1);
    if (!last) return done;
    after = last.row;
    done += importStep(job, (context) => rows.filter((row) => applyOne(context, batch, row, present, classIds)).length);
    await takeTurn();
  }
}

function applyOne(
  context: CommandContext,
  batch: ImportBatch,
  row: JudgedRow<HashedPupil>,
  present: PresentFields,
  classIds: ReadonlyMap<string, string>,
): boolean {
  const { db, actor, clock, ids, record: recordEvent } = context;
  const pupil = row.record;
  const holder = row.targetId === null ? null : findCandidacy(db, row.targetId);
  if (!pupil || !holder || matchHolder(db, pupil, present, ownSchoolOf(context.actor)).kind !== 'updated') return false;
  const at = clock.now();
  const before = candidateDataOf(db, holder);
  const fields = changedFields(db, holder, pupil, present);
  const classId = pupil.classId ?? classIds.get(classKey(pupil)) ?? holder.classId;
  // the pupil confirmed other data than these at the desk: the shot stays, the confirmation is asked for again
  const heldDropped = fields.length > 0 || isOtherClass(holder, pupil) ? heldCompletionOf(holder) : null;
  const patch = { ...patchOf(holder, pupil, fields, classId), enteredBy: holder.enteredBy ?? actor.userId };
  const saved = saveCandidacy(db, holder, { ...patch, ...(heldDropped && { heldCompletion: null }) }, at);
  if (fields.includes('resume') || fields.includes('family')) {
    const resume = fields.includes('resume') ? pupil.data.resume : before.resume;
    const family = fields.includes('family') ? pupil.data.family : before.family;
    replaceResumeAndFamily(db, holder.id, resume, family);
  }
  if (fields.includes('enrolmentNo')) {
    const value = pupil.data.enrolmentNo;
    recordNumber(db, { id: ids.uuid(), candidacyId: holder.id, kind: 'enrolmentNo', value, because: 'changed', at });
  }
  recordEvent({
    kind: 'candidacy.updatedFromRoster',
    subjectNoun: 'candidacy',
    subjectId: holder.id,
    payload: {
      batchId: batch.id,
      row: row.row,
      changes: fields.map((field) => ({ field, before: before[field], after: pupil.data[field] })),
      place: { before: holder.classId, after: classId },
      approval: pupil.approval,
      heldDropped,
    },
  });
  // the teacher's approval came as a foreign act: it sets free what waited for it, as one given here does
  if (saved.status === 'awaitingCapture') completeWhatWaited(context, saved);
  return true;
}

/** A returned record goes back to the teacher; an approval that came along counts only for one that was never returned. */
function patchOf(
  holder: CandidacyRow,
  pupil: HashedPupil,
  fields: readonly string[],
  classId: string | null,
): CandidacyPatch {
  const {
    resume: _,
    family: __,
    schoolCode: ___,
    schoolName: ____,
    classCode: _____,
    className: ______,
    ...plain
  } = pupil.data;
  const changed = Object.fromEntries(Object.entries(plain).filter(([field]) => fields.includes(field))) as Partial<
    Omit<CandidateData, 'resume' | 'family'>
  >;
  const { nameKey, pinyinInitials, pinyinFull, approval } = pupil;
  const isApproved = approval !== null && holder.status === 'preRegistered';
  return {
    ...changed,
    ...(fields.includes('fullName') && { nameKey, pinyinInitials, pinyinFull }),
    classId,
    ...(pupil.seatNo !== null && { seatNo: pupil.seatNo }),
    sourceRowSha256: pupil.sha256,
    returnReason: null,
    status: isApproved ? 'awaitingCapture' : 'preRegistered',
    ...(isApproved && { approvedByTeacher: approval.by, approvedByTeacherAt: approval.at, approvalIsForeign: 1 }),
  };
}
