import { codeFinder, labelOf } from './code-list.ts';

/** Foreign languages as exam systems number them; the choice open to pupils is a parameter of the region. */
export const foreignLanguages = [
  ['1', '英语'],
  ['2', '俄语'],
  ['3', '日语'],
  ['4', '德语'],
  ['5', '法语'],
  ['6', '西班牙语'],
  ['9', '其他'],
] as const satisfies readonly (readonly [string, string])[];

const find = codeFinder(
  foreignLanguages,
  [
    ['英文', '1'],
    ['俄文', '2'],
    ['日文', '3'],
    ['德文', '4'],
    ['法文', '5'],
    ['西语', '6'],
    ['其它', '9'],
  ],
  '语',
);

/** 1 → 英语; an unknown code is shown as such. */
export function foreignLanguageLabel(code: string): string {
  return labelOf(foreignLanguages, code);
}

/** Code of a code or of 英语, 英, 英文 …; null if none fits. */
export function foreignLanguageCodeOf(text: string): string | null {
  return find(text);
}
