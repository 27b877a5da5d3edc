import { type ExamSubject, examSubjectLabel, examSubjects } from '#shared/labels/exam-subject.ts';
import type { CertificateFacts } from '#shared/regulation/certificate-facts.ts';
import type { DeskDb } from '../open.ts';
import { standingCertificate } from './certificate.ts';
import { recognisedResultsOf } from './recognised-result.ts';
import { recognisedSource, resultConflicts, sittingLabel } from './result-source.ts';
import { resultsAreKnown, resultsOf } from './subject-result.ts';

/** One subject as a certificate has it. `source` says in Chinese where the result comes from. */
export type CertifiedSubject = {
  readonly subject: ExamSubject;
  readonly label: string;
  readonly outcome: 'pass' | 'fail';
  readonly source: string;
};

type Counted = { readonly subject: string; readonly outcome: 'pass' | 'fail'; readonly source: string };

/** The results of a candidate, one per subject: the first pass, else the last fail. Qualifying exam only: no other is kept. */
export function certifiedSubjects(db: DeskDb, candidacyId: string): CertifiedSubject[] {
  const counted: Counted[] = [
    ...recognisedResultsOf(db, candidacyId).map(({ subject, outcome, province }) => ({
      subject,
      outcome: outcome as 'pass' | 'fail',
      source: recognisedSource(province),
    })),
    ...resultsOf(db, candidacyId).map(({ subject, outcome, sitting }) => ({
      subject,
      outcome,
      source: sittingLabel(db, sitting),
    })),
  ];
  return examSubjects.flatMap((subject) => {
    const own = counted.filter((one) => one.subject === subject);
    const best = own.find((one) => one.outcome === 'pass') ?? own.at(-1);
    return best ? [{ subject, label: examSubjectLabel(subject), outcome: best.outcome, source: best.source }] : [];
  });
}

/** What the rules ask about a certificate. Without the region's own results nobody knows whether the list is whole. */
export function certificateFacts(db: DeskDb, candidacyId: string): CertificateFacts {
  return {
    ...(resultsAreKnown(db) && {
      subjectsWithResults: certifiedSubjects(db, candidacyId).map((one) => one.subject),
    }),
    resultConflicts: resultConflicts(db, candidacyId),
    standingCertificate: standingCertificate(db, candidacyId),
  };
}
