import type { CandidateField, FieldClass } from '../domain/candidate-field.ts';
import type { ClauseId } from './clauses.ts';

/** How a field may change once the registration is in effect; `clause` is 'silent' where the default is the desk's own. */
export type FieldRegime = { readonly fieldClass: FieldClass; readonly clause: ClauseId | 'silent' };

/**
 * Every field of clause 1.2.1 with its class (DESIGN §5). Before *in effect* the county may correct any of them; what holds
 * afterwards is judged by rules/frozen-fields.ts from this table.
 */
export const fieldRegimes = {
  fullName: { fieldClass: 'byApplication', clause: '2.3a' },
  sex: { fieldClass: 'followsDocument', clause: '2.3a' },
  ethnicity: { fieldClass: 'byApplication', clause: '2.3a' },
  politicalStatus: { fieldClass: 'silent', clause: 'silent' },
  pupilCategory: { fieldClass: 'silent', clause: 'silent' },
  documentType: { fieldClass: 'byApplication', clause: '2.3a' },
  documentNumber: { fieldClass: 'byApplication', clause: '2.3a' },
  birthDate: { fieldClass: 'followsDocument', clause: '2.3a' },
  householdPlace: { fieldClass: 'silent', clause: 'silent' },
  householdAuthority: { fieldClass: 'silent', clause: 'silent' },
  mobile: { fieldClass: 'self', clause: '2.5' },
  address: { fieldClass: 'silent', clause: 'silent' },
  postCode: { fieldClass: 'silent', clause: 'silent' },
  foreignLanguage: { fieldClass: 'silent', clause: 'silent' },
  resume: { fieldClass: 'frozen', clause: '2.2' },
  family: { fieldClass: 'frozen', clause: '2.2' },
  enrolmentNo: { fieldClass: 'silent', clause: 'silent' },
  // a change of school is a transfer, never an edit
  schoolCode: { fieldClass: 'byApplication', clause: '3.1c' },
  schoolName: { fieldClass: 'byApplication', clause: '3.1c' },
  classCode: { fieldClass: 'school', clause: '2.4' },
  className: { fieldClass: 'school', clause: '2.4' },
  cohortYear: { fieldClass: 'silent', clause: 'silent' },
} as const satisfies Record<CandidateField, FieldRegime>;

/** The class of a field, with its clause. */
export function fieldRegime(field: CandidateField): FieldRegime {
  return fieldRegimes[field];
}

/** The fields of a list that stand under a clause in one of the given classes. */
export function fieldsUnder(
  fields: readonly CandidateField[],
  clause: FieldRegime['clause'],
  classes: readonly FieldClass[],
): CandidateField[] {
  return fields.filter((field) => {
    const regime = fieldRegime(field);
    return regime.clause === clause && classes.includes(regime.fieldClass);
  });
}
