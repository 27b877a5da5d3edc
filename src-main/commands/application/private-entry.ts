import { type CandidateData, type CandidateField, candidateFields } from '#shared/domain/candidate-field.ts';
import { type CandidacyRow, findCandidacy, insertCandidacy, saveCandidacy } from '../../db/store/candidacy.ts';
import { candidateDataOf, replaceResumeAndFamily } from '../../db/store/candidacy-data.ts';
import { columnsOf } from '../../db/store/candidacy-keys.ts';
import { editionToday, type FactsContext } from '../../db/store/facts-office.ts';
import { recordNumber } from '../../db/store/number-history.ts';
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
  const { db, actor, clock, ids } = context;
  const row = insertCandidacy(
    db,
    {
      ...columnsOf(data),
      id: ids.uuid(),
      status: 'preRegistered',
      entryCategory: 'private',
      origin: 'assisted',
      schoolId: null,
      classId: null,
      enteredBy: actor.userId,
      regulationEdition: editionToday(db, clock.today()).id,
    },
    clock.now(),
  );
  replaceResumeAndFamily(db, row.id, data.resume, data.family);
  keepNumbers(context, row);
  context.record({
    kind: 'candidacy.entered',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { data, entryCategory: 'private' },
  });
  return row;
}

/** What was typed is mended while the application is prepared; whoever mends it has entered it. */
export function mendPrivate(context: CommandContext, row: CandidacyRow, data: CandidateData): CandidacyRow {
  const { db, actor, clock } = context;
  const saved = saveCandidacy(db, row, { ...columnsOf(data), enteredBy: actor.userId }, clock.now());
  replaceResumeAndFamily(db, row.id, data.resume, data.family);
  keepNumbers(context, saved);
  return saved;
}

/** A number that is mended before completion was a slip of the pen: it stays findable, marked so. */
function keepNumbers({ db, clock, ids }: CommandContext, row: CandidacyRow): void {
  const entry = { candidacyId: row.id, because: 'enteredInError', at: clock.now() } as const;
  recordNumber(db, { ...entry, id: ids.uuid(), kind: 'documentNumber', value: row.documentNumber });
  recordNumber(db, { ...entry, id: ids.uuid(), kind: 'enrolmentNo', value: row.enrolmentNo });
}
