import type { Output } from '#shared/contract/index.ts';

export type School = Output<'school.read'>;
export type ClassLine = School['classes'][number];
export type ClassPupil = Output<'school.pupils'>[number];

/** 高一(3)班（2026 级） */
export function classTitle(line: Pick<ClassLine, 'name' | 'cohortYear'>): string {
  return `${line.name}（${line.cohortYear} 级）`;
}

/** Where the pupils of a class are, the parts that are not zero. */
export function progressWords(line: ClassLine): string {
  if (line.total === 0) return '没有学生';
  const parts = [
    ['已登记', line.done],
    ['待采集', line.waiting],
    ['待班主任', line.waitingForTeacher],
    ['退回', line.returned],
    ['其他', line.total - line.done - line.waiting - line.waitingForTeacher - line.returned],
  ] as const;
  return parts.flatMap(([word, count]) => (count > 0 ? [`${word} ${count}`] : [])).join(' · ');
}
