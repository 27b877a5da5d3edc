import { codeFinder, labelOf } from './code-list.ts';

/** GB/T 2261.1; 男 and 女 as forms print them. */
export const sexes = [
  ['0', '未知'],
  ['1', '男'],
  ['2', '女'],
  ['9', '未说明'],
] as const satisfies readonly (readonly [string, string])[];

const find = codeFinder(
  sexes,
  [
    ['未知的性别', '0'],
    ['男性', '1'],
    ['男生', '1'],
    ['女性', '2'],
    ['女生', '2'],
    ['未说明的性别', '9'],
  ],
  '',
);

/** 1 → 男; an unknown code is shown as such. */
export function sexLabel(code: string): string {
  return labelOf(sexes, code);
}

/** Code of a code or of 男, 女, 男性, 女性 …; null if none fits. */
export function sexCodeOf(text: string): string | null {
  return find(text);
}
