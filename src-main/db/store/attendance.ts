import type { DeskDb } from '../open.ts';

export type Absence = 'absent' | 'late';

/** The mark of today's session on a pupil, or null. A mark is no state of the record: the pupil stays in every count. */
export function absenceOf(db: DeskDb, candidacyId: string): Absence | null {
  const row = db.statement('SELECT kind FROM attendance_mark WHERE candidacy_id = ?').get(candidacyId) as
    | { kind: Absence }
    | undefined;
  return row?.kind ?? null;
}

/** Sets or, with null, takes back the mark. */
export function markAbsence(
  db: DeskDb,
  mark: { readonly candidacyId: string; readonly kind: Absence | null; readonly by: string; readonly at: string },
): void {
  if (mark.kind === null) {
    db.statement('DELETE FROM attendance_mark WHERE candidacy_id = ?').run(mark.candidacyId);
    return;
  }
  db.statement(
    `INSERT INTO attendance_mark (candidacy_id, kind, marked_by, marked_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (candidacy_id) DO UPDATE SET kind = excluded.kind, marked_by = excluded.marked_by, marked_at = excluded.marked_at`,
  ).run(mark.candidacyId, mark.kind, mark.by, mark.at);
}
