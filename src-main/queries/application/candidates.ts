import type { Output } from '#shared/contract/index.ts';
import type { CandidateField } from '#shared/domain/candidate-field.ts';
import { type Actor, isWithinScope } from '#shared/domain/role.ts';
import { nameKey } from '#shared/lib/names.ts';
import { ok } from '#shared/lib/result.ts';
import { findCandidacy, isNumberOf } from '../../db/store/candidacy.ts';
import { candidateDataOf } from '../../db/store/candidacy-data.ts';
import { fieldLines } from '../../db/store/candidacy-fields.ts';
import { searchPeople } from '../../db/store/candidacy-search.ts';
import { codeTables } from '../../db/store/code-table.ts';
import type { QueryContext, QueryHandler } from '../../platform/act.ts';

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
export const applicationCandidates: QueryHandler<'application.candidates'> = ({ text, joining }, { db, actor }) => {
  const rows = searchPeople(db, text, LOOKED_AT).flatMap((hit) => {
    const row = findCandidacy(db, hit.candidacyId);
    return row && isWithinScope(actor, row) ? [{ hit, row }] : [];
  });
  const others = joining ? pupilsOfOthers(db, actor, text) : [];
  return ok([
    ...rows.slice(0, SHOWN).map(({ hit, row }) => ({
      candidacyId: row.id,
      fullName: row.fullName,
      schoolName: hit.schoolName,
      className: hit.className,
      documentLastFour: hit.documentLastFour,
      status: hit.status,
      isPrivate: hit.isPrivate,
      current: fieldLines(codeTables(db), candidateDataOf(db, row))
        .filter(({ field }) => correctable.includes(field))
        .map(({ field, label, value }) => ({ field, label, value })),
    })),
    ...others,
  ]);
};

/**
 * A pupil of another school, for the school that he or she joins (3.1c): found only by the full name and one full number
 * together, as they stand on the papers the pupil brings; told is no more than who it is.
 */
function pupilsOfOthers(db: QueryContext['db'], actor: Actor, text: string): Output<'application.candidates'> {
  const [, fullName = '', number = ''] = /^(.*\S)\s+(\S+)$/u.exec(text.trim()) ?? [];
  if (actor.role !== 'schoolAdministrator' || number === '') return [];
  return searchPeople(db, number, LOOKED_AT).flatMap((hit) => {
    const row = findCandidacy(db, hit.candidacyId);
    if (!row || isWithinScope(actor, row) || row.schoolId === null) return [];
    if (nameKey(fullName) !== row.nameKey || !isNumberOf(row, number)) return [];
    const { candidacyId, schoolName, documentLastFour, status, isPrivate } = hit;
    const who = { candidacyId, fullName: row.fullName, schoolName, documentLastFour, status, isPrivate };
    return [{ ...who, className: null, current: [] }];
  });
}
