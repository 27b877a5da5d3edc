import type { CandidateData } from '#shared/domain/candidate-field.ts';
import type { CommandContext } from '../../platform/act.ts';
import { type CandidacyRow, insertCandidacy, saveCandidacy } from './candidacy.ts';
import { replaceResumeAndFamily } from './candidacy-data.ts';
import { columnsOf } from './candidacy-keys.ts';
import { recordNumber } from './number-history.ts';

type Entering = Pick<CommandContext, 'db' | 'actor' | 'clock' | 'ids'>;
type Inserted = Parameters<typeof insertCandidacy>[1];
type Saved = Parameters<typeof saveCandidacy>[2];
type Own = ReturnType<typeof columnsOf>;

/** A record that was typed in at the desk, with résumé, family and numbers. Whoever typed it has entered it. */
export function insertEntered(
  context: Entering,
  data: CandidateData,
  columns: Omit<Inserted, keyof Own | 'id' | 'origin' | 'enteredBy'>,
): CandidacyRow {
  const { db, actor, clock, ids } = context;
  const own = { ...columnsOf(data), id: ids.uuid(), origin: 'assisted', enteredBy: actor.userId };
  const row = insertCandidacy(db, { ...own, ...columns }, clock.now());
  keepRest(context, row, data);
  return row;
}

/** The same for a record that is mended; whoever mends it has entered it. */
export function saveEntered(
  context: Entering,
  row: CandidacyRow,
  data: CandidateData,
  columns: Saved = {},
): CandidacyRow {
  const { db, actor, clock } = context;
  const saved = saveCandidacy(db, row, { ...columnsOf(data), enteredBy: actor.userId, ...columns }, clock.now());
  keepRest(context, saved, data);
  return saved;
}

/** A number that is mended before completion was a slip of the pen: it stays findable, marked so. */
function keepRest({ db, clock, ids }: Entering, row: CandidacyRow, data: CandidateData): void {
  replaceResumeAndFamily(db, row.id, data.resume, data.family);
  const entry = { candidacyId: row.id, because: 'enteredInError', at: clock.now() } as const;
  recordNumber(db, { ...entry, id: ids.uuid(), kind: 'documentNumber', value: row.documentNumber });
  recordNumber(db, { ...entry, id: ids.uuid(), kind: 'enrolmentNo', value: row.enrolmentNo });
}
