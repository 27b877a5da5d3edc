import { isScientific, tightNumber } from './width.ts';

export type MobileFault = { readonly code: 'mobile'; readonly sentence: string };

/** Half-width, without blanks, dashes and brackets; +86 and 0086 go, another leading 00 becomes +. */
export function normaliseMobile(text: string): string {
  const tidy = tightNumber(text).replace(/[-‐‑‒–—()]/gu, '');
  const international = tidy.replace(/^00(?=\d)/u, '+');
  return international.replace(/^\+86(?=1\d{10}$)/u, '');
}

/** Null for a mainland mobile number (11 digits, 13–19) or a number of elsewhere with + and 8 to 15 digits (ITU E.164). */
export function checkMobile(text: string): MobileFault | null {
  const number = normaliseMobile(text);
  if (/^1[3-9]\d{9}$/u.test(number) || /^\+[1-9]\d{7,14}$/u.test(number)) return null;
  if (isScientific(text)) {
    return { code: 'mobile', sentence: '手机号被表格存成了科学计数。先把这一列设成文本格式，再重新填写' };
  }
  if (!/^\+?\d+$/u.test(number)) return { code: 'mobile', sentence: '手机号里有数字以外的字符。向本人问清后改正' };
  if (number.startsWith('+')) {
    return { code: 'mobile', sentence: '带国际区号的号码应是 + 加 8 到 15 位数字。向本人问清后改正' };
  }
  if (number.length !== 11) {
    return { code: 'mobile', sentence: `手机号应有 11 位，这里是 ${number.length} 位。向本人问清后改正` };
  }
  return { code: 'mobile', sentence: `手机号没有 ${number.slice(0, 2)} 开头的。向本人问清后改正` };
}
