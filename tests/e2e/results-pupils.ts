import { ownSchools } from '../../scripts/demo-data/county.ts';
import { nameKey } from '../../shared/lib/names.ts';
import type { DeskDb } from '../../src-main/db/open.ts';
import { classOne } from './screen-people.ts';

/** A pupil of the demo county under a name that the test gives. */
export type NamedPupil = { readonly id: string; readonly fullName: string; readonly number: string };

export const sitting = { id: '2026-autumn', label: '2026 年秋季考次' } as const;

/** The first pupil of the first class in this state, under another name. */
export function namedPupil(db: DeskDb, status: string, fullName: string): NamedPupil {
  const found = db
    .statement(
      `SELECT c.id, c.enrolment_no AS number FROM candidacy c JOIN school s ON s.id = c.school_id JOIN school_class k ON k.id = c.class_id
       WHERE s.code = ? AND c.enrolment_no IS NOT NULL AND c.status = ? ORDER BY s.name || ' ' || k.name = ? DESC, c.seat_no, c.id LIMIT 1`,
    )
    .get(ownSchools[0]?.code, status, classOne) as Omit<NamedPupil, 'fullName'> | undefined;
  if (!found) throw new Error(`nobody is ${status}`);
  db.statement('UPDATE candidacy SET full_name = ?, name_key = ? WHERE id = ?').run(
    fullName,
    nameKey(fullName),
    found.id,
  );
  return { ...found, fullName };
}

/** The same, in effect for twenty days, and gone from the list of enrolments: who leaves the region. */
export function leavingPupil(db: DeskDb, fullName: string): NamedPupil {
  const pupil = namedPupil(db, 'awaitingCapture', fullName);
  const at = new Date(Date.now() - 20 * 86_400_000).toISOString();
  db.statement(
    `UPDATE candidacy SET status = 'inEffect', candidacy_no = enrolment_no, revision = 1, completed_at = ? WHERE id = ?`,
  ).run(at, pupil.id);
  db.statement('DELETE FROM enrolment_record WHERE enrolment_no = ?').run(pupil.number);
  return pupil;
}

/** Entry for the sitting is open today. */
export function openEntry(db: DeskDb): void {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  db.statement(
    `UPDATE exam_window SET opens_at = ?, closes_at = ?, cohort_year = NULL, sitting = ? WHERE kind = 'examEntry'`,
  ).run(day(-1), day(9), sitting.id);
}
