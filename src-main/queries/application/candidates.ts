import type { CandidateField } from '#shared/domain/candidate-field.ts';
import { isWithinScope } from '#shared/domain/role.ts';
import { ok } from '#shared/lib/result.ts';
import { findCandidacy } from '../../db/store/candidacy.ts';
import { candidateDataOf } from '../../db/store/candidacy-data.ts';
import { fieldLines } from '../../db/store/candidacy-fields.ts';
import { searchPeople } from '../../db/store/candidacy-search.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** Most people that the search looks through for those within a school's scope, and most that are shown. */
const LOOKED_AT = 200;
const SHOWN = 12;

const correctable: readonly CandidateField[] = [
  'fullName',
  'ethnicity',
  'documentType',
  'documentNumber',
  'sex',
  'birthDate',
];

/** People of the account's scope, with the present values that a correction can change. */
export const applicationCandidates: QueryHandler<'application.candidates'> = ({ text }, { db, actor }) => {
  const rows = searchPeople(db, text, LOOKED_AT).flatMap((hit) => {
    const row = findCandidacy(db, hit.candidacyId);
    return row && isWithinScope(actor, row) ? [{ hit, row }] : [];
  });
  return ok(
    rows.slice(0, SHOWN).map(({ hit, row }) => ({
      candidacyId: row.id,
      fullName: row.fullName,
      schoolName: hit.schoolName,
      className: hit.className,
      documentLastFour: hit.documentLastFour,
      status: hit.status,
      isPrivate: hit.isPrivate,
      current: fieldLines(candidateDataOf(db, row))
        .filter(({ field }) => correctable.includes(field))
        .map(({ field, label, value }) => ({ field, label, value })),
    })),
  );
};
