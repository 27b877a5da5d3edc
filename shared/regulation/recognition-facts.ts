import type { ForeignCertificate, ForeignLine, RecognitionState } from '../domain/foreign-result.ts';
import type { StepKind } from '../domain/procedure-step.ts';
import type { ExamSubject } from '../labels/exam-subject.ts';

/** What the rules ask about results from another province (4); merged into CandidacyFacts. */
export type RecognitionFacts = {
  /** the steps that the application goes through, as it began */
  readonly chain?: readonly StepKind[];
  readonly foreignCertificate?: ForeignCertificate;
  readonly foreignLines?: readonly ForeignLine[];
  /** the candidate's latest recognition; null = none, or it was withdrawn or returned to nobody */
  readonly recognition?: RecognitionState | null;
  /** subjects that the region has certified as passed elsewhere: always known, they come from this office's own case */
  readonly recognisedSubjects?: readonly ExamSubject[];
};
