import { readEnrolmentNo } from '../lib/enrolment-no.ts';
import { normaliseName } from '../lib/names.ts';
import { isScientific, tightNumber } from '../lib/width.ts';
import type { SheetRow } from './roster-cell.ts';
import { cohortYearOf } from './roster-place.ts';
import { type ColumnMap, createRowReader, keepsRowOut } from './roster-problem.ts';
import { type KnownSchool, placeKey } from './roster-reference.ts';
import type { ReadRow } from './roster-row.ts';

/** One line of the region's enrolment list: who is enrolled where. */
export type EnrolmentLine = {
  readonly enrolmentNo: string;
  readonly documentNumber: string | null;
  readonly fullName: string;
  readonly schoolCode: string;
  readonly schoolName: string;
  readonly cohortYear: number | null;
};

/**
 * Reads one row of an enrolment list. The list is a fact of its own and is taken as it stands: schools of other counties
 * belong in it, and only what makes a line useless keeps it out.
 */
export function readEnrolmentRow(
  sheetRow: SheetRow,
  columns: ColumnMap,
  { schools }: { readonly schools: readonly KnownSchool[] },
): ReadRow<EnrolmentLine> {
  const row = createRowReader(sheetRow, columns);
  const text = row.text('enrolmentNo');
  const read = text === '' ? null : readEnrolmentNo(text);
  if (text === '' && !row.isRefused('enrolmentNo'))
    row.note('enrolmentNo', 'reject', 'enrolmentMissing', '没有学籍号。从学籍系统补上');
  if (read && !read.ok) {
    row.note('enrolmentNo', 'reject', isScientific(text) ? 'scientific' : 'enrolmentForm', read.fault.sentence);
  }
  const fullName = normaliseName(row.text('fullName')).name;
  if (fullName === '' && !row.isRefused('fullName'))
    row.note('fullName', 'reject', 'nameMissing', '没有姓名。从学籍系统补上');
  const document = tightNumber(row.text('documentNumber'));
  if (isScientific(document))
    row.note(
      'documentNumber',
      'reject',
      'scientific',
      '表格把号码变成了科学计数。把此列设为“文本”，从学籍系统重新导出',
    );
  const school = readListSchool(row.text('schoolCode'), row.text('schoolName'), schools);
  if (!school)
    row.note('schoolName', 'reject', 'schoolMissing', '没有学校，或只有代码而库里查不到。从学籍系统补上学校名称');
  const cohortText = row.text('cohortYear');
  const cohortYear = cohortText === '' ? null : cohortYearOf(cohortText);
  if (cohortText !== '' && cohortYear === null)
    row.note('cohortYear', 'warn', 'cohortYear', '认不出入学年份，按没有填导入');
  if (keepsRowOut(row.problems) || !read?.ok || !school) return { row: row.row, record: null, problems: row.problems };
  const record: EnrolmentLine = {
    enrolmentNo: read.value.number,
    documentNumber: document === '' ? null : document,
    fullName,
    schoolCode: school.code,
    schoolName: school.name,
    cohortYear,
  };
  return { row: row.row, record, problems: row.problems };
}

function readListSchool(
  codeText: string,
  name: string,
  schools: readonly KnownSchool[],
): { code: string; name: string } | null {
  const code = tightNumber(codeText);
  const written = placeKey(name);
  const known = schools.find((s) => (code === '' ? s.key === written : s.code === code));
  if (known) return { code: known.code, name: known.name };
  return name === '' ? null : { code, name };
}
