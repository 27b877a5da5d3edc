import type { Output } from '../../../shared/contract/index.ts';
import type { DeskDb } from '../open.ts';
import { type DeskCheckRow, deskCheck } from '../schema/photo-gate.ts';

/** Keeps the day's check of the camera. */
export function insertDeskCheck(db: DeskDb, row: DeskCheckRow): void {
  db.orm.insert(deskCheck).values(row).run();
}

/** The last check of this desk, whatever the clock said; null = never checked. */
export function lastDeskCheck(db: DeskDb): Output<'camera.settings'>['lastCheck'] {
  const row = db
    .statement(
      `SELECT d.checked_at AS at, d.device, u.display_name AS "by" FROM desk_check d
       JOIN user_account u ON u.id = d.checked_by ORDER BY d.rowid DESC LIMIT 1`,
    )
    .get() as NonNullable<Output<'camera.settings'>['lastCheck']> | undefined;
  return row ?? null;
}
