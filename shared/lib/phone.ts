import { checkMobile, normaliseMobile } from './mobile.ts';
import { isScientific, tightNumber } from './width.ts';

export type PhoneFault = { readonly code: 'phone'; readonly sentence: string };

// area codes: 010, 02x, else four digits
const landline = /^(010|02\d|0[3-9]\d{2})-?(\d{7,8})(?:-(\d{1,6}))?$/u;

/**
 * An office's telephone as it is stored: half-width, without blanks and brackets, area code and extension set off by a
 * dash, 0476-4321234-8001. A mobile number comes back as such.
 */
export function normalisePhone(text: string): string {
  const tidy = tightNumber(text)
    .replace(/[‐‑‒–—－]/gu, '-')
    .replace(/^\((0\d{2,3})\)/u, '$1-')
    .replace(/(?:转|EXT\.?)/u, '-');
  const match = landline.exec(tidy);
  if (!match) return checkMobile(tidy) === null ? normaliseMobile(tidy) : tidy;
  return match.slice(1).filter(Boolean).join('-');
}

/** Null for a landline with area code (extension allowed) or a mobile number. */
export function checkPhone(text: string): PhoneFault | null {
  const number = normalisePhone(text);
  if (landline.test(number) || checkMobile(number) === null) return null;
  if (isScientific(text))
    return { code: 'phone', sentence: '电话被表格存成了科学计数。向学校问清后重新填写，如 0476-4321234' };
  if (!/^\+?[\d-]+$/u.test(number))
    return { code: 'phone', sentence: '电话里有数字以外的字符。只写号码，如 0476-4321234' };
  if (/^[2-9]\d{6,7}$/u.test(number)) return { code: 'phone', sentence: '固定电话少了区号。补上区号，如 0476-4321234' };
  return { code: 'phone', sentence: '位数不对。写区号加 7 到 8 位，如 0476-4321234，或 11 位手机号' };
}
