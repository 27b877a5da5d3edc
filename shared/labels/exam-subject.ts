import { codeFinder, labelOf } from './code-list.ts';

/** Who runs a paper: the region (统考, nine written papers) or the league under the region's requirements. */
export type SubjectRun = 'region' | 'league';

/**
 * The thirteen subjects of the exam (implementing rules of the region). The codes are ours, in the order the region names
 * the subjects: no code list has been published. Lab-skill tests belong to their subjects and are no entries of their own.
 */
const subjects = [
  ['01', '语文', 'region'],
  ['02', '数学', 'region'],
  ['03', '外语', 'region'],
  ['04', '思想政治', 'region'],
  ['05', '历史', 'region'],
  ['06', '地理', 'region'],
  ['07', '物理', 'region'],
  ['08', '化学', 'region'],
  ['09', '生物学', 'region'],
  ['10', '体育与健康', 'league'],
  ['11', '艺术（音乐、美术）', 'league'],
  ['12', '信息技术', 'league'],
  ['13', '通用技术', 'league'],
] as const satisfies readonly (readonly [code: string, label: string, run: SubjectRun])[];

/** Code of a subject, 01–13. */
export type ExamSubject = (typeof subjects)[number][0];

/** All thirteen codes in order. */
export const examSubjects: readonly ExamSubject[] = subjects.map(([code]) => code);
/** The nine that the region examines itself. */
export const regionSubjects: readonly ExamSubject[] = subjects.flatMap(([code, , run]) =>
  run === 'region' ? [code] : [],
);
/** 外语: the one subject whose paper depends on a language. */
export const foreignLanguageSubject: ExamSubject = '03';

const labels = subjects.map(([code, label]) => [code, label] as const);
const otherNames = [
  ['政治', '04'],
  ['思政', '04'],
  ['生物', '09'],
  ['体育', '10'],
  ['体育健康', '10'],
  ['艺术', '11'],
  ['艺术(音乐、美术)', '11'],
  ['信息', '12'],
  ['信息科技', '12'],
  ['通用', '13'],
  // the language is asked elsewhere; a list of results may name the paper
  ['英语', '03'],
  ['俄语', '03'],
  ['日语', '03'],
] as const;
const find = codeFinder(labels, otherNames, '');

/** 09 → 生物学; an unknown code is shown as such. */
export function examSubjectLabel(code: string): string {
  return labelOf(labels, code);
}

/** Code of a code or of 生物学, 生物 …; null if none fits. */
export function examSubjectCodeOf(text: string): ExamSubject | null {
  return find(text) as ExamSubject | null;
}

/** Who runs the paper of a subject. */
export function runOfSubject(code: ExamSubject): SubjectRun {
  return subjects.find(([known]) => known === code)?.[2] ?? 'region';
}

/** Known subjects of a list, each once, in the order of the list above. */
export function inSubjectOrder(codes: readonly string[]): ExamSubject[] {
  return examSubjects.filter((code) => codes.includes(code));
}

/** 语文、数学. */
export function subjectNames(codes: readonly ExamSubject[]): string {
  return codes.map(examSubjectLabel).join('、');
}
