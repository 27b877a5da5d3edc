import { type Fault, invalid } from '#shared/contract/faults.ts';
import { decideEntry } from '#shared/domain/candidacy-acts.ts';
import { type CandidateData, candidateFields } from '#shared/domain/candidate-field.ts';
import { type Finding, openFindings } from '#shared/domain/finding.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { check } from '#shared/regulation/engine.ts';
import { assistedEntryRules } from '#shared/regulation/rule-sets.ts';
import { type CandidacyRow, heldCompletionOf } from '../../db/store/candidacy.ts';
import { candidateDataOf } from '../../db/store/candidacy-data.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { openDuplicateCases } from '../../db/store/case-file-open.ts';
import { judgeAct } from '../../db/store/decision.ts';
import { insertEntered, saveEntered } from '../../db/store/entered-candidate.ts';
import { classProblem, keepWhatIsNotMended, placeOfEntry, tidyEnteredData } from '../../db/store/entered-data.ts';
import { dataFacts } from '../../db/store/facts.ts';
import { editionToday, type FactsContext } from '../../db/store/facts-office.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';

/**
 * Assisted entry with the pupil present (clause 1.3.2): a new unlisted pupil (`candidacyId` null), or the mending of a
 * returned record. Both end as pre-registered and wait for the class teacher. Look-alikes open a case, never a refusal.
 */
export const enterPreRegistration: CommandHandler<'preRegistration.enter'> = {
  act: (input, _prepared, context) => {
    const data = tidyEnteredData(input.data);
    const place = placeOfEntry(context.db, data);
    if (!place.ok) return failed({ kind: 'invalid', problems: place.problems });
    const entry = { data, ...place.place };
    const written =
      input.candidacyId === null
        ? enterNew(context, entry)
        : mendReturned(context, entry, input.candidacyId, input.version);
    if (!written.ok) return written;
    const { row, findings } = written.value;
    openDuplicateCases(context, row);
    return ok({ candidacyId: row.id, findings: openFindings(findings) });
  },
  changes: ['candidacy', 'caseFile'],
};

type Entry = { readonly data: CandidateData; readonly schoolId: string; readonly classId: string | null };
type Written = Result<{ readonly row: CandidacyRow; readonly findings: readonly Finding[] }, Fault>;

function enterNew(context: CommandContext, entry: Entry): Written {
  const { db, clock } = context;
  const edition = editionToday(db, clock.today());
  const facts = { ...dataFacts(context, entry.data, null, 'enrolled'), ...entryFacts(entry) };
  const subject = { fullName: entry.data.fullName, edition: edition.id };
  const { findings, result } = decideEntry(subject, check(assistedEntryRules, facts, edition));
  if (!result.ok) return result;
  const problem = classProblem(entry.data, entry);
  if (problem) return failed(invalid(problem.field, problem.message));
  const repeated = sameEntryAgain(context, entry);
  if (repeated) return ok({ row: repeated, findings });
  const row = insertEntered(context, entry.data, {
    status: result.value.next,
    entryCategory: 'enrolled',
    schoolId: entry.schoolId,
    classId: entry.classId,
    flags: JSON.stringify(result.value.flags),
    regulationEdition: edition.id,
  });
  context.record({
    kind: 'candidacy.entered',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { data: entry.data, pupilPresent: true },
    findings,
  });
  return ok({ row, findings });
}

/**
 * A second press of the same key: the same clerk, everything the same, still untouched. Where anything differs it is an
 * entry of its own with an open case: what was typed is never dropped in silence.
 */
function sameEntryAgain({ db, actor }: FactsContext, { data, classId }: Entry): CandidacyRow | null {
  const ids = db
    .statement(
      `SELECT id FROM candidacy WHERE document_number = ? AND document_type = ? AND entered_by = ? AND origin = 'assisted'
         AND status = 'preRegistered' AND class_id IS ?`,
    )
    .pluck()
    .all(data.documentNumber, data.documentType, actor.userId, classId) as string[];
  const rows = ids.map((id) => reachCandidacy(db, actor, id)).flatMap((reached) => (reached.ok ? [reached.value] : []));
  return rows.find((row) => Object.keys(changedFields(candidateDataOf(db, row), data)).length === 0) ?? null;
}

function mendReturned(context: CommandContext, entered: Entry, id: string, version: number | null): Written {
  const { db, actor } = context;
  const reached = reachCandidacy(db, actor, id);
  if (!reached.ok) return reached;
  const row = reached.value;
  const stored = candidateDataOf(db, row);
  const entry = { ...entered, data: keepWhatIsNotMended(stored, entered.data) };
  const changes = changedFields(stored, entry.data);
  // a second press of the same key: mended by this clerk, nothing left to change
  const repeated =
    row.status === 'preRegistered' && row.enteredBy === actor.userId && Object.keys(changes).length === 0;
  if (row.version !== version) return repeated ? ok({ row, findings: [] }) : failed(staleFault(db, row.id));
  const { findings, result } = judgeAct('preRegistration.resubmit', context, row, {
    ...dataFacts(context, entry.data, row.id, 'enrolled'),
    ...entryFacts(entry),
    changedFields: candidateFields.filter((field) => field in changes),
  });
  if (!result.ok) return result;
  const problem = classProblem(entry.data, entry);
  if (problem) return failed(invalid(problem.field, problem.message));
  const saved = saveEntered(context, row, entry.data, {
    status: result.value.next,
    schoolId: entry.schoolId,
    classId: entry.classId,
    returnReason: null,
    approvedByTeacher: null,
    approvedByTeacherAt: null,
    approvalIsForeign: 0,
    // the pupil confirmed other data than these: shot and reading stay, the confirmation is asked for again
    heldCompletion: null,
    flags: JSON.stringify(result.value.flags),
  });
  context.record({
    kind: 'candidacy.mended',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { changes, pupilPresent: true, heldDropped: heldCompletionOf(row) },
    findings,
  });
  return ok({ row: saved, findings });
}

/** What an entry in person adds to the data: the pupil is there, school and class are the ones that were picked. */
function entryFacts({ schoolId, classId }: Entry) {
  return { pupilPresent: true, pupilSchoolId: schoolId, pupilClassId: classId } as const;
}

type Changes = Record<string, { readonly from: unknown; readonly to: unknown }>;

function changedFields(before: CandidateData, after: CandidateData): Changes {
  return Object.fromEntries(
    candidateFields
      // names of school and class follow their codes
      .filter((field) => field !== 'schoolName' && field !== 'className')
      .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
      .map((field) => [field, { from: before[field], to: after[field] }]),
  );
}
