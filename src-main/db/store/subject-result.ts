import type { ResultLine } from '#shared/domain/roster-result-row.ts';
import { type ExamSubject, inSubjectOrder } from '#shared/labels/exam-subject.ts';
import type { DeskDb } from '../open.ts';

/** A result of one candidate, as an import copies it. */
export type NewResult = {
  readonly id: string;
  readonly candidacyId: string;
  readonly row: number;
  readonly line: ResultLine;
};

const accepted = `(b.kind = 'subjectResults' AND b.state = 'accepted')`;
/** by the event of the acceptance: a clock may be set back */
const acceptedLast = `(SELECT max(e.seq) FROM event e WHERE e.subject_id = b.id AND e.kind = 'subjectResults.accepted')`;

/** True once results have come, by file or from the region: before that nobody knows who has passed what. */
export function resultsAreKnown(db: DeskDb): boolean {
  const found = db.statement(
    `SELECT 1 WHERE EXISTS (SELECT 1 FROM import_batch b WHERE ${accepted})
       OR EXISTS (SELECT 1 FROM inbox WHERE kind = 'subjectResults' AND state = 'applied')`,
  );
  return found.get() !== undefined;
}

/** True once any result of a sitting has come, by file or from the region. */
export function resultsOfSittingAreKnown(db: DeskDb, sitting: string): boolean {
  const found = db.statement(
    `SELECT 1 FROM subject_result r LEFT JOIN import_batch b ON b.id = r.import_batch_id
     WHERE r.sitting = ? AND (r.notice_id IS NOT NULL OR ${accepted}) LIMIT 1`,
  );
  return found.get(sitting) !== undefined;
}

type Current = { readonly subject: string; readonly sitting: string; readonly outcome: 'pass' | 'fail' };

/** The results of a candidate that count: of each sitting and subject the one accepted, or arrived, last. */
export function resultsOf(db: DeskDb, candidacyId: string): Current[] {
  const rows = db
    .statement(
      `SELECT r.subject, r.sitting, r.outcome FROM subject_result r LEFT JOIN import_batch b ON b.id = r.import_batch_id
       WHERE r.candidacy_id = ? AND (r.notice_id IS NOT NULL OR ${accepted})
       ORDER BY coalesce(r.event_seq, ${acceptedLast}), r.source_row`,
    )
    .all(candidacyId) as Current[];
  return [...new Map(rows.map((row) => [`${row.sitting} ${row.subject}`, row])).values()];
}

/** Subjects that a candidate has passed in any sitting. */
export function passedSubjects(db: DeskDb, candidacyId: string): ExamSubject[] {
  return inSubjectOrder(resultsOf(db, candidacyId).flatMap((one) => (one.outcome === 'pass' ? [one.subject] : [])));
}

/** Candidates who have this candidacy number now, or had it once. */
export function holdersOfCandidacyNo(
  db: DeskDb,
  candidacyNo: string,
): { readonly id: string; readonly fullName: string; readonly nameKey: string }[] {
  return db
    .statement(
      `SELECT c.id, c.full_name AS fullName, c.name_key AS nameKey FROM candidacy c
       WHERE c.status NOT IN ('staged', 'joined', 'withdrawn', 'void') AND c.id IN (
         SELECT id FROM candidacy INDEXED BY candidacy_no_current WHERE candidacy_no = @no
           AND status NOT IN ('staged', 'joined', 'withdrawn', 'void', 'closed')
         UNION SELECT candidacy_id FROM number_history WHERE kind = 'candidacyNo' AND value = @no)
       ORDER BY c.candidacy_no IS @no DESC, c.id LIMIT 5`,
    )
    .all({ no: candidacyNo }) as { id: string; fullName: string; nameKey: string }[];
}

/** Copies results of an import; they count once it is accepted. Call inside a transaction. */
export function insertResults(
  db: DeskDb,
  batch: { readonly id: string; readonly sha256: string },
  results: readonly NewResult[],
): void {
  const insert = db.statement(
    `INSERT INTO subject_result (id, candidacy_id, candidacy_no, sitting, subject, outcome, source_sha256, import_batch_id, source_row)
     VALUES (@id, @candidacyId, @candidacyNo, @sitting, @subject, @outcome, @sha256, @batchId, @row)`,
  );
  for (const { id, candidacyId, row, line } of results) {
    const { candidacyNo, sitting, subject, outcome } = line;
    insert.run({
      id,
      candidacyId,
      candidacyNo,
      sitting,
      subject,
      outcome,
      sha256: batch.sha256,
      batchId: batch.id,
      row,
    });
  }
}

/** Keeps results that the region's notice brought; they count at once, as `eventSeq` says. Call inside a transaction. */
export function insertArrivedResults(
  db: DeskDb,
  arrived: {
    readonly noticeId: string;
    readonly eventSeq: number;
    readonly sourceSha256: string;
    readonly candidacyId: string;
    readonly candidacyNo: string;
    readonly results: readonly Pick<ResultLine, 'sitting' | 'subject' | 'outcome'>[];
  },
  newId: () => string,
): void {
  const { noticeId, eventSeq, sourceSha256, candidacyId, candidacyNo, results } = arrived;
  const insert = db.statement(
    `INSERT INTO subject_result (id, candidacy_id, candidacy_no, sitting, subject, outcome, source_sha256, notice_id, source_row, event_seq)
     VALUES (@id, @candidacyId, @candidacyNo, @sitting, @subject, @outcome, @sourceSha256, @noticeId, @row, @eventSeq)`,
  );
  const common = { candidacyId, candidacyNo, sourceSha256, noticeId, eventSeq };
  for (const [row, { sitting, subject, outcome }] of results.entries())
    insert.run({ ...common, id: newId(), sitting, subject, outcome, row });
}

/** Takes back up to `limit` results of an import that was not accepted. Returns how many went. */
export function removeResults(db: DeskDb, batchId: string, limit: number): number {
  return db
    .statement(
      'DELETE FROM subject_result WHERE id IN (SELECT id FROM subject_result WHERE import_batch_id = ? LIMIT ?)',
    )
    .run(batchId, limit).changes;
}
