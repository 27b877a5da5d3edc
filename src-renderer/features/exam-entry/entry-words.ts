import type { Output } from '#shared/contract/index.ts';
import { examSubjectLabel } from '#shared/labels/exam-subject.ts';
import { dayAndTime } from '../../ui/moments.ts';

export type Board = Output<'examEntry.classBoard'>;
export type BoardPupil = Board['pupils'][number];
export type BoardClass = Board['classes'][number];
export type Offer = Output<'examEntry.offer'>;
export type Subject = Offer['chosen'][number];
/** Key of those without a class: private candidates and pupils in none yet. */
export const NO_CLASS = 'private';
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
  readonly shape: 'tick' | 'back' | 'hollow' | 'quarter' | 'pen';
  readonly word: string;
} {
  if (entry === null && !mayEnter) return { tone: 'waiting', shape: 'quarter', word: '还不能报' };
  if (entry === null) return { tone: 'waiting', shape: 'hollow', word: '未报' };
  if (entry.state === 'withdrawn') return { tone: 'returned', shape: 'back', word: '已撤回' };
  const subjects = `${entry.subjects.length} 科`;
  if (entry.slip === 'signed') return { tone: 'done', shape: 'tick', word: `${subjects} 已签字` };
  return { tone: 'waiting', shape: 'pen', word: `${subjects} ${entry.slip === 'printed' ? '待签字' : '未打印'}` };
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

/** The classes of the school of the chosen class, in their order; those without a school stand alone. */
export function classesBeside(classes: readonly BoardClass[], chosen: string): readonly BoardClass[] {
  const own = classes.find((one) => (one.classId ?? NO_CLASS) === chosen);
  return classes.filter((one) => one.schoolName === own?.schoolName);
}

/** What became of the paper of the entry that counts. */
export function slipWords({ state, signedBy, signedAt }: Offer['slip']): string {
  if (state === 'none') return '报名表还没有打印';
  if (state === 'printed' || signedAt === null) return '报名表已打印，等学生签字';
  return `签字的报名表 ${dayAndTime(signedAt)} ${signedBy} 收回`;
}

/** Pupils whose slip is printed and not back yet, with the version it was printed for. */
export function waitingForSignature(pupils: readonly BoardPupil[]): { candidacyId: string; version: number }[] {
  return pupils.flatMap(({ candidacyId, entry }) =>
    entry?.state === 'entered' && entry.slip === 'printed' ? [{ candidacyId, version: entry.version }] : [],
  );
}
