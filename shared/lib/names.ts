import { toHalfWidth } from './width.ts';

export type NameFault = { readonly code: 'nameMissing' | 'nameLength' | 'nameCharacters'; readonly sentence: string };

/** The only separator of personal names (民委发〔2016〕33号). */
export const nameDot = '\u00B7';

/** Longest name taken, in code points. The rule asks for at least 50; more than twice that is a mixed-up column. */
export const longestName = 100;

const lookAlikeDots = /[\u2022\u30FB\u2027\uFF0E\u2219\uFF65\u22C5\u0387\u25CF\u2E31]/gu;
const blank = '[ \\t\\r\\n\\u00A0\\u3000\\u2000-\\u200B\\u2060\\uFEFF]';

/** CJK ideographs by block, Ext A–J and compatibility forms, not by the runtime's Unicode version. */
const han =
  '\\u3007\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFAFF\\u{20000}-\\u{2A6DF}\\u{2A700}-\\u{2EE5F}\\u{2F800}-\\u{2FA1F}\\u{30000}-\\u{33479}';
const latin = "A-Za-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u024F\\u0300-\\u036F\\u1E00-\\u1EFF'\\u2019\\-";
/** Mongolian letters with their variation selectors, vowel separator and narrow blank; its digits and stops are not letters. */
const mongolian = '\\u1807\\u180A-\\u180F\\u1820-\\u18AA\\u202F\\u200C\\u200D';

const hanOrDot = `[${han}${nameDot}]`;
const blanksBesideHan = new RegExp(`(?<=${hanOrDot})${blank}+(?=${hanOrDot})`, 'gu');
const blanksBesideDot = new RegExp(`${blank}+(?=${nameDot})|(?<=${nameDot})${blank}+`, 'gu');
const outerBlanks = new RegExp(`^${blank}+|${blank}+$`, 'gu');
const innerBlanks = new RegExp(`${blank}+`, 'gu');
const plainDotBesideHan = new RegExp(`(?<=[${han}])\\.|\\.(?=[${han}])`, 'gu');
const refusedCharacter = new RegExp(`[^${han}${latin}${mongolian}${nameDot} ]`, 'u');

/**
 * A name as it is stored: look-alike dots become U+00B7, outer blanks and blanks between Han characters go, full-width
 * letters become half-width, blanks inside Latin names become one. Never NFC or NFKC: that would replace rare characters.
 * `mended` tells that something was changed. Doing it twice changes nothing more.
 */
export function normaliseName(text: string): { name: string; mended: boolean } {
  const name = text
    .replace(lookAlikeDots, nameDot)
    .replace(/[\uFF21-\uFF3A\uFF41-\uFF5A]/gu, toHalfWidth)
    .replace(plainDotBesideHan, nameDot)
    .replace(outerBlanks, '')
    .replace(blanksBesideDot, '')
    .replace(blanksBesideHan, '')
    .replace(innerBlanks, ' ');
  return { name, mended: name !== text };
}

/** Number of code points: a character of a supplementary plane counts once. */
export function codePointLength(text: string): number {
  return [...text].length;
}

/** A character as messages show it: itself where it can be seen, and its code point, 〔U+E81E〕. */
function namedCodePoint(character: string): string {
  return `〔U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}〕`;
}

function isPrivateUse(codePoint: number): boolean {
  return (codePoint >= 0xe000 && codePoint <= 0xf8ff) || codePoint >= 0xf0000;
}

function whyRefused(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  const place = namedCodePoint(character);
  if (isPrivateUse(codePoint)) return `有自造字 ${place}，别的机器显示不出。按证件用输入法的生僻字重新录入`;
  if (character === '?' || character === '？') return `有问号 ${place}，可能是生僻字在导出时丢了。对照证件补上原字`;
  if (/\p{Nd}/u.test(character)) return `有数字 ${character}${place}。对照证件改正`;
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Cn}]/u.test(character)) return `有看不见的字符 ${place}。删去后重新录入`;
  return `不能有 ${character}${place}。姓名只用汉字、蒙古文、字母和间隔点 ·，对照证件改正`;
}

/**
 * Null if the (normalised) name can be stored. Refused are digits, control and private-use characters, question marks left
 * by lost characters, emoji and other signs, a dot at either end, and more than `longestName` code points.
 */
export function checkName(name: string): NameFault | null {
  if (name.trim() === '') return { code: 'nameMissing', sentence: '没有填姓名。对照证件补上' };
  const length = codePointLength(name);
  if (length > longestName) {
    return { code: 'nameLength', sentence: `有 ${length} 个字，最多 ${longestName} 个，可能串了列。对照证件改正` };
  }
  const refused = refusedCharacter.exec(name);
  if (refused) return { code: 'nameCharacters', sentence: whyRefused(refused[0]) };
  if (name.startsWith(nameDot) || name.endsWith(nameDot) || name.includes(nameDot + nameDot)) {
    return { code: 'nameCharacters', sentence: '间隔点 · 只能放在名字的两部分之间。对照证件改正' };
  }
  if (!new RegExp(`[${han}${latin}${mongolian}]`, 'u').test(name.replace(/['’-]/gu, ''))) {
    return { code: 'nameCharacters', sentence: '只有符号，没有文字。对照证件改正' };
  }
  return null;
}

/** Search key: NFKC, lower case, dots and blanks removed. For finding only, never for storing or showing. */
export function nameKey(name: string): string {
  return normaliseName(name).name.normalize('NFKC').toLowerCase().replaceAll(nameDot, '').replace(/\s/gu, '');
}

/** UTF-16 units a card record holds of a name (30 bytes, domain facts 3.6). */
const cardNameUnits = 15;

/**
 * Compares the full name with the name on the card: `prefix` where the card record was full and had to cut the name (also
 * one unit earlier, or with half a character left over, where the cut met a supplementary character).
 */
export function compareCardName(full: string, card: string): 'equal' | 'prefix' | 'different' {
  const onCard = card.replace(new RegExp(`${blank}+$`, 'u'), '');
  const [long, short] = [normaliseName(full).name, normaliseName(onCard.replace(/[\uD800-\uDBFF]$/u, '')).name];
  if (long === short) return 'equal';
  const isFull = onCard.length === cardNameUnits || onCard.length === cardNameUnits - 1;
  if (!isFull || !long.startsWith(short)) return 'different';
  const next = long.codePointAt(short.length) ?? 0;
  const fillsRecord = onCard.length === cardNameUnits || next > 0xffff;
  return fillsRecord ? 'prefix' : 'different';
}
