import { COMPARISON_NOTICE } from '../../../shared/labels/face-comparison.ts';
import type { DeskDb } from '../open.ts';
import { readSetting, writeSetting } from './office.ts';

const setting = 'photo.comparisonNotice';

/** True while the present notice stands confirmed. A desk that confirmed an older text is off until it is read again. */
export function isComparisonOn(db: DeskDb): boolean {
  return readSetting(db, setting) === COMPARISON_NOTICE;
}

/** Switches the comparison on, with the notice that was confirmed, or off (null). `at` is a UTC instant. */
export function writeComparison(db: DeskDb, notice: string | null, at: string, by: string): void {
  writeSetting(db, setting, notice ?? 'off', at, by);
}

/** Who changed it last and when; null = nobody ever did. */
export function lastComparisonChange(db: DeskDb): { readonly at: string; readonly by: string } | null {
  const row = db
    .statement(
      `SELECT s.changed_at AS at, u.display_name AS "by" FROM desk_setting s
       JOIN user_account u ON u.id = s.changed_by WHERE s.name = ?`,
    )
    .get(setting) as { at: string; by: string } | undefined;
  return row ?? null;
}

/** True where this pupil said no. */
export function hasDeclined(db: DeskDb, candidacyId: string): boolean {
  return (
    db
      .statement("SELECT 1 FROM event WHERE subject_id = ? AND kind = 'photo.comparisonDeclined' LIMIT 1")
      .pluck()
      .get(candidacyId) !== undefined
  );
}
