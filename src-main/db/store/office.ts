import type { DeskDb } from '../open.ts';
import type { EditionRow, InstallationRow } from '../schema/office.ts';

/** This desk and its office; throws only when asked before set-up (a bug). */
export function readInstallation(db: DeskDb): InstallationRow {
  const row = db
    .statement(
      `SELECT id, device_id AS deviceId, desk_name AS deskName, office_id AS officeId, office_name AS officeName,
       county_code AS countyCode, county_name AS countyName, exam_area_code AS examAreaCode, exam_area_name AS examAreaName,
       region_public_key AS regionPublicKey, device_private_key AS devicePrivateKey, device_public_key AS devicePublicKey,
       setup_file_sha256 AS setupFileSha256, is_demo AS isDemo, set_up_at AS setUpAt, incarnation
     FROM installation WHERE id = 1`,
    )
    .get() as InstallationRow | undefined;
  if (!row) throw new Error('no installation row');
  return row;
}

/** The edition of a kind in force on `today` (the latest `in_force_from` not after it), or null. */
function editionInForce(
  db: DeskDb,
  kind: 'regulation' | 'photoProfile' | 'calendar',
  today: string,
): EditionRow | null {
  const row = db
    .statement(
      `SELECT id, kind, label, in_force_from AS inForceFrom, content, signature, arrived_at AS arrivedAt, authority
       FROM edition WHERE kind = ? AND in_force_from <= ? ORDER BY in_force_from DESC, rowid DESC LIMIT 1`,
    )
    .get(kind, today) as EditionRow | undefined;
  return row ?? null;
}

/**
 * The edition of a kind to work by: the one in force on `today`; with a clock set back before the first one, the first
 * one, because the clock never stops work. Null before set-up.
 */
export function editionToWorkBy(
  db: DeskDb,
  kind: 'regulation' | 'photoProfile' | 'calendar',
  today: string,
): EditionRow | null {
  const inForce = editionInForce(db, kind, today);
  if (inForce) return inForce;
  const first = db.statement('SELECT id FROM edition WHERE kind = ? ORDER BY in_force_from, rowid LIMIT 1').pluck();
  return editionById(db, String(first.get(kind) ?? ''));
}

/** One edition by id: a record is judged by the edition in force when it began. */
export function editionById(db: DeskDb, id: string): EditionRow | null {
  const row = db
    .statement(
      'SELECT id, kind, label, in_force_from AS inForceFrom, content, signature, arrived_at AS arrivedAt, authority FROM edition WHERE id = ?',
    )
    .get(id) as EditionRow | undefined;
  return row ?? null;
}

/** A setting of this desk, e.g. 'receiverUrl'; null = never set. */
export function readSetting(db: DeskDb, name: string): string | null {
  return (
    (db.statement('SELECT value FROM desk_setting WHERE name = ?').pluck().get(name) as string | undefined) ?? null
  );
}

/** Sets or, with null, clears a setting of this desk. */
export function writeSetting(db: DeskDb, name: string, value: string | null, at: string, by: string | null): void {
  if (value === null) {
    db.statement('DELETE FROM desk_setting WHERE name = ?').run(name);
    return;
  }
  db.statement(
    `INSERT INTO desk_setting (name, value, changed_at, changed_by) VALUES (?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
  ).run(name, value, at, by);
}

export type SchoolView = {
  readonly schoolId: string;
  readonly code: string;
  readonly name: string;
  readonly classes: { classId: string; code: string; name: string; cohortYear: number }[];
};

/** The office's own schools with their classes; `schoolId` limits to one. */
export function listSchools(db: DeskDb, schoolId: string | null): SchoolView[] {
  const schools = db
    .statement(
      'SELECT id AS schoolId, code, name FROM school WHERE is_own = 1 AND (@schoolId IS NULL OR id = @schoolId) ORDER BY code',
    )
    .all({ schoolId }) as Omit<SchoolView, 'classes'>[];
  const classes = db.statement(
    'SELECT id AS classId, code, name, cohort_year AS cohortYear FROM school_class WHERE school_id = ? AND closed_at IS NULL ORDER BY cohort_year DESC, code',
  );
  return schools.map((school) => ({ ...school, classes: classes.all(school.schoolId) as SchoolView['classes'] }));
}

/** Name of the newest migration of this file: rows travel only between desks of the same schema. */
export function readSchemaName(db: DeskDb): string {
  return db.statement('SELECT max(name) FROM applied_migration').pluck().get() as string;
}
