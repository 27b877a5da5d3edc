import type { Fault } from '#shared/contract/faults.ts';
import type { Output } from '#shared/contract/index.ts';
import { type ActSubject, type Decision, handedOverFinding, openCaseFinding } from '#shared/domain/act-decision.ts';
import {
  decideRelease,
  decideResubmission,
  decideRetake,
  decideReview,
  decideReviewReturn,
  decideTeacherApproval,
  decideTeacherReturn,
} from '#shared/domain/candidacy-acts.ts';
import type { CandidacyAct, CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import { closingFindings, type Finding } from '#shared/domain/finding.ts';
import { check, type Rule } from '#shared/regulation/engine.ts';
import { explain } from '#shared/regulation/explain.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import {
  batchRules,
  mendingRules,
  releaseRules,
  retakeRules,
  reviewRules,
  teacherApprovalRules,
  teacherReturnRules,
} from '#shared/regulation/rule-sets.ts';
import type { DeskDb } from '../open.ts';
import type { CandidacyRow } from './candidacy.ts';
import { openCasesAbout } from './case-file-decision.ts';
import { openFindingsOf } from './decision-findings.ts';
import { recordFacts } from './facts.ts';
import { editionOf, type FactsContext } from './facts-office.ts';
import { isHandedOver } from './parcel-log.ts';

export type OfferedAct = Output<'desk.open'>['acts'][number];

type Judging = {
  readonly rules: readonly Rule[];
  readonly decide: (subject: ActSubject, findings: readonly Finding[]) => Decision;
};

/** Rules and decision of each act on a stored record; the desk's completion has a file of its own. */
const judging = {
  'preRegistration.approve': { rules: teacherApprovalRules, decide: decideTeacherApproval },
  'preRegistration.return': { rules: teacherReturnRules, decide: decideTeacherReturn },
  'preRegistration.resubmit': { rules: mendingRules, decide: decideResubmission },
  'review.approve': { rules: reviewRules, decide: decideReview },
  'review.return': { rules: [], decide: decideReviewReturn },
  'release.perform': { rules: releaseRules, decide: decideRelease },
  'photo.orderRetake': { rules: retakeRules, decide: decideRetake },
  // the state decides as for the release itself
  'batch.prepare': { rules: batchRules, decide: decideRelease },
} as const satisfies Partial<Record<CandidacyAct | 'batch.prepare', Judging>>;
export type JudgedAct = keyof typeof judging;
/** A record that was handed over to another desk is reviewed and released there. */
const doneWhereItWent: readonly JudgedAct[] = ['review.approve', 'batch.prepare', 'release.perform'];
/** What leaves the house cannot be called back: nothing leaves while people still have to decide about it. */
const waitsForCases: readonly JudgedAct[] = ['batch.prepare', 'release.perform'];

/**
 * Judges an act on a stored record by the edition the record began under. Offered acts and the acts themselves are judged
 * here and nowhere else. `facts` replaces what is stored where the act brings something new.
 */
export function judgeAct(
  act: JudgedAct,
  context: FactsContext,
  row: CandidacyRow,
  facts: CandidacyFacts = recordFacts(context, row),
): Decision {
  const edition = editionOf(context, row);
  const { rules, decide }: Judging = judging[act];
  const subject = { ...subjectOf(row, edition.id), fullName: facts.fullName ?? row.fullName };
  const findings = check(rules, { ...facts, status: subject.status }, edition);
  return decide(subject, [...houseFindings(act, context.db, row, subject), ...findings]);
}

function houseFindings(act: JudgedAct, db: DeskDb, row: CandidacyRow, subject: ActSubject): Finding[] {
  const isElsewhere = doneWhereItWent.includes(act) && isHandedOver(db, { id: row.id, version: row.version });
  const cases = waitsForCases.includes(act) ? openCasesAbout(db, row.id) : 0;
  return [
    ...(isElsewhere ? [handedOverFinding(subject)] : []),
    ...(cases > 0 ? [openCaseFinding(subject, cases)] : []),
  ];
}

/** The record as a decision sees it. */
export function subjectOf(
  row: Pick<CandidacyRow, 'status' | 'entryCategory' | 'fullName'>,
  edition: string,
): ActSubject {
  const isPrivate = row.entryCategory === 'private';
  return { status: row.status as CandidacyStatus, isPrivate, fullName: row.fullName, edition };
}

/** An act as a screen offers it: open, or closed with every reason. */
export function offer(act: string, { result }: Decision): OfferedAct {
  return { act, open: result.ok, why: result.ok ? [] : [...result.fault.findings] };
}

/** One sentence for a line of an act on many: the first reason, and how many more there are. */
function refusalSentence(actInWords: string, findings: readonly Finding[]): string {
  const [first, ...others] = closingFindings(findings);
  if (!first) return '';
  const more = others.length > 0 ? `（另有 ${others.length} 项）` : '';
  return `${explain(first, actInWords)}${more}`;
}

/** A fault in one sentence, for a line of an act on many. */
export function faultSentence(actInWords: string, fault: Fault): string {
  switch (fault.kind) {
    case 'refused':
      return refusalSentence(actInWords, fault.findings);
    case 'invalid':
      return fault.problems.map((problem) => problem.message).join('；');
    case 'stale':
    case 'forbidden':
    case 'locked':
    case 'broken':
      return fault.message;
  }
}

/** What did not pass in the last decision that was made with an event of this kind here, or came with it from another desk; or []. */
export function lastOpenFindings(db: DeskDb, candidacyId: string, eventKind: string): Finding[] {
  const row = db
    .statement(
      `SELECT d.findings FROM decision_record d JOIN event e ON e.seq = d.event_seq
       WHERE d.candidacy_id = ? AND e.kind IN (?, 'candidacy.broughtByDesk') ORDER BY d.event_seq DESC LIMIT 1`,
    )
    .get(candidacyId, eventKind) as { findings: string } | undefined;
  return row ? openFindingsOf(row.findings) : [];
}

/** What the rules found when the record was last completed, one sentence each: the short form for lists. */
export function completionSentences(db: DeskDb, candidacyId: string): string[] {
  const content = db
    .statement(
      `SELECT p.content FROM event e JOIN event_payload p ON p.event_seq = e.seq
       WHERE e.subject_id = ? AND (e.kind = 'candidacy.completed'
         OR (e.kind = 'candidacy.broughtByDesk' AND p.content ->> '$.sentences' IS NOT NULL)) ORDER BY e.seq DESC LIMIT 1`,
    )
    .pluck()
    .get(candidacyId) as string | null | undefined;
  return content ? ((JSON.parse(content) as { sentences?: string[] }).sentences ?? []) : [];
}
