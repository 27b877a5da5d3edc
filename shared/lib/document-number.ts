import type { DocumentType } from '../domain/candidate-field.ts';
import { type IdNumberKind, readIdNumber } from './id-number.ts';
import { isScientific, tightNumber } from './width.ts';

/** What is wrong with a document number. Codes of id-number, plus `form` (layout) and `type` (another document's number). */
export type DocumentNumberFault = { readonly code: string; readonly sentence: string };

const kindByType = {
  residentIdCard: 'resident',
  temporaryIdCard: 'resident',
  householdBooklet: 'resident',
  hkMoTwResidencePermit: 'hkMoTw',
  foreignerPermanentResidence: 'foreigner',
} as const satisfies Partial<Record<DocumentType, IdNumberKind>>;

const nameOfKind = {
  resident: '居民身份证',
  hkMoTw: '港澳台居民居住证',
  foreigner: '外国人永久居留身份证',
} as const satisfies Record<IdNumberKind, string>;

/** Foreign permanent residence card of 2017: three country letters and twelve digits; no check character is published. */
const foreignerCard2017 = /^[A-Z]{3}\d{12}$/u;
/** H or M, eight digits for life, and on the card two more for the number of renewals. */
const permitHkMo = /^[HM]\d{8}(\d{2})?$/u;
/** Permit for permanent residents of other nationality, since July 2024. */
const permitHkMoOther = /^(HA|MA)[A-Z0-9]{7}$/u;

/**
 * The number as it is stored and compared: half-width, capitals, no blanks; the renewal count of the Hong Kong/Macao
 * permit is dropped, for it changes with every card.
 */
export function normaliseDocumentNumber(type: DocumentType, text: string): string {
  const tidy = tightNumber(text);
  if (type === 'mainlandTravelPermitHkMo' && permitHkMo.test(tidy)) return tidy.slice(0, 9);
  if (type === 'passport') return tidy.replaceAll('-', '');
  return tidy;
}

/** Null if the number can belong to a document of this type; otherwise code and Chinese sentence (domain facts 3.2). */
export function checkDocumentNumber(type: DocumentType, text: string): DocumentNumberFault | null {
  const number = normaliseDocumentNumber(type, text);
  switch (type) {
    case 'mainlandTravelPermitHkMo':
      if (permitHkMo.test(number) || permitHkMoOther.test(number)) return null;
      return scientificOr(text, 'form', '应是 H 或 M 加 8 位数字，或 HA、MA 开头的 9 位。对照通行证改正');
    case 'mainlandTravelPermitTw':
      if (/^\d{8}$/u.test(number)) return null;
      return scientificOr(text, 'form', '台湾居民来往大陆通行证应是 8 位数字。对照通行证改正');
    case 'passport':
      if (isScientific(text)) return scientificOr(text, 'form', '');
      if (/^[A-Z0-9]{5,20}$/u.test(number)) return null;
      return scientificOr(text, 'form', '护照号应是 5 到 20 位字母和数字。对照护照资料页改正');
    case 'foreignerPermanentResidence':
      if (foreignerCard2017.test(number)) return null;
      if (number.length === 15) {
        return { code: 'form', sentence: '15 位的永居证号应是 3 个字母加 12 位数字。对照证件改正' };
      }
      return checkIdNumber(type, text);
    default:
      return checkIdNumber(type, text);
  }
}

function scientificOr(text: string, code: string, sentence: string): DocumentNumberFault {
  if (!isScientific(text)) return { code, sentence };
  return { code: 'scientific', sentence: '号码被表格存成了科学计数。先把这一列设成文本格式，再从原系统导出一份' };
}

function checkIdNumber(type: keyof typeof kindByType, text: string): DocumentNumberFault | null {
  const read = readIdNumber(text);
  if (!read.ok) return read.fault;
  if (read.value.kind === kindByType[type]) return null;
  return {
    code: 'type',
    sentence: `这是${nameOfKind[read.value.kind]}的号码，与所填证件类型不符。改正证件类型，或对照证件改号码`,
  };
}

/** The type whose layout the number has, or null where no layout or more than one fits. The guess is for people to confirm. */
export function guessDocumentType(text: string): DocumentType | null {
  const number = tightNumber(text);
  if (/^\d{17}[\dX]$/u.test(number)) {
    if (number.startsWith('9')) return 'foreignerPermanentResidence';
    return /^8[123]0000/u.test(number) ? 'hkMoTwResidencePermit' : 'residentIdCard';
  }
  if (foreignerCard2017.test(number)) return 'foreignerPermanentResidence';
  if (permitHkMo.test(number) || permitHkMoOther.test(number)) return 'mainlandTravelPermitHkMo';
  if (/^\d{8}$/u.test(number)) return 'mainlandTravelPermitTw';
  if (/^[A-Z]{1,2}\d{6,8}$/u.test(number)) return 'passport';
  return null;
}

/** Words of rosters for each type, the longer and more special ones first: 身份证 is part of three other names. */
const wordsByType: readonly (readonly [string, DocumentType])[] = [
  ['临时', 'temporaryIdCard'],
  ['永久居留', 'foreignerPermanentResidence'],
  ['永居', 'foreignerPermanentResidence'],
  ['居住证', 'hkMoTwResidencePermit'],
  ['来往内地', 'mainlandTravelPermitHkMo'],
  ['港澳通行证', 'mainlandTravelPermitHkMo'],
  ['回乡证', 'mainlandTravelPermitHkMo'],
  ['来往大陆', 'mainlandTravelPermitTw'],
  ['台胞证', 'mainlandTravelPermitTw'],
  ['台湾通行证', 'mainlandTravelPermitTw'],
  ['护照', 'passport'],
  ['户口簿', 'householdBooklet'],
  ['户口本', 'householdBooklet'],
  ['身份证', 'residentIdCard'],
  ['二代证', 'residentIdCard'],
];

/** The document type a roster names in words (居民身份证, 港澳居民来往内地通行证 …); null if no known word is in it. */
export function documentTypeOfText(text: string): DocumentType | null {
  const tidy = tightNumber(text);
  return wordsByType.find(([word]) => tidy.includes(word))?.[1] ?? null;
}
