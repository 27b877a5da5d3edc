import { type ExamSubject, examSubjectCodeOf } from '../labels/exam-subject.ts';
import { readEnrolmentNo } from '../lib/enrolment-no.ts';
import { normaliseName } from '../lib/names.ts';
import { isScientific, tightNumber } from '../lib/width.ts';
import type { SheetRow } from './roster-cell.ts';
import { type ColumnMap, createRowReader, keepsRowOut, type RowReader } from './roster-problem.ts';
import { type KnownSitting, placeKey } from './roster-reference.ts';
import type { ReadRow } from './roster-row.ts';

/** One line of the region's results: who, in which sitting, which subject, passed or not. */
export type ResultLine = {
  readonly candidacyNo: string;
  readonly fullName: string;
  /** id of a sitting of the calendar, or the text of the file where the calendar knows none of that name */
  readonly sitting: string;
  readonly subject: ExamSubject;
  readonly outcome: 'pass' | 'fail';
};

const outcomes: Readonly<Record<string, ResultLine['outcome']>> = { 合格: 'pass', 不合格: 'fail' };

/** Reads one row of a list of results. Whose number it is and what other rows say is looked at by the caller. */
export function readResultRow(
  sheetRow: SheetRow,
  columns: ColumnMap,
  { sittings }: { readonly sittings: readonly KnownSitting[] },
): ReadRow<ResultLine> {
  const row = createRowReader(sheetRow, columns);
  const candidacyNo = readNumber(row);
  const fullName = normaliseName(row.text('fullName')).name;
  if (fullName === '' && !row.isRefused('fullName'))
    row.note('fullName', 'reject', 'nameMissing', '没有姓名。从成绩系统补上');
  const sitting = readSitting(row, sittings);
  const subjectText = row.text('subject');
  const subject = examSubjectCodeOf(subjectText);
  if (subject === null && !row.isRefused('subject'))
    row.note(
      'subject',
      'reject',
      'subject',
      subjectText === '' ? '没有科目。补上科目' : '认不出这个科目。改成 13 科之一的名称',
    );
  const outcomeText = tightNumber(row.text('outcome'));
  const outcome = outcomes[outcomeText] ?? null;
  if (outcome === null && !row.isRefused('outcome'))
    row.note('outcome', 'reject', 'outcome', '结果只认“合格”和“不合格”。改成其中一个；缺考的行删去');
  if (keepsRowOut(row.problems) || subject === null || outcome === null)
    return { row: row.row, record: null, problems: row.problems };
  return { row: row.row, record: { candidacyNo, fullName, sitting, subject, outcome }, problems: row.problems };
}

function readNumber(row: RowReader): string {
  const text = row.text('candidacyNo');
  if (row.isRefused('candidacyNo')) return '';
  if (text === '') row.note('candidacyNo', 'reject', 'candidacyNoMissing', '没有考籍号。从成绩系统补上');
  else if (isScientific(text))
    row.note(
      'candidacyNo',
      'reject',
      'scientific',
      '表格把号码变成了科学计数，后几位已丢失。把此列设为“文本”，重新导出',
    );
  else {
    const read = readEnrolmentNo(text);
    if (read.ok) return read.value.number;
    // the form of a private candidate's number is not published: what the desk knows decides, not the form
    return tightNumber(text).toUpperCase();
  }
  return '';
}

function readSitting(row: RowReader, sittings: readonly KnownSitting[]): string {
  const text = row.text('sitting');
  if (text === '') {
    if (!row.isRefused('sitting')) row.note('sitting', 'reject', 'sittingMissing', '没有考次。补上考次的名称');
    return '';
  }
  const known = sittings.find((one) => placeKey(one.label) === placeKey(text) || one.sitting === text);
  if (!known) row.note('sitting', 'warn', 'sitting', '日程里没有这个考次，照文件里的写法记');
  return known?.sitting ?? text.slice(0, 40);
}
