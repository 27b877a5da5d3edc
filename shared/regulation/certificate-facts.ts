import type { ExamSubject } from '../labels/exam-subject.ts';

/** Two sources that say different things about one subject in one sitting. */
export type ResultConflict = { readonly subject: ExamSubject; readonly sitting: string };

/** What the rules ask about a certificate of results (3.2); merged into CandidacyFacts. */
export type CertificateFacts = {
  /** subjects with a result of the qualifying exam; left out while no results have come at all */
  readonly subjectsWithResults?: readonly ExamSubject[];
  readonly resultConflicts?: readonly ResultConflict[];
  /** a certificate that is issued and not withdrawn; null = there is none */
  readonly standingCertificate?: { readonly number: string } | null;
};
