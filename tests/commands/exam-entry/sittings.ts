import type { TestDesk } from '../../make-desk.ts';

export const sitting = '2026-autumn';

/** Windows of the test county's calendar: entry is open on 23 November, the exam is on 9 January. */
export function publishSitting(desk: TestDesk): void {
  const insert = desk.db().statement(
    `INSERT INTO exam_window (id, kind, label, cohort_year, sitting, opens_at, closes_at, edition_id)
       VALUES (?, ?, ?, NULL, ?, ?, ?, 'calendar-2026')`,
  );
  const label = '2026 年秋季考次';
  insert.run('w-entry', 'examEntry', label, sitting, '2026-11-20T01:00:00.000Z', '2026-11-30T14:00:00.000Z');
  insert.run('w-sitting', 'sitting', label, sitting, '2027-01-09T01:00:00.000Z', '2027-01-12T10:00:00.000Z');
}
