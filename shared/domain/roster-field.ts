import { candidateFieldLabel } from '../labels/field.ts';
import { type CandidateField, candidateFields } from './candidate-field.ts';

/** A roster may also bring the seat number and the class teacher's approval: who, when (a foreign act, DESIGN §5). */
const rosterExtras = ['seatNo', 'approval', 'approver', 'approvedOn'] as const;
export type RosterField = CandidateField | (typeof rosterExtras)[number];
export const rosterFields: readonly RosterField[] = [...candidateFields, ...rosterExtras];

/** What an enrolment list of the region holds (clause 1.1.1a is judged against it). */
const enrolmentListFields = [
  'enrolmentNo',
  'fullName',
  'documentNumber',
  'schoolCode',
  'schoolName',
  'cohortYear',
] as const;

export type RosterKind = 'roster' | 'enrolmentList';

const extraLabels = {
  seatNo: '座号',
  approval: '班主任审核',
  approver: '审核人',
  approvedOn: '审核日期',
} as const satisfies Record<(typeof rosterExtras)[number], string>;

function isExtra(field: RosterField): field is (typeof rosterExtras)[number] {
  return (rosterExtras as readonly string[]).includes(field);
}

/** The field as people and templates name it. */
export function rosterFieldLabel(field: RosterField): string {
  return isExtra(field) ? extraLabels[field] : candidateFieldLabel(field);
}

/** Fields of a kind of file, in the order of the template. */
export function fieldsOfKind(kind: RosterKind): readonly RosterField[] {
  return kind === 'roster' ? rosterFields : enrolmentListFields;
}

/**
 * Columns a file must have. One of a group is enough: a school may be given by code or by name. Sex, birth date and document
 * type are not among them because a citizen's ID number tells all three.
 */
export function requiredGroups(kind: RosterKind): readonly (readonly RosterField[])[] {
  if (kind === 'enrolmentList') return [['enrolmentNo'], ['fullName'], ['schoolCode', 'schoolName']];
  return [['fullName'], ['documentNumber'], ['ethnicity'], ['schoolCode', 'schoolName'], ['classCode', 'className']];
}
