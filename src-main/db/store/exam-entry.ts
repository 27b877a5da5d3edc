import type { EntryChoice, ExamEntryState } from '#shared/domain/exam-entry.ts';
import { inSubjectOrder } from '#shared/labels/exam-subject.ts';
import type { DeskDb } from '../open.ts';
import { type ExamEntryRow, examEntry } from '../schema/exam-entry.ts';

/** One version of an entry, with its subjects read. */
export type ExamEntry = Omit<ExamEntryRow, 'state' | 'subjects'> & EntryChoice & { readonly state: ExamEntryState };

const columns = `id, candidacy_id AS candidacyId, sitting, version, state, subjects, foreign_language AS foreignLanguage,
  reason, entered_by AS enteredBy, entered_at AS enteredAt`;

/** The entry that counts of one candidate for one sitting, or null. */
export function currentEntry(db: DeskDb, candidacyId: string, sitting: string): ExamEntry | null {
  const row = db
    .statement(`SELECT ${columns} FROM exam_entry WHERE candidacy_id = ? AND sitting = ? ORDER BY version DESC LIMIT 1`)
    .get(candidacyId, sitting) as ExamEntryRow | undefined;
  return row ? entryOf(row) : null;
}

/** The entries that count of several candidates, by candidacy. */
export function currentEntries(
  db: DeskDb,
  sitting: string,
  candidacyIds: readonly string[],
): ReadonlyMap<string, ExamEntry> {
  const rows = db
    .statement(
      `SELECT ${columns} FROM exam_entry e WHERE sitting = ? AND candidacy_id IN (SELECT value FROM json_each(?))
       AND version = (SELECT max(o.version) FROM exam_entry o WHERE o.candidacy_id = e.candidacy_id AND o.sitting = e.sitting)`,
    )
    .all(sitting, JSON.stringify(candidacyIds)) as ExamEntryRow[];
  return new Map(rows.map((row) => [row.candidacyId, entryOf(row)]));
}

/**
 * Adds the next version, behind those too that the region holds of before the file was put back: it takes each only once. Call
 * inside a transaction, with the version that was read in it.
 */
export function addEntry(
  db: DeskDb,
  entry: Omit<ExamEntry, 'version'> & { readonly after: number },
): { readonly version: number } {
  const { after, subjects, ...rest } = entry;
  const held = db
    .statement(
      `SELECT max(body ->> '$.version') FROM regained_change
       WHERE candidacy_id = ? AND kind = 'examEntry' AND body ->> '$.sitting' = ?`,
    )
    .pluck()
    .get(entry.candidacyId, entry.sitting);
  const version = Math.max(after, Number(held ?? 0)) + 1;
  db.orm
    .insert(examEntry)
    .values({ ...rest, version, subjects: JSON.stringify(subjects) })
    .run();
  return { version };
}

/** How often the slip of a candidate for a sitting has been made, as the event log tells. */
export function slipsPrinted(db: DeskDb, candidacyId: string, sitting: string): number {
  return db
    .statement(
      `SELECT count(*) FROM event e JOIN event_payload p ON p.event_seq = e.seq
       WHERE e.subject_id = ? AND e.kind = 'examEntrySlip.printed' AND json_extract(p.content, '$.sitting') = ?`,
    )
    .pluck()
    .get(candidacyId, sitting) as number;
}

function entryOf(row: ExamEntryRow): ExamEntry {
  return { ...row, state: row.state as ExamEntryState, subjects: inSubjectOrder(JSON.parse(row.subjects) as string[]) };
}
