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

/** True if the record has or had this number. */
export function everHadNumber(db: DeskDb, candidacyId: string, kind: NumberKind, value: string): boolean {
  return (
    db
      .statement('SELECT 1 FROM number_history WHERE candidacy_id = ? AND kind = ? AND value = ? LIMIT 1')
      .get(candidacyId, kind, value) !== undefined
  );
}

/**
 * Copies the numbers of a record that joins another into the history of the one that is kept, as numbers that are no
 * longer current (`changed`), so that the person is found by each of them. Numbers it already knows are left out.
 */
export function keepFormerNumbers(
  db: DeskDb,
  join: { readonly fromId: string; readonly toId: string; readonly newId: () => string; readonly at: string },
): void {
  const unknown = db
    .statement(
      `SELECT kind, value, min(since) AS since FROM number_history h WHERE candidacy_id = @fromId AND NOT EXISTS
         (SELECT 1 FROM number_history k WHERE k.candidacy_id = @toId AND k.kind = h.kind AND k.value = h.value)
       GROUP BY kind, value ORDER BY kind, value`,
    )
    .all({ fromId: join.fromId, toId: join.toId }) as { kind: NumberKind; value: string; since: string }[];
  const add = db.statement(
    `INSERT INTO number_history (id, candidacy_id, kind, value, reason, since, until) VALUES (?, ?, ?, ?, 'changed', ?, ?)`,
  );
  for (const { kind, value, since } of unknown) add.run(join.newId(), join.toId, kind, value, since, join.at);
}
