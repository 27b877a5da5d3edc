import type { DeskDb } from '../open.ts';
import { fileOfRow, type PhotoFileRow } from './photo-file.ts';
import { photoProfileFor } from './photo-profile.ts';

type Cuts = {
  readonly cohortYear: number | null;
  readonly edition: string | null;
  readonly count: number;
  readonly firstRow: number;
};

/**
 * Staged files of a folder that were cut by another profile than that of the pupil they are now proposed for: how many,
 * and the first of them. `today`: plain date at the desk.
 */
export function filesToRecut(
  db: DeskDb,
  folderId: string,
  today: string,
): { readonly count: number; readonly first: PhotoFileRow | null } {
  const cuts = db
    .statement(
      `SELECT c.cohort_year AS cohortYear, f.profile_edition AS edition, count(*) AS count, min(f.rowid) AS firstRow
       FROM photo_file f JOIN candidacy c ON c.id = f.candidacy_id
       WHERE f.folder_id = ? AND f.state = 'staged' GROUP BY 1, 2`,
    )
    .all(folderId) as Cuts[];
  const wrong = cuts.filter(({ cohortYear, edition }) => photoProfileFor(db, today, cohortYear)?.id !== edition);
  if (wrong.length === 0) return { count: 0, first: null };
  return {
    count: wrong.reduce((sum, { count }) => sum + count, 0),
    first: fileOfRow(db, Math.min(...wrong.map(({ firstRow }) => firstRow))),
  };
}
