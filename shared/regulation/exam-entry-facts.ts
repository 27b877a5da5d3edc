import type { ExamSubject } from '../labels/exam-subject.ts';

/** A result that has still to come. */
export type AwaitedResult = { readonly subject: ExamSubject; readonly sittingLabel: string };

/** What the rules of exam entry ask besides the candidacy itself; merged into CandidacyFacts. */
export type ExamEntryFacts = {
  /** the sitting as the calendar names it */
  readonly sittingLabel?: string;
  /** first exam day of the sitting (PlainDate in +08:00) */
  readonly sittingOn?: string;
  /** subjects examined in the sitting for this cohort */
  readonly sittingSubjects?: readonly ExamSubject[];
  /** subjects the candidate chooses, in the order of the list */
  readonly chosenSubjects?: readonly ExamSubject[];
  /** subjects passed in any sitting; left out while no results have been imported */
  readonly passedSubjects?: readonly ExamSubject[];
  /** subjects entered for a sitting that is over and of which no results are here at all, with the sitting's name */
  readonly awaitedResults?: readonly AwaitedResult[];
  /** language of the 外语 paper; null = not said */
  readonly entryLanguage?: string | null;
};
