import type { Output } from '#shared/contract/index.ts';
import { examSubjectLabel } from '#shared/labels/exam-subject.ts';
import { dayAndTime } from '../../ui/moments.ts';

export type Board = Output<'examEntry.classBoard'>;
export type BoardPupil = Board['pupils'][number];
export type Offer = Output<'examEntry.offer'>;
export type Subject = Offer['chosen'][number];
/** What stands on the tiles; null = as it was entered. */
export type Choice = { readonly subjects: readonly Subject[]; readonly foreignLanguage: string | null };

/** When entry is open, as published. */
export function windowWords(windows: readonly Board['windows'][number][]): string {
  if (windows.length === 0) return '没有公布选课报名的时间';
  const each = windows.map(({ cohortYear, opensAt, closesAt }) => {
    const whom = cohortYear === null ? '' : `${cohortYear} 年入学的 `;
    return `${whom}${dayAndTime(opensAt)} 到 ${dayAndTime(closesAt)}`;
  });
  return [...new Set(each)].join('；');
}

/** 3 / 4 科, or 3 科 where no limit is known. */
export function countWords(chosen: number, most: number | null): string {
  return most === null ? `${chosen} 科` : `${chosen} / ${most} 科`;
}

/** 语文、数学 */
export function namesOf(subjects: readonly Subject[]): string {
  return subjects.map(examSubjectLabel).join('、');
}

/** State of a pupil's entry in the list of the class. */
export function entryMark({ entry, mayEnter }: Pick<BoardPupil, 'entry' | 'mayEnter'>): {
  readonly tone: 'done' | 'returned' | 'waiting';
  readonly shape: 'tick' | 'back' | 'hollow' | 'quarter';
  readonly word: string;
} {
  if (entry === null && !mayEnter) return { tone: 'waiting', shape: 'quarter', word: '还不能报' };
  if (entry === null) return { tone: 'waiting', shape: 'hollow', word: '未报' };
  if (entry.state === 'withdrawn') return { tone: 'returned', shape: 'back', word: '已撤回' };
  return { tone: 'done', shape: 'tick', word: `${entry.subjects.length} 科` };
}

/** The answer, if it is about this pupil in this sitting: another's must never stand beside the name. */
export function offerFor<T extends { readonly candidacyId: string; readonly sitting: { readonly sitting: string } }>(
  answer: T | null,
  candidacyId: string | null,
  sitting: string | null,
): T | null {
  return answer?.candidacyId === candidacyId && answer.sitting.sitting === sitting ? answer : null;
}

/** True if what stands on the tiles is not what was entered, in subjects or in language: such a slip would be wrong. */
export function isOtherChoice(choice: Choice, entry: Choice | null): boolean {
  if (entry === null || choice.subjects.join() !== entry.subjects.join()) return true;
  return choice.foreignLanguage !== null && choice.foreignLanguage !== entry.foreignLanguage;
}
