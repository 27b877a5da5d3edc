import { pupilCategoryCodeOf } from '../labels/pupil-category.ts';
import { normaliseMobile } from '../lib/mobile.ts';
import { normalisePostCode } from '../lib/post-code.ts';
import type { CandidateData, FamilyMember, ResumeEntry } from './candidate-field.ts';
import { type CodeTables, codeOf } from './code-table.ts';
import type { RosterField } from './roster-field.ts';
import type { RowReader } from './roster-problem.ts';

type Life = Pick<
  CandidateData,
  | 'politicalStatus'
  | 'pupilCategory'
  | 'householdPlace'
  | 'householdAuthority'
  | 'mobile'
  | 'address'
  | 'postCode'
  | 'foreignLanguage'
  | 'resume'
  | 'family'
>;

/** The fields that may stay blank. A text that no code fits stands as it is: the rules refuse it. */
export function readLife(row: RowReader, tables: CodeTables): Life {
  return {
    politicalStatus: coded(row, 'politicalStatus', tables),
    pupilCategory: pupilCategoryCodeOf(row.text('pupilCategory')) ?? freeText(row, 'pupilCategory'),
    householdPlace: freeText(row, 'householdPlace'),
    householdAuthority: freeText(row, 'householdAuthority'),
    mobile: normaliseMobile(row.text('mobile')) || null,
    address: freeText(row, 'address'),
    postCode: readPostCode(row),
    foreignLanguage: coded(row, 'foreignLanguage', tables),
    resume: parseResume(row.text('resume')),
    family: parseFamily(row.text('family')),
  };
}

function coded(row: RowReader, field: 'politicalStatus' | 'foreignLanguage', tables: CodeTables): string | null {
  const text = row.text(field);
  return text === '' ? null : (codeOf(tables, field, text) ?? text);
}

const longestText = 200;

function freeText(row: RowReader, field: RosterField): string | null {
  const text = row.text(field).replace(/\s*\n\s*/gu, ' ');
  if (text.length <= longestText) return text === '' ? null : text;
  row.note(field, 'reject', 'tooLong', `有 ${text.length} 个字，最多 ${longestText} 个，可能串了列。改短`);
  return null;
}

function readPostCode(row: RowReader): string | null {
  const text = row.text('postCode');
  if (text === '') return null;
  // 010000 typed into a number cell
  if (row.kind('postCode') === 'number' && /^\d{5}$/u.test(text)) {
    row.note('postCode', 'mended', 'leadingZero', `表格丢了开头的 0，已补为 0${text}，不用处理`);
    return `0${text}`;
  }
  return normalisePostCode(text);
}

const mostEntries = 20;
const month = String.raw`(\d{4})\s*[.\-/年]\s*(\d{1,2})\s*月?`;
const period = new RegExp(String.raw`^${month}\s*(?:[-—–―~～至到]+)\s*(?:${month}|(?:至今|今|现在))\s*(.*)$`, 'u');

/** 2017.09-2023.07 某某小学；… Entries without a readable period keep their text; nothing is refused. */
export function parseResume(text: string): readonly ResumeEntry[] {
  return entries(text).map((entry) => {
    const match = period.exec(entry);
    const place = match?.[5]?.replace(/^[\s,，、:：]+/u, '') ?? '';
    if (!match || place === '') return { from: null, until: null, place: entry.slice(0, longestText) };
    return {
      from: yearMonth(match[1], match[2]),
      until: match[3] === undefined ? null : yearMonth(match[3], match[4]),
      place: place.slice(0, longestText),
    };
  });
}

function yearMonth(year: string | undefined, monthText: string | undefined): string {
  return `${year ?? ''}-${(monthText ?? '').padStart(2, '0')}`;
}

/** 父亲 姓名 单位 电话；… What cannot be told apart goes to the name, so that nothing is lost. */
export function parseFamily(text: string): readonly FamilyMember[] {
  return entries(text).map((entry) => {
    const [relation = '', ...rest] = entry.split(/[\s,，、|/:：]+/u).filter((part) => part !== '');
    if (rest.length === 0)
      return { relation: '家庭成员', fullName: relation.slice(0, 100), workplace: null, phone: null };
    const phoneAt = rest.findLastIndex((part, at) => at > 0 && /^\+?\d[\d-]{6,}$/u.test(part));
    const phone = phoneAt > 0 ? (rest[phoneAt] ?? null) : null;
    const workplace = rest.filter((_, at) => at > 0 && at !== phoneAt).join(' ');
    return {
      relation: relation.slice(0, 20),
      fullName: (rest[0] ?? '').slice(0, 100),
      workplace: workplace === '' ? null : workplace.slice(0, longestText),
      phone: phone === null ? null : phone.slice(0, 30),
    };
  });
}

function entries(text: string): string[] {
  return text
    .split(/[;；\n\t]+/u)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .slice(0, mostEntries);
}
