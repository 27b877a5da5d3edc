import { type CandidateData, type CandidateField, candidateFields } from '#shared/domain/candidate-field.ts';
import { type CandidacyRow, findCandidacy } from '../../db/store/candidacy.ts';
import { candidateDataOf } from '../../db/store/candidacy-data.ts';
import { insertEntered } from '../../db/store/entered-candidate.ts';
import { editionToday, type FactsContext } from '../../db/store/facts-office.ts';
import type { CommandContext } from '../../platform/act.ts';

/** A second press of the same key: the same clerk, everything the same, the record still untouched. */
export function samePrivateEntry({ db, actor }: FactsContext, data: CandidateData): CandidacyRow | null {
  const ids = db
    .statement(
      `SELECT id FROM candidacy WHERE document_number = ? AND document_type = ? AND entered_by = ?
         AND entry_category = 'private' AND status = 'preRegistered'`,
    )
    .pluck()
    .all(data.documentNumber, data.documentType, actor.userId) as string[];
  const rows = ids.flatMap((id) => findCandidacy(db, id) ?? []);
  return rows.find((row) => changedFields(candidateDataOf(db, row), data).length === 0) ?? null;
}

/** Fields in which two states of a record differ. */
export function changedFields(before: CandidateData, after: CandidateData): CandidateField[] {
  return candidateFields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}

/** The record of a private candidate: without a school, waiting for its application (1.1.1c). */
export function enterPrivate(context: CommandContext, data: CandidateData): CandidacyRow {
  const { db, clock } = context;
  const row = insertEntered(context, data, {
    status: 'preRegistered',
    entryCategory: 'private',
    schoolId: null,
    classId: null,
    regulationEdition: editionToday(db, clock.today()).id,
  });
  context.record({
    kind: 'candidacy.entered',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { data, entryCategory: 'private' },
  });
  return row;
}
