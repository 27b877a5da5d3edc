import { subjectNames } from '#shared/labels/exam-subject.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import { findCandidacy } from './candidacy.ts';
import { openConflict } from './case-file-conflict.ts';
import { resultConflicts, sittingLabel } from './result-source.ts';

/** Candidates of an import of results whom the region has told results of too. */
export function candidatesOfResults(db: DeskDb, batchId: string): string[] {
  return db
    .statement(
      `SELECT DISTINCT candidacy_id FROM subject_result f WHERE import_batch_id = ? AND EXISTS (
         SELECT 1 FROM subject_result r WHERE r.candidacy_id = f.candidacy_id AND r.notice_id IS NOT NULL)
       ORDER BY candidacy_id`,
    )
    .pluck()
    .all(batchId) as string[];
}

/** Opens one case for what file and region say differently of a candidate now; the same difference again opens none. */
export function openResultConflict(context: RegionContext, candidacyId: string): void {
  const { db } = context;
  const conflicts = resultConflicts(db, candidacyId);
  const row = findCandidacy(db, candidacyId);
  if (!row || conflicts.length === 0) return;
  const what = conflicts.map(({ subject, sitting }) => `${sittingLabel(db, sitting)}${subjectNames([subject])}`);
  const sentence = `${row.fullName}的成绩，导入的文件和自治区下发的不一样：${what.join('、')}。向自治区核对；文件错的重新导入，自治区错的等它重新下发`;
  const about = `results ${candidacyId} ${conflicts.map(({ subject, sitting }) => `${sitting}/${subject}`).join(' ')}`;
  openConflict(context, { kind: 'regionConflict', about, sentence, candidacyIds: [candidacyId] });
}
