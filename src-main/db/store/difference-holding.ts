import type { CandidateData } from '#shared/domain/candidate-field.ts';
import type { DeskDb } from '../open.ts';
import type { CandidacyRow } from './candidacy.ts';
import { candidateDataOf } from './candidacy-data.ts';
import { type DeskDifferenceRow, differencesOf, lastDifferences } from './difference.ts';
import type { DocumentReading } from './draft.ts';
import { isComparedField, mayHold, readValue } from './facts-comparison.ts';

/**
 * The answers on card ≠ roster that still hold: the record has the value that was chosen, and the document was not read
 * again with another one. `data` is the record with the card's values where they were taken, `reading` what the clerk
 * has read of the document.
 */
export function differencesThatHold(
  db: DeskDb,
  candidacyId: string,
  data: CandidateData,
  reading: DocumentReading,
): DeskDifferenceRow[] {
  return [...lastDifferences(differencesOf(db, candidacyId)).values()].filter((row) => {
    if (!isComparedField(row.field) || !mayHold(row.field, row.settled)) return false;
    const read = readValue(data, reading, row.field);
    const chosen = row.settled === 'document' ? row.documentValue : row.rosterValue;
    return data[row.field] === chosen && (read === null || read === row.documentValue);
  });
}

/**
 * The answers a completed record went on with, as its last completion wrote them down; for an older one, or where the
 * payload was blanked, those that agree with the stored record.
 */
export function differencesOfCompletion(db: DeskDb, row: CandidacyRow): DeskDifferenceRow[] {
  const holding = differencesThatHold(db, row.id, candidateDataOf(db, row), {});
  const content = db
    .statement(
      `SELECT p.content FROM event e JOIN event_payload p ON p.event_seq = e.seq
       WHERE e.subject_id = ? AND (e.kind = 'candidacy.completed'
         OR (e.kind = 'candidacy.broughtByDesk' AND p.content ->> '$.differenceIds' IS NOT NULL)) ORDER BY e.seq DESC LIMIT 1`,
    )
    .pluck()
    .get(row.id) as string | null | undefined;
  const ids = content ? (JSON.parse(content) as { differenceIds?: string[] }).differenceIds : undefined;
  return ids === undefined ? holding : holding.filter((one) => ids.includes(one.id));
}
