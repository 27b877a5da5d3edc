import type { Output } from '#shared/contract/index.ts';
import type { CandidateData, CandidateField } from '#shared/domain/candidate-field.ts';
import type { CodeTables } from '#shared/domain/code-table.ts';
import { candidateFieldLabel } from '#shared/labels/field.ts';
import { normaliseDocumentNumber } from '#shared/lib/document-number.ts';
import { readIdNumber } from '#shared/lib/id-number.ts';
import { lastFour } from '#shared/lib/mask.ts';
import { compareCardName, normaliseName } from '#shared/lib/names.ts';
import { tightNumber } from '#shared/lib/width.ts';
import type { DocumentComparison } from '#shared/regulation/facts.ts';
import { codeInWords } from './candidacy-fields.ts';
import type { DeskDifferenceRow } from './difference.ts';
import type { DocumentReading } from './draft.ts';

/** One line of 证件 ⇄ 名册, as the desk shows it. */
export type ComparisonLine = Output<'desk.open'>['comparisons'][number];

/** What a document can be held against, in the order of the card. */
export const comparedFields = ['fullName', 'sex', 'ethnicity', 'birthDate', 'documentNumber'] as const;
export type ComparedField = (typeof comparedFields)[number];

/** True for a field whose card value may replace the roster's at the desk. */
export function isComparedField(field: string): field is ComparedField {
  return (comparedFields as readonly string[]).includes(field);
}

/** A card value as it would be stored in the record; null where the clerk has not read it. */
export function readValue(data: CandidateData, reading: DocumentReading, field: ComparedField): string | null {
  const value = reading[field];
  if (value === undefined || value === null || value.trim() === '') return null;
  if (field === 'documentNumber') return normaliseDocumentNumber(data.documentType, value);
  return field === 'fullName' ? normaliseName(value).name : value.trim();
}

/**
 * Card against roster, line by line. `data` is the record as the roster brought it; `settled` the answers given at the
 * desk. An answer counts only for the two values it was given for. Values in words, numbers masked.
 */
export function compareDocument(
  tables: CodeTables,
  data: CandidateData,
  reading: DocumentReading,
  settled: ReadonlyMap<string, DeskDifferenceRow>,
): ComparisonLine[] {
  return comparedFields.map((field) => {
    const rosterValue = data[field];
    const documentValue = readValue(data, reading, field);
    const answer = settled.get(field);
    const holds =
      answer?.rosterValue === rosterValue && answer.documentValue === documentValue && mayHold(field, answer.settled);
    const { differs, note } = judge(data, reading, field, documentValue);
    return {
      field,
      label: candidateFieldLabel(field),
      rosterValue: codeInWords(tables, field, rosterValue),
      documentValue: documentValue === null ? shownLastFour(reading, field) : codeInWords(tables, field, documentValue),
      differs,
      note: note ?? agreementWithIdNumber(data, field),
      settled: differs && holds ? (answer.settled as 'roster' | 'document') : null,
    };
  });
}

/**
 * False for a document number settled for the roster: a document with another number is another person's until the
 * record says otherwise, so it proves nothing about this pupil (clause 1.1.2).
 */
export function mayHold(field: string, settled: string): boolean {
  return field !== 'documentNumber' || settled === 'document';
}

type Judgement = { readonly differs: boolean; readonly note: string | null };

function judge(
  data: CandidateData,
  reading: DocumentReading,
  field: ComparedField,
  documentValue: string | null,
): Judgement {
  const rosterValue = data[field];
  if (field === 'documentNumber' && documentValue === null) return judgeLastFour(data, reading);
  if (documentValue === null || documentValue === rosterValue) return { differs: false, note: null };
  if (field === 'fullName') {
    const result = compareCardName(rosterValue, reading.fullName ?? '');
    if (result === 'equal') return { differs: false, note: null };
    if (result === 'prefix')
      return { differs: false, note: '证件芯片里的姓名放不下，只有前一段，与名册的开头一致。核对卡面上的全名' };
  }
  if (field === 'documentNumber') return { differs: true, note: differingPlaces(rosterValue, documentValue) };
  return { differs: true, note: null };
}

function judgeLastFour(data: CandidateData, reading: DocumentReading): Judgement {
  const keyed = tightNumber(reading.lastFour ?? '');
  if (keyed === '') return { differs: false, note: null };
  if (keyed.length < 4) return { differs: false, note: `末四位还差 ${4 - keyed.length} 位` };
  if (keyed === lastFour(data.documentNumber)) return { differs: false, note: '末四位一致' };
  return { differs: true, note: '末四位与名册不同。看清证件后再键一次；确实不同的，键入证件上的全号' };
}

// both numbers are masked on screen: without this the two lines could look the same
function differingPlaces(roster: string, card: string): string {
  if (roster.length !== card.length) return `位数不同：名册 ${roster.length} 位，证件 ${card.length} 位`;
  const places = [...roster].flatMap((character, i) => (character === card.charAt(i) ? [] : [String(i + 1)]));
  return places.length > 6 ? `有 ${places.length} 位不同` : `第 ${places.join('、')} 位不同`;
}

function shownLastFour(reading: DocumentReading, field: ComparedField): string | null {
  const keyed = tightNumber(reading.lastFour ?? '');
  return field === 'documentNumber' && keyed.length === 4 ? `末四位 ${keyed}` : null;
}

function agreementWithIdNumber(data: CandidateData, field: ComparedField): string | null {
  if (field !== 'sex' && field !== 'birthDate') return null;
  const read = readIdNumber(data.documentNumber);
  if (!read.ok) return null;
  if (field === 'sex' && data.sex !== read.value.sex) return '与证件号第 17 位表示的性别不符。核对后写明原因';
  if (field === 'birthDate' && data.birthDate !== read.value.birthDate)
    return `与证件号里的 ${read.value.birthDate} 不符。核对后写明原因`;
  return null;
}

/** The record with every settled card value in the place of the roster's. */
export function withSettledValues(
  data: CandidateData,
  comparisons: readonly ComparisonLine[],
  reading: DocumentReading,
): CandidateData {
  const taken = comparisons
    .filter((line) => line.differs && line.settled === 'document' && isComparedField(line.field))
    .map((line) => [line.field, readValue(data, reading, line.field as ComparedField)] as const)
    .filter(([, value]) => value !== null);
  return { ...data, ...Object.fromEntries(taken) };
}

/** Fields on which card and roster differ and nobody has said which holds. */
export function unsettledFields(comparisons: readonly ComparisonLine[]): CandidateField[] {
  return comparisons
    .filter((line) => line.differs && line.settled === null)
    .map((line) => line.field as CandidateField);
}

/** How the clerk held the document against the record; null = not at all yet. */
export function documentComparison(
  comparisons: readonly ComparisonLine[],
  reading: DocumentReading,
): DocumentComparison | null {
  const number = comparisons.find((line) => line.field === 'documentNumber');
  const agrees = number !== undefined && (!number.differs || number.settled !== null);
  if ((reading.documentNumber ?? '').trim() !== '') return { how: 'read', agrees };
  return tightNumber(reading.lastFour ?? '').length === 4 ? { how: 'lastFour', agrees } : null;
}
