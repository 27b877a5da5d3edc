import type { CandidateData } from '../domain/candidate-field.ts';
import { inForceOnly } from '../domain/code-table.ts';
import { type Finding, openFindings } from '../domain/finding.ts';
import type { SheetRow } from '../domain/roster-cell.ts';
import { type RosterField, rosterFields } from '../domain/roster-field.ts';
import { type ColumnMap, createRowReader, keepsRowOut, type RosterProblem } from '../domain/roster-problem.ts';
import type { RosterReference } from '../domain/roster-reference.ts';
import { type PupilRecord, type ReadRow, readRosterRow } from '../domain/roster-row.ts';
import { checkDocumentNumber } from '../lib/document-number.ts';
import { checkName } from '../lib/names.ts';
import { check } from './engine.ts';
import { basisInWords } from './explain.ts';
import type { CandidacyFacts } from './facts.ts';
import type { Edition } from './parameters.ts';
import { rosterRowRules } from './rule-sets.ts';

/**
 * One row of a roster, read and judged by the edition in force: a cell that cannot be read and a value that a rule refuses
 * keep the row out, a warning stays with it. What a rule only flags is not the school's to mend today: it comes up again
 * at the desk. Every problem of the row is told at once, in the order of the columns. Pure.
 */
export function judgeRosterRow(
  sheetRow: SheetRow,
  columns: ColumnMap,
  reference: RosterReference,
  edition: Edition,
): ReadRow<PupilRecord> {
  const row = createRowReader(sheetRow, columns);
  const { record, says } = readRosterRow(row, reference);
  const findings = says ? check(rosterRowRules, factsOf(says, reference), edition) : [];
  for (const finding of openFindings(findings, ['block', 'hold', 'warn'])) {
    // what is unknown here is a cell whose problem is told, or a list that this file cannot be held against
    if (says === null || finding.verdict !== 'fail') continue;
    const field = finding.field === 'schoolCode' && row.text('schoolName') !== '' ? 'schoolName' : finding.field;
    const severity = finding.consequence === 'block' ? 'reject' : 'warn';
    row.note((field ?? 'fullName') as RosterField, severity, codeOf(finding, says), besideTheCell(finding));
  }
  const isOut = keepsRowOut(row.problems);
  return { row: row.row, record: isOut ? null : record, problems: inOrder(row.problems) };
}

/** A row comes from a school, and is held against the desk's own schools. Enrolment is known from its own list only. */
function factsOf(says: Partial<CandidateData>, { schools, today, codeTables }: RosterReference): CandidacyFacts {
  const school = schools.find(({ code }) => code === says.schoolCode);
  return {
    ...says,
    today,
    codeTables: inForceOnly(codeTables),
    entryCategory: 'enrolled',
    ownSchoolCodes: schools.filter(({ isOwn }) => isOwn).map(({ code }) => code),
    schoolArea: school ? { code: school.areaCode, name: school.areaName } : null,
  };
}

/** Codes of the report by rule; where one rule tells several faults apart, by the value. */
const codes: Readonly<Record<string, string | ((says: Partial<CandidateData>) => string | undefined)>> = {
  'identity.name': ({ fullName = '' }) => checkName(fullName)?.code,
  'identity.document-number': ({ documentType, documentNumber = '' }) =>
    documentNumber === '' ? 'documentMissing' : documentType && checkDocumentNumber(documentType, documentNumber)?.code,
  'identity.sex': ({ sex }) => (sex === '' ? 'sexMissing' : 'sex'),
  'identity.ethnicity': ({ ethnicity }) => (ethnicity === '' ? 'ethnicityMissing' : 'ethnicity'),
  'identity.birth-date': ({ birthDate }) => (birthDate === '' ? 'birthDateMissing' : 'birthDate'),
  'identity.sex-agrees': 'sexDiffers',
  'identity.birth-date-agrees': 'birthDiffers',
  'identity.usual-age': 'unusualAge',
  'enrolment.document-type-accepted': 'documentType',
  'enrolment.school-of-this-area': 'foreignSchool',
  'number.enrolment-no': 'enrolmentForm',
  'number.agrees-with-document': 'enrolmentDiffers',
  'candidate.political-status': 'politicalStatus',
  'candidate.party-member-age': 'partyMemberAge',
  'candidate.foreign-language': 'foreignLanguage',
  'candidate.mobile': 'mobile',
  'candidate.post-code': 'postCode',
  'scope.cohort': 'earlierCohort',
  'scope.cohort-has-begun': 'cohortYear',
  'private-candidate.not-by-roster': 'privateCandidate',
};

function codeOf({ ruleId }: Finding, says: Partial<CandidateData>): string {
  const code = codes[ruleId];
  return (typeof code === 'function' ? code(says) : code) ?? ruleId;
}

/** The finding as it stands beside its cell, which shows place and value already: what is wrong, by which clause, what to do. */
function besideTheCell(finding: Finding): string {
  const what = finding.sentence.replace(/^[^：“]*：/u, '');
  return `${what}，依据${basisInWords(finding)}。${finding.next}`;
}

/** In the order of the columns; a class of a year that stays out is not made, so nothing is said about it. */
function inOrder(problems: readonly RosterProblem[]): RosterProblem[] {
  const isEarlier = problems.some(({ code }) => code === 'earlierCohort');
  const place = ({ field }: RosterProblem) => rosterFields.indexOf(field as RosterField);
  return problems.filter(({ code }) => !isEarlier || code !== 'newClass').sort((a, b) => place(a) - place(b));
}
