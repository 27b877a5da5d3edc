import { candidateFieldLabel } from '../labels/field.ts';
import { type CandidateField, candidateFields } from './candidate-field.ts';

/** A roster may also bring the seat number and the class teacher's approval: who, when (a foreign act, DESIGN §5). */
const rosterExtras = ['seatNo', 'approval', 'approver', 'approvedOn'] as const;
/** What a list of results holds besides the name. */
const resultExtras = ['candidacyNo', 'sitting', 'subject', 'outcome'] as const;
type ExtraField = (typeof rosterExtras)[number] | (typeof resultExtras)[number];
export type RosterField = CandidateField | ExtraField;
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

/** Results of subjects as the region publishes them (1.3.5: a passed subject is not entered again). */
const subjectResultFields = ['candidacyNo', 'fullName', 'sitting', 'subject', 'outcome'] as const;

export const rosterKinds = ['roster', 'enrolmentList', 'subjectResults'] as const;
export type RosterKind = (typeof rosterKinds)[number];

const extraLabels = {
  seatNo: '座号',
  approval: '班主任审核',
  approver: '审核人',
  approvedOn: '审核日期',
  candidacyNo: '考籍号',
  sitting: '考次',
  subject: '科目',
  outcome: '结果',
} as const satisfies Record<ExtraField, string>;

function isExtra(field: RosterField): field is ExtraField {
  return field in extraLabels;
}

/** The field as people and templates name it. */
export function rosterFieldLabel(field: RosterField): string {
  return isExtra(field) ? extraLabels[field] : candidateFieldLabel(field);
}

/** Fields of a kind of file, in the order of the template. */
export function fieldsOfKind(kind: RosterKind): readonly RosterField[] {
  return { roster: rosterFields, enrolmentList: enrolmentListFields, subjectResults: subjectResultFields }[kind];
}

/**
 * Columns a file must have. One of a group is enough: a school may be given by code or by name. Sex, birth date and document
 * type are not among them because a citizen's ID number tells all three.
 */
export function requiredGroups(kind: RosterKind): readonly (readonly RosterField[])[] {
  if (kind === 'subjectResults') return subjectResultFields.map((field) => [field]);
  if (kind === 'enrolmentList') return [['enrolmentNo'], ['fullName'], ['schoolCode', 'schoolName']];
  return [['fullName'], ['documentNumber'], ['ethnicity'], ['schoolCode', 'schoolName'], ['classCode', 'className']];
}
