import { nameKey } from '../lib/names.ts';
import { pinyinKeys } from '../lib/pinyin-keys.ts';
import type { CandidateData } from './candidate-field.ts';
import { type ForeignApproval, readApproval } from './roster-approval.ts';
import type { SheetRow } from './roster-cell.ts';
import { readBirthDate, readDocument, readEthnicity, readName, readSex } from './roster-identity.ts';
import { readLife } from './roster-life.ts';
import { type NewClass, readEnrolment, readPlace } from './roster-place.ts';
import { type ColumnMap, createRowReader, keepsRowOut, type RosterProblem } from './roster-problem.ts';
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

/**
 * Reads one row of a roster (clause 1.2.1) on its own; other rows and the database are looked at elsewhere. Pure. The
 * record is null where any cell keeps the row out; every problem of the row is told at once.
 */
export function readRosterRow(
  sheetRow: SheetRow,
  columns: ColumnMap,
  reference: RosterReference,
): ReadRow<PupilRecord> {
  const row = createRowReader(sheetRow, columns);
  if (
    ['fullName', 'documentNumber', 'enrolmentNo'].every((field) => row.text(field as 'fullName') === '') &&
    row.problems.length === 0
  ) {
    row.note(
      'fullName',
      'reject',
      'noPerson',
      '没有姓名也没有证件号码，像是合计或说明。是学生的补齐；不是的删去或不用管',
    );
    return { row: row.row, record: null, problems: row.problems };
  }
  const fullName = readName(row);
  const document = readDocument(row);
  const told = document?.told ?? null;
  const sex = readSex(row, told);
  const ethnicity = readEthnicity(row, document?.type ?? null);
  const birthDate = readBirthDate(row, told, reference.today);
  const life = readLife(row, reference);
  const enrolmentNo = readEnrolment(row, document?.number ?? null);
  const place = readPlace(row, reference);
  const seatNo = readSeat(row.text('seatNo'));
  const approval = readApproval(row, reference.today);
  if (keepsRowOut(row.problems) || !document || !place.school)
    return { row: row.row, record: null, problems: row.problems };
  const { initials, full } = pinyinKeys(fullName);
  const record: PupilRecord = {
    data: {
      fullName,
      sex,
      ethnicity,
      ...life,
      documentType: document.type,
      documentNumber: document.number,
      birthDate,
      enrolmentNo,
      schoolCode: place.school.code,
      schoolName: place.school.name,
      classCode: place.classCode,
      className: place.className,
      cohortYear: place.cohortYear,
    },
    schoolId: place.school.id,
    classId: place.classId,
    newClass: place.newClass,
    seatNo,
    approval,
    nameKey: nameKey(fullName),
    pinyinInitials: initials,
    pinyinFull: full,
  };
  return { row: row.row, record, problems: row.problems };
}

/** Order in the class; anything but a small number is no seat and not worth refusing a pupil for. */
function readSeat(text: string): number | null {
  return /^\d{1,3}$/u.test(text) ? Number(text) : null;
}
