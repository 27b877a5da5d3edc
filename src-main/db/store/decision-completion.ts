import type { Decision } from '#shared/domain/act-decision.ts';
import { type CompletionOutcome, decideCompletion, isAtTheDesk } from '#shared/domain/candidacy-acts.ts';
import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import type { CandidateData } from '#shared/domain/candidate-field.ts';
import { openFindings } from '#shared/domain/finding.ts';
import { check } from '#shared/regulation/engine.ts';
import type { CandidacyFacts, EntryCategory } from '#shared/regulation/facts.ts';
import { completionMayWaitFor, deskCompletionRules } from '#shared/regulation/rule-sets.ts';
import { deriveCandidacyNo } from '#shared/regulation/rules/candidacy-number.ts';
import type { CommandContext } from '../../platform/act.ts';
import { markAbsence } from './attendance.ts';
import { type CandidacyRow, type HeldCompletion, saveCandidacy } from './candidacy.ts';
import { columnsOf } from './candidacy-keys.ts';
import { findCapture, takeIntoUse } from './capture.ts';
import { subjectOf } from './decision.ts';
import { differencesThatHold } from './difference-holding.ts';
import { removeDrafts } from './draft.ts';
import { candidacyNoHolders, type DeskView, readDeskView } from './facts.ts';
import { comparedFields } from './facts-comparison.ts';
import type { FactsContext } from './facts-office.ts';
import { recordNumber } from './number-history.ts';

export type CompletionJudgement = Decision<CompletionOutcome> & {
  readonly view: DeskView;
  readonly candidacyNo: string | null;
};

/** True while the desk's work on a record is open: reading, shots, marks, completion. */
export function isOpenForDesk(row: Pick<CandidacyRow, 'status'>): boolean {
  return isAtTheDesk(row.status as CandidacyStatus);
}

/**
 * Judges `desk.complete` (clauses 1.1.2, 1.3.4) as the clerk `clerkId` would do it now, pupil confirming. The same
 * function serves the offered act, the act, and the held completion that the class teacher's approval sets free.
 * `captureId` is the shot to go on with, null = the one that counts now.
 */
export function judgeCompletion(
  context: FactsContext,
  row: CandidacyRow,
  clerkId: string,
  captureId: string | null,
): CompletionJudgement {
  const view = readDeskView(context, row, clerkId, captureId);
  const derived = deriveCandidacyNo(view.data.enrolmentNo, row.entryCategory as EntryCategory, view.edition);
  const candidacyNo = derived.kind === 'assigned' ? derived.number : null;
  const facts: CandidacyFacts = {
    ...view.facts,
    pupilConfirmed: true,
    actorId: clerkId,
    actorRole: 'clerk',
    actorSchoolId: null,
    actorClassIds: [],
    capturedBy: clerkId,
    candidacyNo,
    candidacyNoHolders: candidacyNo === null ? [] : candidacyNoHolders(context.db, candidacyNo, row.id),
  };
  const findings = check(deskCompletionRules, facts, view.edition);
  const subject = { ...subjectOf(row, view.edition.id), fullName: view.data.fullName };
  return { view, candidacyNo, ...decideCompletion(subject, findings, completionMayWaitFor) };
}

type CompletedOutcome = Extract<CompletionOutcome, { kind: 'completed' }>;
type DeskWork = Pick<HeldCompletion, 'captureId' | 'clerkId' | 'warnReason'>;

/**
 * Completes a candidacy at the desk: next revision, candidacy number (or pending), the card's values where the pupil
 * confirmed them, photo in use, numbers into the history, drafts and marks cleared, one event with the findings.
 */
export function completeCandidacy(
  context: CommandContext,
  row: CandidacyRow,
  judgement: CompletionJudgement,
  outcome: CompletedOutcome,
  work: DeskWork,
): CandidacyRow {
  const { db, clock, ids, record } = context;
  const { view, findings } = judgement;
  const at = clock.now();
  const revision = row.revision + 1;
  const candidacyNo = freeNumber(context, row, judgement.candidacyNo);
  const changes = changedValues(view.stored, view.data);
  const saved = saveCandidacy(
    db,
    row,
    {
      ...columnsOf(view.data),
      status: outcome.next,
      revision,
      candidacyNo,
      documentState: view.documentState,
      capturedBy: work.clerkId,
      reviewedBy: null,
      releasedBy: null,
      returnReason: null,
      heldCompletion: null,
      flags: JSON.stringify(outcome.flags),
      completedAt: at,
    },
    at,
  );
  takeIntoUse(db, row.id, work.captureId, revision);
  const entry = { candidacyId: row.id, at } as const;
  const { documentNumber, enrolmentNo } = view.data;
  recordNumber(db, {
    ...entry,
    id: ids.uuid(),
    kind: 'documentNumber',
    value: documentNumber,
    because: 'enteredInError',
  });
  recordNumber(db, { ...entry, id: ids.uuid(), kind: 'enrolmentNo', value: enrolmentNo, because: 'changed' });
  recordNumber(db, { ...entry, id: ids.uuid(), kind: 'candidacyNo', value: candidacyNo, because: 'changed' });
  removeDrafts(db, row.id);
  markAbsence(db, { candidacyId: row.id, kind: null, by: work.clerkId, at });
  record({
    kind: 'candidacy.completed',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: {
      revision,
      captureId: work.captureId,
      photoSha256: findCapture(db, work.captureId)?.derivedSha256 ?? null,
      clerkId: work.clerkId,
      candidacyNo,
      documentState: view.documentState,
      changes,
      // what the form, the reviewer and the region are told of card and roster
      differenceIds: differencesThatHold(db, row.id, view.data, view.draft?.reading ?? {}).map(({ id }) => id),
      reason: work.warnReason,
      // in short, for lists: the whole findings are in the decision record
      sentences: openFindings(findings).map((finding) => finding.sentence),
    },
    findings,
  });
  return saved;
}

/**
 * The number of clause 1.3.4, or the one the record has where none can be derived. A number that another record holds is
 * not given twice: it stays pending, flagged by its rule, for people to decide.
 */
function freeNumber({ db }: CommandContext, row: CandidacyRow, wanted: string | null): string | null {
  if (wanted === null) return row.candidacyNo;
  return candidacyNoHolders(db, wanted, row.id).length > 0 ? null : wanted;
}

function changedValues(before: CandidateData, after: CandidateData): Record<string, { from: unknown; to: unknown }> {
  const fields = comparedFields.filter((field) => before[field] !== after[field]);
  return Object.fromEntries(fields.map((field) => [field, { from: before[field], to: after[field] }]));
}
