import type { DeskDb } from '../open.ts';

export type ToldChange = 'classChange' | 'mobileChange';

/**
 * Marks the change of an event as one the region has still to hear of. The messages of this program carry whole records
 * up to the release and nothing after it; until one for single changes exists, the mark keeps them together in one place.
 */
export function markToTell(db: DeskDb, eventSeq: number, candidacyId: string, kind: ToldChange): void {
  db.statement('INSERT INTO change_to_tell (event_seq, candidacy_id, kind) VALUES (?, ?, ?)').run(
    eventSeq,
    candidacyId,
    kind,
  );
}

/** True if the region has not heard of the last change of this kind on the record. */
export function isToTell(db: DeskDb, candidacyId: string, kind: ToldChange): boolean {
  const last = db
    .statement('SELECT told_by FROM change_to_tell WHERE candidacy_id = ? AND kind = ? ORDER BY event_seq DESC LIMIT 1')
    .get(candidacyId, kind) as { told_by: string | null } | undefined;
  return last !== undefined && last.told_by === null;
}
