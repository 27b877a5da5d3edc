import type { PupilLine } from '#shared/wire/desk-parcel.ts';
import type { CommandContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import { type CandidacyRow, findCandidacy } from './candidacy.ts';
import { openConflict } from './case-file-conflict.ts';
import { candidacyNoHolders } from './facts.ts';

/** The living record of the same person: exact document type, number and cohort. */
export function samePerson(
  db: DeskDb,
  { candidacy: { documentType, documentNumber, cohortYear } }: PupilLine,
): CandidacyRow | null {
  const found = db
    .statement(
      `SELECT id FROM candidacy WHERE document_type = ? AND document_number = ? AND cohort_year IS ?
         AND status NOT IN ('staged', 'joined', 'withdrawn', 'void') ORDER BY created_at, id LIMIT 1`,
    )
    .pluck()
    .get(documentType, documentNumber, cohortYear) as string | undefined;
  return found === undefined ? null : findCandidacy(db, found);
}

/**
 * The bundle's record as a row of this desk; a candidacy number that somebody else here holds stays behind, with a case. It
 * is reviewed here, also where the other desk had done so: this desk releases only what it has seen reviewed.
 */
export function arrivedRow(context: CommandContext, line: PupilLine): CandidacyRow {
  const brought = line.candidacy as unknown as CandidacyRow;
  const status = brought.status === 'reviewed' ? 'completed' : brought.status;
  const row = { ...brought, status, reviewedBy: null, releasedBy: null, updatedAt: context.clock.now() };
  if (row.candidacyNo === null) return row;
  const [holder] = candidacyNoHolders(context.db, row.candidacyNo, row.id);
  if (!holder) return row;
  if (samePerson(context.db, line)?.id === holder.candidacyId) return { ...row, candidacyNo: null };
  const sentence = `${row.fullName}带来的考籍号已在${holder.fullName}名下，没有采用。核对是谁的号`;
  const about = `${row.id} ${row.candidacyNo}`;
  openConflict(context, { kind: 'deskConflict', about, sentence, candidacyIds: [holder.candidacyId] });
  return { ...row, candidacyNo: null };
}
