import { isRealDate, type PlainDate } from './plain-date.ts';
import { failed, ok, type Result } from './result.ts';
import { isScientific, tightNumber } from './width.ts';

/** Whose 18-character number it is: residents, holders of the Hong Kong/Macao/Taiwan permit, foreign permanent residents. */
export type IdNumberKind = 'resident' | 'hkMoTw' | 'foreigner';

export type IdNumber = {
  /** 18 characters, half-width, capital X */
  readonly number: string;
  readonly kind: IdNumberKind;
  /** first six characters: place at the time of issue, 810000/820000/830000, or 9 + region + country for foreigners */
  readonly areaCode: string;
  readonly birthDate: PlainDate;
  /** GB/T 2261.1: 1 male, 2 female, from the 17th digit */
  readonly sex: '1' | '2';
};

export type IdNumberFault = {
  readonly code: 'length' | 'characters' | 'scientific' | 'checkDigit' | 'birthDate' | 'area';
  /** Chinese: what is wrong and what to do next; the caller puts place and value in front */
  readonly sentence: string;
};

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/** Two-digit province prefixes of GB/T 2260. Codes below the province are never checked: they are those of the day of issue. */
const provincePrefixes = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(' '),
);

const permitAreas = new Set(['810000', '820000', '830000']);

/** Check character of GB 11643 (ISO 7064 MOD 11-2) for 17 digits. Throws if it is not handed 17 digits. */
export function idCheckDigit(first17: string): string {
  if (!/^\d{17}$/u.test(first17)) throw new RangeError('idCheckDigit needs 17 digits');
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return '10X98765432'.charAt(sum % 11);
}

function fault(code: IdNumberFault['code'], sentence: string): { readonly ok: false; readonly fault: IdNumberFault } {
  return failed({ code, sentence });
}

function kindOf(number: string): IdNumberKind | null {
  if (number.startsWith('9')) return 'foreigner';
  if (permitAreas.has(number.slice(0, 6))) return 'hkMoTw';
  return provincePrefixes.has(number.slice(0, 2)) ? 'resident' : null;
}

/**
 * Reads an 18-character number of GB 11643: residents, Hong Kong/Macao/Taiwan permits and the foreign permanent residence
 * card of 2023 (9 + 2 region + 3 country + birth + sequence; birth and check character stand in the same places). The area
 * is held against the province prefixes only: old codes such as 152601 are right for life. Full-width characters, blanks
 * and a small x are mended. An impossible birth date is told before the check character because it says more.
 */
export function readIdNumber(text: string): Result<IdNumber, IdNumberFault> {
  if (isScientific(text)) {
    return fault(
      'scientific',
      '号码被表格存成了科学计数，末尾几位已经没有了。先把这一列设成文本格式，再从原系统导出一份',
    );
  }
  const number = tightNumber(text);
  if (number.length !== 18) {
    const old = /^\d{15}$/u.test(number)
      ? '这是 15 位的旧号码，现行号码是 18 位'
      : `应有 18 位，这里是 ${number.length} 位`;
    return fault('length', `${old}。对照证件补全后重新填写`);
  }
  if (!/^\d{17}[\dX]$/u.test(number)) {
    return fault('characters', '前 17 位只能是数字，末位是数字或 X。对照证件改正');
  }
  const kind = kindOf(number);
  if (kind === null) {
    return fault('area', `开头的 ${number.slice(0, 2)} 不是任何省份的代码。对照证件核对前 6 位`);
  }
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isRealDate(birthDate) || birthDate < '1900-01-01' || birthDate > '2099-12-31') {
    return fault('birthDate', `第 7 到 14 位 ${number.slice(6, 14)} 不是一个存在的日期。对照证件改正`);
  }
  if (idCheckDigit(number.slice(0, 17)) !== number[17]) {
    return fault('checkDigit', '末位校验码与前 17 位不符，可能抄错了一位。对照证件逐位核对');
  }
  const sex = Number(number[16]) % 2 === 1 ? '1' : '2';
  return ok({ number, kind, areaCode: number.slice(0, 6), birthDate, sex });
}

/**
 * How far two numbers are apart: differing characters, a swap of two neighbouring characters counting as one; 2 if the
 * lengths differ. Of two 18-character numbers with different bodies only the 17 body digits are counted, because the
 * check character follows them: so one slip of the pen is distance 1 also when the check character was made to fit.
 */
export function idNumberDistance(a: string, b: string): number {
  const [left, right] = [tightNumber(a), tightNumber(b)];
  if (left.length !== right.length) return 2;
  const end = left.length === 18 && left.slice(0, 17) !== right.slice(0, 17) ? 17 : left.length;
  let distance = 0;
  for (let i = 0; i < end; i += 1) {
    if (left[i] === right[i]) continue;
    distance += 1;
    if (i + 1 < end && left[i] === right[i + 1] && left[i + 1] === right[i]) i += 1;
  }
  return distance;
}
