import type { EnrolmentLine } from '#shared/domain/roster-enrolment-row.ts';
import type { DeskDb } from '../open.ts';
import { acceptedList, newestListFirst } from './facts-office.ts';

/** Adds lines of an enrolment list. They count only once their import is accepted (the reader joins on its state). */
export function insertEnrolment(
  db: DeskDb,
  batchId: string,
  lines: readonly { readonly id: string; readonly line: EnrolmentLine }[],
): void {
  const insert = db.statement(
    `INSERT INTO enrolment_record (id, enrolment_no, document_number, full_name, school_code, school_name, cohort_year,
       import_batch_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { id, line } of lines) {
    insert.run(
      id,
      line.enrolmentNo,
      line.documentNumber,
      line.fullName,
      line.schoolCode,
      line.schoolName,
      line.cohortYear,
      batchId,
    );
  }
}

/** Removes up to `limit` lines of one list. Returns how many went. */
export function removeEnrolment(db: DeskDb, batchId: string, limit: number): number {
  return db
    .statement(
      'DELETE FROM enrolment_record WHERE id IN (SELECT id FROM enrolment_record WHERE import_batch_id = ? LIMIT ?)',
    )
    .run(batchId, limit).changes;
}

/** Lists other than `batchId` that still have lines: older ones to be removed, or left over from a crash. */
export function otherEnrolmentLists(db: DeskDb, batchId: string): readonly string[] {
  return db
    .statement('SELECT DISTINCT import_batch_id FROM enrolment_record WHERE import_batch_id <> ?')
    .pluck()
    .all(batchId) as string[];
}

/** The list that was accepted last, or null: the only one that counts. */
export function currentEnrolmentList(db: DeskDb): { readonly batchId: string; readonly lines: number } | null {
  const row = db
    .statement(
      `SELECT b.id AS batchId, (SELECT count(*) FROM enrolment_record r WHERE r.import_batch_id = b.id) AS lines
       FROM import_batch b WHERE ${acceptedList} ORDER BY ${newestListFirst} LIMIT 1`,
    )
    .get() as { batchId: string; lines: number } | undefined;
  return row ?? null;
}
