import type { ExamSubject } from '#shared/labels/exam-subject.ts';
import type { ResultConflict } from '#shared/regulation/certificate-facts.ts';
import type { DeskDb } from '../open.ts';

/** One result with where it came from; `at` = when it began to count here. */
export type SourcedResult = {
  readonly subject: ExamSubject;
  readonly sitting: string;
  readonly outcome: 'pass' | 'fail';
  readonly source: 'file' | 'region';
  /** name of the file; null where the region sent it */
  readonly fileName: string | null;
  readonly at: string;
};

/** The latest result of each sitting, subject and source, oldest first: file and region stand side by side. */
export function resultsBySource(db: DeskDb, candidacyId: string): SourcedResult[] {
  const rows = db
    .statement(
      `SELECT r.subject, r.sitting, r.outcome, CASE WHEN r.notice_id IS NULL THEN 'file' ELSE 'region' END AS source,
         b.file_name AS fileName, e.device_time AS at
       FROM subject_result r LEFT JOIN import_batch b ON b.id = r.import_batch_id
       JOIN event e ON e.seq = coalesce(r.event_seq,
         (SELECT max(seq) FROM event WHERE subject_id = b.id AND kind = 'subjectResults.accepted'))
       WHERE r.candidacy_id = ? AND (r.notice_id IS NOT NULL OR (b.kind = 'subjectResults' AND b.state = 'accepted'))
       ORDER BY e.seq, r.source_row`,
    )
    .all(candidacyId) as SourcedResult[];
  return [...new Map(rows.map((row) => [`${row.sitting} ${row.subject} ${row.source}`, row])).values()];
}

/** Subjects of a sitting where the file and the region's own list say different things. */
export function resultConflicts(db: DeskDb, candidacyId: string): ResultConflict[] {
  const all = resultsBySource(db, candidacyId);
  return all
    .filter(({ source }) => source === 'region')
    .filter((one) =>
      all.some(
        ({ source, subject, sitting, outcome }) =>
          source === 'file' && subject === one.subject && sitting === one.sitting && outcome !== one.outcome,
      ),
    )
    .map(({ subject, sitting }) => ({ subject, sitting }));
}
