import type { ExamSubject } from '#shared/labels/exam-subject.ts';
import { provinceName } from '#shared/labels/province.ts';
import type { ResultConflict } from '#shared/regulation/certificate-facts.ts';
import type { DeskDb } from '../open.ts';
import { recognisedResultsOf } from './recognised-result.ts';

/** One result with where it came from; `at` = when it began to count here. */
type SourcedResult = {
  readonly subject: ExamSubject;
  readonly sitting: string;
  readonly outcome: 'pass' | 'fail';
  readonly source: 'file' | 'region';
  /** name of the file; null where the region sent it */
  readonly fileName: string | null;
  readonly at: string;
};

/** The latest result of each sitting, subject and source, oldest first: file and region stand side by side. */
function resultsBySource(db: DeskDb, candidacyId: string): SourcedResult[] {
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

/** The sitting as the calendar calls it; one that no calendar knows any more, as the result has it. */
export function sittingLabel(db: DeskDb, sitting: string): string {
  const label = db
    .statement(`SELECT label FROM exam_window WHERE kind = 'sitting' AND sitting = ? ORDER BY rowid DESC LIMIT 1`)
    .pluck()
    .get(sitting) as string | undefined;
  return label ?? sitting;
}

/** Where a result of another province comes from, in Chinese. */
export function recognisedSource(province: string): string {
  return `${provinceName(province)}成绩，经自治区认证`;
}

/** A result as people see it: what it says, from where (Chinese), and when it began to count here. */
type ShownResult = Pick<SourcedResult, 'outcome' | 'at'> & {
  readonly subject: string;
  readonly source: string;
  /** file and region say different things of it */
  readonly isOpen: boolean;
};

/** Everything that is known of a candidate's results, oldest first; what file and region say stands side by side. */
export function shownResults(db: DeskDb, candidacyId: string): ShownResult[] {
  const conflicts = resultConflicts(db, candidacyId);
  const own = resultsBySource(db, candidacyId).map(({ subject, outcome, sitting, source, fileName, at }) => ({
    subject,
    outcome,
    source: `${sittingLabel(db, sitting)}，${source === 'region' ? '自治区下发' : `成绩文件“${fileName}”`}`,
    at,
    isOpen: conflicts.some((one) => one.subject === subject && one.sitting === sitting),
  }));
  const recognised = recognisedResultsOf(db, candidacyId).map(({ subject, outcome, province, certifiedAt }) => ({
    subject,
    outcome: outcome as SourcedResult['outcome'],
    source: recognisedSource(province),
    at: certifiedAt,
    isOpen: false,
  }));
  return [...own, ...recognised].sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
}
