import { documentTypeLabel } from '../labels/document.ts';
import { sexCodeOf, sexLabel } from '../labels/sex.ts';
import {
  checkDocumentNumber,
  documentTypeOfText,
  guessDocumentType,
  normaliseDocumentNumber,
} from '../lib/document-number.ts';
import { type IdNumber, readIdNumber } from '../lib/id-number.ts';
import { nameDot, normaliseName } from '../lib/names.ts';
import { excelSerialToPlainDate, type PlainDate, parsePlainDate } from '../lib/plain-date.ts';
import { isScientific, tightNumber } from '../lib/width.ts';
import { type DocumentType, documentsWithoutHousehold } from './candidate-field.ts';
import { type CodeTables, codeOf } from './code-table.ts';
import type { RowReader } from './roster-problem.ts';

// Here a cell becomes a value: how it is written is read and, where harmless, mended. Whether the value may stand is
// judged by the rules (shared/regulation/judge-roster-row.ts).

/** Name as it is stored. */
export function readName(row: RowReader): string {
  const text = row.text('fullName');
  const { name, mended } = normaliseName(text);
  if (mended && name !== '') row.note('fullName', 'mended', 'nameMended', mendedNameSentence(text, name));
  return name;
}

function mendedNameSentence(text: string, name: string): string {
  const dot = [...text].find(
    (c) => c !== nameDot && !name.includes(c) && c.trim() !== '' && !/[\uFF21-\uFF5A]/u.test(c),
  );
  if (dot && name.includes(nameDot)) return `间隔点“${dot}”已改为“${nameDot}”，不用处理`;
  return `已改为“${name}”（去掉多余的空格或全角字母），不用处理`;
}

export type ReadDocument = {
  /** a kind that nobody knows stands as it is written: the rules refuse it */
  readonly type: DocumentType;
  readonly number: string;
  /** what an 18-character number tells, null for other documents and faulty numbers */
  readonly told: IdNumber | null;
  /** false: sex and birth date cannot be asked of the number, and are not missed for that */
  readonly isSound: boolean;
};

/** Document type and number; null where unreadable. A number whose layout fits one type only corrects a type 居民身份证. */
export function readDocument(row: RowReader): ReadDocument | null {
  const typeText = row.text('documentType');
  const text = row.text('documentNumber');
  if (row.isRefused('documentNumber') || row.isRefused('documentType')) return null;
  const type = text === '' ? (documentTypeOfText(typeText) ?? 'residentIdCard') : documentType(row, typeText, text);
  if (!type) return null;
  const number = normaliseDocumentNumber(type, text);
  const isLost = isScientific(text) || (row.kind('documentNumber') === 'number' && number.length > 15);
  if (isLost) row.note('documentNumber', 'reject', 'scientific', lostDigits);
  const told = readIdNumber(number);
  const isSound = !isLost && checkDocumentNumber(type, number) === null;
  return { type, number, told: told.ok && isSound ? told.value : null, isSound };
}

const lostDigits = '表格把号码变成了科学计数，后几位已经丢了。把此列设为“文本”，从原系统重新导出';

function documentType(row: RowReader, typeText: string, number: string): DocumentType | null {
  const guess = guessDocumentType(number);
  if (typeText === '') {
    if (guess === 'passport' || guess === 'mainlandTravelPermitTw') {
      row.note(
        'documentType',
        'warn',
        'typeGuessed',
        `没有证件类型，按号码样子当作${documentTypeLabel(guess)}。采集时核对证件`,
      );
    }
    return guess ?? (/^[\dX.E+\s]+$/iu.test(tightNumber(number)) ? 'residentIdCard' : unknownType(row));
  }
  const named = documentTypeOfText(typeText) ?? (typeText as DocumentType);
  const isCertain = guess === 'hkMoTwResidencePermit' || guess === 'foreignerPermanentResidence';
  if (named === 'residentIdCard' && isCertain && checkDocumentNumber(guess, number) === null) {
    row.note(
      'documentType',
      'mended',
      'typeMended',
      `号码是${documentTypeLabel(guess)}的，证件类型已照此改正，不用处理`,
    );
    return guess;
  }
  return named;
}

function unknownType(row: RowReader): null {
  row.note('documentNumber', 'reject', 'documentType', '看不出是哪种证件的号码。补上“证件类型”一列，或对照证件改正');
  return null;
}

/** Sex code, or the text that no code fits. Left blank it is taken from the ID number. */
export function readSex(row: RowReader, told: IdNumber | null): string {
  const text = row.text('sex');
  if (row.isRefused('sex')) return '';
  if (text === '') {
    if (!told) return '';
    if (row.has('sex')) row.note('sex', 'mended', 'derived', `空着，已按身份证号填为${sexLabel(told.sex)}，不用处理`);
    return told.sex;
  }
  return sexCodeOf(text) ?? text;
}

/** Birth date, '' where blank or unreadable. Left blank it is taken from the ID number. */
export function readBirthDate(row: RowReader, told: IdNumber | null, today: PlainDate): PlainDate {
  const text = row.text('birthDate');
  if (row.isRefused('birthDate')) return '';
  if (text === '') {
    if (!told) return '';
    if (row.has('birthDate'))
      row.note('birthDate', 'mended', 'derived', `空着，已按身份证号填为 ${told.birthDate}，不用处理`);
    return told.birthDate;
  }
  const date = dateOf(text);
  if (date !== null && date < today && date > '1900-01-01') return date;
  if (told && isMonthOf(text, told.birthDate)) {
    row.note('birthDate', 'mended', 'derived', `只写到月份，已按身份证号填为 ${told.birthDate}，不用处理`);
    return told.birthDate;
  }
  row.note('birthDate', 'reject', 'birthDate', date === null ? impossible(text) : '出生日期不合常理。对照证件改正');
  return '';
}

/** A day as rosters write it, or a spreadsheet's day serial. */
export function dateOf(text: string): PlainDate | null {
  const isSerial = /^\d{5}(\.\d+)?$/u.test(text);
  return isSerial ? excelSerialToPlainDate(Number(text)) : parsePlainDate(text);
}

function isMonthOf(text: string, date: PlainDate): boolean {
  const match = /^(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*月?$/u.exec(text);
  return match !== null && date.startsWith(`${match[1]}-${(match[2] ?? '').padStart(2, '0')}`);
}

function impossible(text: string): string {
  const like = '按“2008-05-11”的样子改正';
  const match = /^(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?$/u.exec(text);
  if (!match) return `认不出这个日期。${like}`;
  const [month, day] = [Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12) return `没有 ${month} 月。${like}`;
  return `${month} 月没有 ${day} 日。${like}`;
}

/** Ethnicity code, or the text that no code fits. Documents without household may say that there is none. */
export function readEthnicity(row: RowReader, type: DocumentType | null, tables: CodeTables): string {
  const text = row.text('ethnicity');
  if (row.isRefused('ethnicity')) return '';
  const isWithout = type !== null && documentsWithoutHousehold.includes(type);
  if (isWithout && /^(无|不适用|-+|\/)$/u.test(text)) return '';
  return codeOf(tables, 'ethnicity', text) ?? text;
}
