import type { Output } from '#shared/contract/index.ts';
import type { Decision } from '#shared/domain/act-decision.ts';
import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import { decideExamEntry, type EntryChoice, type ExamEntryOutcome } from '#shared/domain/exam-entry.ts';
import { closingFindings } from '#shared/domain/finding.ts';
import { gradeOf, semesterOf } from '#shared/domain/school-year.ts';
import {
  type ExamSubject,
  examSubjectLabel,
  examSubjects,
  foreignLanguageSubject,
  runOfSubject,
} from '#shared/labels/exam-subject.ts';
import { check } from '#shared/regulation/engine.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import { type Edition, parameter } from '#shared/regulation/parameters.ts';
import {
  entrantRules,
  examEntryRules,
  examEntryWithdrawalRules,
  subjectOfferRules,
} from '#shared/regulation/rule-sets.ts';
import { subjectsOfSitting } from '#shared/regulation/sitting-subjects.ts';
import type { CandidacyRow } from './candidacy.ts';
import { awaitedResults } from './exam-entry-awaited.ts';
import { entryWindows, findSitting, type Sitting } from './exam-sitting.ts';
import { recordFacts } from './facts.ts';
import { editionToday, type FactsContext } from './facts-office.ts';
import { recognisedSubjects } from './recognised-result.ts';
import { resultConflicts } from './result-source.ts';
import { passedSubjects, resultsAreKnown } from './subject-result.ts';

/** A candidate and a sitting with everything the rules of an entry ask but the choice itself. */
export type EntryCase = {
  readonly row: CandidacyRow;
  readonly sitting: Sitting;
  readonly facts: CandidacyFacts;
  /** in force today: an entry begins with its first choice and is judged anew with each */
  readonly edition: Edition;
};

/** Loads the facts of an entry; null where the calendar does not know the sitting. */
export function entryCase(context: FactsContext, row: CandidacyRow, sittingId: string): EntryCase | null {
  const { db, clock } = context;
  const sitting = findSitting(context, sittingId, row.cohortYear);
  if (!sitting) return null;
  const edition = editionToday(db, clock.today());
  const isForCohort = sitting.cohorts === null || row.cohortYear === null || sitting.cohorts.includes(row.cohortYear);
  const lines = parameter(edition, 'subjectsOfSittings', clock.today());
  const facts: CandidacyFacts = {
    ...recordFacts(context, row),
    examEntryWindows: entryWindows(context, sittingId).filter(
      (window) => window.cohortYear === null || row.cohortYear === null || window.cohortYear === row.cohortYear,
    ),
    sittingLabel: sitting.label,
    sittingOn: sitting.startsOn,
    sittingSubjects: isForCohort ? subjectsOfSitting(lines, sittingId, row.cohortYear) : [],
    recognisedSubjects: recognisedSubjects(db, row.id),
    resultConflicts: resultConflicts(db, row.id),
    awaitedResults: awaitedResults(context, row.id, sittingId),
    // before the first file of results nobody knows who has passed what
    ...(resultsAreKnown(db) && { passedSubjects: passedSubjects(db, row.id) }),
  };
  return { row, sitting, facts, edition };
}

/** True if the candidacy allows an entry at all. `edition` is the one in force today. */
export function mayEnter(
  candidate: { readonly status: CandidacyStatus; readonly fullName: string },
  edition: Edition,
  today: string,
): boolean {
  return closingFindings(check(entrantRules, { ...candidate, today }, edition)).length === 0;
}

/** Judges an entry with a choice. */
export function judgeEntry({ row, facts, edition }: EntryCase, choice: EntryChoice): Decision<ExamEntryOutcome> {
  const chosen = { chosenSubjects: choice.subjects, entryLanguage: choice.foreignLanguage };
  return decideExamEntry('examEntry.perform', row.fullName, check(examEntryRules, { ...facts, ...chosen }, edition));
}

/** Judges the withdrawal of an entry. */
export function judgeWithdrawal({ row, facts, edition }: EntryCase): Decision<ExamEntryOutcome> {
  return decideExamEntry('examEntry.withdraw', row.fullName, check(examEntryWithdrawalRules, facts, edition));
}

/** Each subject of the exam: open for this candidate, or closed with the reasons. */
export function subjectOffers({
  facts,
  edition,
}: EntryCase): Omit<Output<'examEntry.offer'>['subjects'][number], 'results'>[] {
  return examSubjects.map((code) => {
    const why = check(subjectOfferRules, { ...facts, chosenSubjects: [code] }, edition).filter(
      (finding) => finding.consequence === 'block' || finding.consequence === 'hold',
    );
    return { code, label: examSubjectLabel(code), run: runOfSubject(code), open: why.length === 0, why };
  });
}

/** Most subjects that the candidate may choose in this sitting; null = no limit is known. */
export function mostSubjects({ row, sitting, edition }: EntryCase): number | null {
  if (row.entryCategory === 'private' || row.cohortYear === null) return null;
  const isGradeTen = gradeOf(semesterOf(row.cohortYear, sitting.startsOn)) <= 10;
  return isGradeTen ? parameter(edition, 'mostSubjectsInGradeTen', sitting.startsOn) : null;
}

/** Codes of the languages that may be chosen: the permitted ones and, whatever it is, the registered one. */
export function entryLanguages({ row, edition }: EntryCase): readonly string[] {
  const permitted = parameter(edition, 'permittedForeignLanguages', edition.inForceFrom);
  return row.foreignLanguage === null || permitted.includes(row.foreignLanguage)
    ? permitted
    : [row.foreignLanguage, ...permitted];
}

/** The language of a choice, kept only where 外语 is among the subjects. */
export function keptLanguage(subjects: readonly ExamSubject[], language: string | null): string | null {
  return subjects.includes(foreignLanguageSubject) ? language : null;
}
