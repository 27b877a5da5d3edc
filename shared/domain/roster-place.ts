import { isScientific, tightNumber } from '../lib/width.ts';
import type { RowReader } from './roster-problem.ts';
import { type KnownClass, type KnownSchool, placeKey, type RosterReference } from './roster-reference.ts';

/** A class that the roster names and the desk does not know yet; it is made when the import is accepted. */
export type NewClass = { readonly code: string; readonly name: string };

export type ReadPlace = {
  readonly school: KnownSchool | null;
  /** what the row calls a school that no list knows; null where the cells are unreadable or the school is found */
  readonly unknownSchool: string | null;
  readonly cohortYear: number | null;
  readonly classId: string | null;
  readonly className: string | null;
  readonly classCode: string | null;
  readonly newClass: NewClass | null;
};

/** School, year and class of a row. Whether school and year are the desk's own is for the rules to say (1.1.2, 6.1). */
export function readPlace(row: RowReader, reference: RosterReference): ReadPlace {
  const { school, unknownSchool } = readSchool(row, reference);
  const written = readCohort(row);
  const place = school?.isOwn ? readClass(row, reference, school, written) : { ...noClass, cohortYear: written };
  return { school, unknownSchool, ...place };
}

type ReadSchool = Pick<ReadPlace, 'school' | 'unknownSchool'>;
type ReadClass = Omit<ReadPlace, 'school' | 'unknownSchool'>;

const noSchool: ReadSchool = { school: null, unknownSchool: null };
const noClass = { cohortYear: null, classId: null, className: null, classCode: null, newClass: null } as const;

function readSchool(row: RowReader, { schools, onlySchoolId }: RosterReference): ReadSchool {
  const code = tightNumber(row.text('schoolCode'));
  const name = row.text('schoolName');
  if (row.isRefused('schoolCode') || row.isRefused('schoolName')) return noSchool;
  const field = code !== '' && name === '' ? 'schoolCode' : 'schoolName';
  const byCode = code === '' ? undefined : schools.find((school) => school.code === code);
  const nameWritten = placeKey(name);
  const byName = name === '' ? undefined : schools.find((school) => school.key === nameWritten);
  const own =
    code === '' && name === '' && onlySchoolId ? schools.find((school) => school.id === onlySchoolId) : undefined;
  const school = byCode ?? byName ?? own;
  if (byCode && byName && byCode.id !== byName.id) {
    row.note(
      'schoolName',
      'reject',
      'schoolConflict',
      `与学校代码 ${code} 对应的${byCode.name}不是一所学校。改正其中一项`,
    );
    return noSchool;
  }
  if (!school) {
    if (code !== '' || name !== '') return { school: null, unknownSchool: name || code };
    row.note(field, 'reject', 'schoolMissing', '没有填学校。补上学籍所在的学校');
    return noSchool;
  }
  if (school.isOwn && onlySchoolId && school.id !== onlySchoolId) {
    row.note(field, 'reject', 'otherSchool', '不是你所在的学校。学校账户只能导入本校学生，这一行交给该校或旗县导入');
    return noSchool;
  }
  if (school.isOwn && school.withdrawnFrom !== null) {
    row.note(
      field,
      'reject',
      'schoolWithdrawn',
      `自 ${school.withdrawnFrom} 起不在自治区的学校代码表里。核对学校；没有错的，请自治区改代码表`,
    );
    return noSchool;
  }
  if (byCode && name !== '' && !byName) {
    row.note('schoolName', 'warn', 'schoolNameDiffers', `与库里的名称“${byCode.name}”写法不同，按学校代码认定`);
  }
  return { school, unknownSchool: null };
}

/** The year of entering grade 10: 2025, 2025级, 2025年9月, 2025-09-01. Null = blank or refused. */
function readCohort(row: RowReader): number | null {
  const text = row.text('cohortYear');
  if (text === '') return null;
  const year = cohortYearOf(text);
  if (year === null) row.note('cohortYear', 'reject', 'cohortYear', '认不出入学年份。写四位年份，如 2025');
  return year;
}

/** Four-digit year at the start of what rosters write for it, or null. 届 means the year of leaving and is not taken. */
export function cohortYearOf(text: string): number | null {
  const match = /^(19\d{2}|20\d{2})(级|年.*|[-/.]\d.*|\d{2}(\d{2})?|秋季?)?$/u.exec(text.trim());
  return match ? Number(match[1]) : null;
}

function readClass(row: RowReader, reference: RosterReference, school: KnownSchool, year: number | null): ReadClass {
  const code = row.text('classCode');
  const name = row.text('className');
  const blank = { ...noClass, cohortYear: year };
  if (row.isRefused('classCode') || row.isRefused('className') || row.isRefused('cohortYear')) return blank;
  if (code === '' && name === '') {
    row.note(
      row.has('className') ? 'className' : 'classCode',
      'reject',
      'classMissing',
      '没有填班级。补上，班主任才能审核',
    );
    return blank;
  }
  const own = reference.classes.filter((c) => c.schoolId === school.id && (year === null || c.cohortYear === year));
  const byCode = code === '' ? [] : own.filter((c) => classCodeKey(c.code) === classCodeKey(code));
  const byName = name === '' ? [] : own.filter((c) => c.key === placeKey(name));
  const both = byCode.filter((c) => byName.some((n) => n.id === c.id));
  if (byCode.length > 0 && byName.length > 0 && both.length === 0) {
    row.note(
      'className',
      'reject',
      'classConflict',
      `与班级代码 ${code} 对应的${byCode[0]?.name}不是一个班。改正其中一项`,
    );
    return blank;
  }
  const found = both.length > 0 ? both : [...byCode, ...byName];
  if (found.length > 1) {
    row.note('cohortYear', 'reject', 'classAmbiguous', '不同年级有同名的班。补上入学年份');
    return blank;
  }
  const [known] = found;
  if (!known) return classToMake(row, school, year, code, name);
  return foundClass(known);
}

function foundClass(known: KnownClass): ReadClass {
  const { id, code, name, cohortYear } = known;
  return { classId: id, classCode: code, className: name, cohortYear, newClass: null };
}

function classToMake(row: RowReader, school: KnownSchool, year: number | null, code: string, name: string): ReadClass {
  const field = name === '' ? 'classCode' : 'className';
  if (year === null) {
    row.note(field, 'reject', 'classUnknown', `${school.name}没有这个班。补上入学年份，或改正班级`);
    return noClass;
  }
  const newClass = { code: (code || name).slice(0, 20), name: (name || code).slice(0, 60) };
  row.note(field, 'warn', 'newClass', `${school.name} ${year} 级还没有这个班，导入时会建上。写错的先改正再导入`);
  return { classId: null, classCode: newClass.code, className: newClass.name, cohortYear: year, newClass };
}

/** 01, 1 and １ are one class. */
function classCodeKey(code: string): string {
  return tightNumber(code)
    .replace(/班$/u, '')
    .replace(/^0+(?=\d)/u, '');
}

/** Enrolment number as written, or null where blank: it may be assigned later. */
export function readEnrolment(row: RowReader): string | null {
  const text = row.text('enrolmentNo');
  if (!isScientific(text)) return tightNumber(text) || null;
  row.note(
    'enrolmentNo',
    'reject',
    'scientific',
    '表格把号码变成了科学计数，后几位已经丢了。把此列设为“文本”，从原系统重新导出',
  );
  return null;
}
