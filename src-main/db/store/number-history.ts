import type { DeskDb } from '../open.ts';

export type NumberKind = 'candidacyNo' | 'enrolmentNo' | 'documentNumber';

/**
 * Makes `value` the current number of its kind and closes the one before. `because` says what the old one was:
 * `changed` = it was right until now (L became G), `enteredInError` = it never was the pupil's. The same value again,
 * or none, changes nothing. Old numbers stay findable for ever.
 */
export function recordNumber(
  db: DeskDb,
  entry: {
    readonly id: string;
    readonly candidacyId: string;
    readonly kind: NumberKind;
    readonly value: string | null;
    readonly because: 'changed' | 'enteredInError';
    readonly at: string;
  },
): void {
  if (entry.value === null || entry.value === '') return;
  const current = db
    .statement('SELECT id, value FROM number_history WHERE candidacy_id = ? AND kind = ? AND until IS NULL')
    .get(entry.candidacyId, entry.kind) as { id: string; value: string } | undefined;
  if (current?.value === entry.value) return;
  if (current) {
    const reason = entry.because === 'enteredInError' ? 'enteredInError' : null;
    db.statement('UPDATE number_history SET until = ?, reason = coalesce(?, reason) WHERE id = ?').run(
      entry.at,
      reason,
      current.id,
    );
  }
  db.statement(
    'INSERT INTO number_history (id, candidacy_id, kind, value, reason, since, until) VALUES (?, ?, ?, ?, ?, ?, NULL)',
  ).run(
    entry.id,
    entry.candidacyId,
    entry.kind,
    entry.value,
    current && entry.because === 'changed' ? 'changed' : 'assigned',
    entry.at,
  );
}

/** True if another living record holds this candidacy number now. */
export function candidacyNoIsTaken(db: DeskDb, candidacyNo: string, exceptId: string): boolean {
  return (
    db
      .statement(
        `SELECT 1 FROM candidacy WHERE candidacy_no = ? AND id <> ?
           AND status NOT IN ('staged', 'joined', 'withdrawn', 'void', 'closed')`,
      )
      .get(candidacyNo, exceptId) !== undefined
  );
}
