import { codeFinder, labelOf } from './code-list.ts';

/** GB/T 4762. */
export const politicalStatuses = [
  ['01', '中共党员'],
  ['02', '中共预备党员'],
  ['03', '共青团员'],
  ['04', '民革党员'],
  ['05', '民盟盟员'],
  ['06', '民建会员'],
  ['07', '民进会员'],
  ['08', '农工党党员'],
  ['09', '致公党党员'],
  ['10', '九三学社社员'],
  ['11', '台盟盟员'],
  ['12', '无党派人士'],
  ['13', '群众'],
] as const satisfies readonly (readonly [string, string])[];

const otherNames = [
  ['党员', '01'],
  ['中国共产党党员', '01'],
  ['预备党员', '02'],
  ['中国共产党预备党员', '02'],
  ['团员', '03'],
  ['共青团', '03'],
  ['中国共产主义青年团团员', '03'],
  ['民革', '04'],
  ['民革会员', '04'],
  ['民盟', '05'],
  ['民建', '06'],
  ['民进', '07'],
  ['农工党', '08'],
  ['致公党', '09'],
  ['九三学社', '10'],
  ['台盟', '11'],
  ['无党派民主人士', '12'],
  ['无党派', '12'],
  ['少先队员', '13'],
] as const;

const find = codeFinder(politicalStatuses, otherNames, '');

/** 03 → 共青团员; an unknown code is shown as such. */
export function politicalStatusLabel(code: string): string {
  return labelOf(politicalStatuses, code);
}

/** Code of a code or of a full or common name; null if none fits. A Young Pioneer counts as 群众. */
export function politicalStatusCodeOf(text: string): string | null {
  return find(text);
}
