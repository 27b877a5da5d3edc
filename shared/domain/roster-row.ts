import { nameKey } from '../lib/names.ts';
import { pinyinKeys } from '../lib/pinyin-keys.ts';
import type { CandidateData, CandidateField } from './candidate-field.ts';
import { type ForeignApproval, readApproval } from './roster-approval.ts';
import { type ReadDocument, readBirthDate, readDocument, readEthnicity, readName, readSex } from './roster-identity.ts';
import { readLife } from './roster-life.ts';
import { type NewClass, readEnrolment, readPlace } from './roster-place.ts';
import { keepsRowOut, type RosterProblem, type RowReader } from './roster-problem.ts';
import type { RosterReference } from './roster-reference.ts';

/** A row that can be a person's record. Search keys are made here so that accepting is only copying. */
export type PupilRecord = {
  readonly data: CandidateData;
  readonly schoolId: string;
  readonly classId: string | null;
  readonly newClass: NewClass | null;
  readonly seatNo: number | null;
  readonly approval: ForeignApproval | null;
  readonly nameKey: string;
  readonly pinyinInitials: string;
  readonly pinyinFull: string;
};

export type ReadRow<T> = {
  readonly row: number;
  readonly record: T | null;
  readonly problems: readonly RosterProblem[];
};

/** A row as it was read, before anybody has judged what it says. */
export type ReadPupil = {
  /** null where a cell could not be read: its problem is told */
  readonly record: PupilRecord | null;
  /** what the row says of each field; unreadable cells are left out. Null = no person at all */
  readonly says: Partial<CandidateData> | null;
};

/**
 * Reads one row of a roster (clause 1.2.1): cells become values, what is unreadable is noted on `row`. What the values are
 * worth is judged by the rules, in shared/regulation/judge-roster-row.ts; other rows and the database are looked at after.
 */
export function readRosterRow(row: RowReader, reference: RosterReference): ReadPupil {
  if (isEmpty(row)) {
    const sentence = '没有姓名也没有证件号码，像是合计或说明。是学生的补齐；不是的删去或不用管';
    row.note('fullName', 'reject', 'noPerson', sentence);
    return { record: null, says: null };
  }
  const fullName = readName(row);
  const document = readDocument(row);
  const told = document?.told ?? null;
  const sex = readSex(row, told);
  const ethnicity = readEthnicity(row, document?.type ?? null, reference.codeTables);
  const birthDate = readBirthDate(row, told, reference.today);
  const life = readLife(row, reference.codeTables);
  const enrolmentNo = readEnrolment(row);
  const place = readPlace(row, reference);
  const { school, classId, newClass } = place;
  const seatNo = readSeat(row.text('seatNo'));
  const approval = readApproval(row, reference.today);
  const data: CandidateData = {
    fullName,
    sex,
    ethnicity,
    ...life,
    documentType: document?.type ?? 'residentIdCard',
    documentNumber: document?.number ?? '',
    birthDate,
    enrolmentNo,
    schoolCode: school?.code ?? place.unknownSchool,
    schoolName: school?.name ?? null,
    classCode: place.classCode,
    className: place.className,
    cohortYear: place.cohortYear,
  };
  const says = readable(row, data, document, data.schoolCode !== null);
  if (keepsRowOut(row.problems) || !document || !school) return { record: null, says };
  const { initials, full } = pinyinKeys(fullName);
  const keys = { nameKey: nameKey(fullName), pinyinInitials: initials, pinyinFull: full };
  return { record: { data, schoolId: school.id, classId, newClass, seatNo, approval, ...keys }, says };
}

function isEmpty(row: RowReader): boolean {
  const texts = (['fullName', 'documentNumber', 'enrolmentNo'] as const).map((field) => row.text(field));
  return texts.every((text) => text === '') && row.problems.length === 0;
}

/** The values without those whose cell is unreadable, and without what only a sound document number could have told. */
function readable(
  row: RowReader,
  data: CandidateData,
  document: ReadDocument | null,
  knowsSchool: boolean,
): Partial<CandidateData> {
  const isKnown = (field: CandidateField) => {
    if (row.isRefused(field)) return false;
    if (field === 'documentType' || field === 'documentNumber') return document !== null;
    if (field === 'sex' || field === 'birthDate')
      return data[field] !== '' || document?.isSound === true || isBlank(document);
    return knowsSchool || (field !== 'schoolCode' && field !== 'schoolName');
  };
  return Object.fromEntries(Object.entries(data).filter(([field]) => isKnown(field as CandidateField)));
}

/** No number at all: then sex and birth date are missed like the number itself. */
function isBlank(document: ReadDocument | null): boolean {
  return document?.number === '';
}

/** Order in the class; anything but a small number is no seat and not worth refusing a pupil for. */
function readSeat(text: string): number | null {
  return /^\d{1,3}$/u.test(text) ? Number(text) : null;
}
