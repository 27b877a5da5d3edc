import { tightNumber } from './width.ts';

export type PostCodeFault = { readonly code: 'postCode'; readonly sentence: string };

/** Half-width, without blanks. */
export function normalisePostCode(text: string): string {
  return tightNumber(text);
}

/** Null for six digits; 000000 stands for "not known" in old files and is refused. */
export function checkPostCode(text: string): PostCodeFault | null {
  const code = normalisePostCode(text);
  if (/^\d{6}$/u.test(code) && code !== '000000') return null;
  if (/^\d+$/u.test(code) && code.length !== 6) {
    return { code: 'postCode', sentence: `邮政编码应有 6 位，这里是 ${code.length} 位。补全，或留空` };
  }
  return { code: 'postCode', sentence: '邮政编码应是 6 位数字。改正，或留空' };
}
