import { codeFinder } from './code-list.ts';

/**
 * 学生类别. The region has not published a value list, so this short one is the desk's own; a text outside it is kept and
 * shown as it came.
 */
export const pupilCategories = [
  ['general', '普通高中学生'],
  ['vocational', '中等职业学校学生'],
  ['private', '社会考生'],
] as const satisfies readonly (readonly [string, string])[];

const find = codeFinder(
  pupilCategories,
  [
    ['GENERAL', 'general'],
    ['VOCATIONAL', 'vocational'],
    ['PRIVATE', 'private'],
    ['普通高中', 'general'],
    ['普高', 'general'],
    ['普通高中在校生', 'general'],
    ['普通高中在籍生', 'general'],
    ['高中生', 'general'],
    ['中等职业学校', 'vocational'],
    ['中职', 'vocational'],
    ['中职学生', 'vocational'],
    ['中职在校生', 'vocational'],
    ['职高', 'vocational'],
    ['社会人员', 'private'],
    ['社会青年', 'private'],
  ],
  '',
);

/** general → 普通高中学生; any other text comes back as it is. */
export function pupilCategoryLabel(code: string): string {
  return pupilCategories.find(([known]) => known === code)?.[1] ?? code;
}

/** Code of a code or of a common wording; null if none fits (the caller keeps the text). */
export function pupilCategoryCodeOf(text: string): string | null {
  return find(text);
}
