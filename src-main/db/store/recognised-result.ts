import type { RecognitionState } from '#shared/domain/foreign-result.ts';
import type { StepKind } from '#shared/domain/procedure-step.ts';
import { type ExamSubject, inSubjectOrder } from '#shared/labels/exam-subject.ts';
import type { DeskDb } from '../open.ts';
import {
  type RecognisedResultRow,
  type RecognitionWithdrawalRow,
  recognisedResult,
  recognitionWithdrawal,
} from '../schema/certificate.ts';

/** Writes what the region certified; call inside a transaction, once per application. */
export function insertRecognised(db: DeskDb, rows: readonly RecognisedResultRow[]): void {
  for (const row of rows) db.orm.insert(recognisedResult).values(row).run();
}

/** Notes that the region took a certification back: its results stay as they are and count no longer. */
export function insertRecognitionWithdrawal(db: DeskDb, row: RecognitionWithdrawalRow): void {
  db.orm.insert(recognitionWithdrawal).values(row).run();
}

/** The notice that took an application's certification back; null = it stands, or none was given. */
export function withdrawalOf(db: DeskDb, applicationId: string): { readonly decisionId: string } | null {
  const row = db
    .statement('SELECT decision_id AS decisionId FROM recognition_withdrawal WHERE application_id = ?')
    .get(applicationId) as { decisionId: string } | undefined;
  return row ?? null;
}

const stands = 'application_id NOT IN (SELECT application_id FROM recognition_withdrawal)';

/** Results taken over from another province that count, in the order of the certificate. */
export function recognisedResultsOf(db: DeskDb, candidacyId: string): RecognisedResultRow[] {
  return db
    .statement(
      `SELECT id, candidacy_id AS candidacyId, application_id AS applicationId, position, subject, outcome,
         foreign_name AS foreignName, as_certified AS asCertified, mapped_by AS mappedBy, province, issuer,
         certified_at AS certifiedAt
       FROM recognised_result WHERE candidacy_id = ? AND ${stands} ORDER BY certified_at, application_id, position`,
    )
    .all(candidacyId) as RecognisedResultRow[];
}

/** Subjects that count as passed by another province's certificate; a certified fail may be retaken (4.2c, 4.2d). */
export function recognisedSubjects(db: DeskDb, candidacyId: string): ExamSubject[] {
  return inSubjectOrder(
    recognisedResultsOf(db, candidacyId).flatMap((one) => (one.outcome === 'pass' ? [one.subject] : [])),
  );
}

/** How far the latest recognition of a candidate is; null = none was handed in, or it was withdrawn. */
export function recognitionOf(db: DeskDb, candidacyId: string): RecognitionState | null {
  const row = db
    .statement(
      `SELECT id, state, step, steps FROM application WHERE candidacy_id = ? AND kind = 'recognitionOfResults'
         AND state NOT IN ('draft', 'withdrawn') ORDER BY started_at DESC, rowid DESC LIMIT 1`,
    )
    .get(candidacyId) as { id: string; state: string; step: number; steps: string } | undefined;
  if (!row) return null;
  if (row.state === 'carriedOut' && withdrawalOf(db, row.id)) return { certified: false, registered: true };
  if (row.state === 'carriedOut') return { certified: true, registered: true };
  if (row.state === 'rejected') return { certified: false, registered: false };
  const certifying = (JSON.parse(row.steps) as StepKind[]).indexOf('regionDecide');
  return { certified: row.state === 'atStep' && row.step > certifying ? true : null, registered: false };
}
