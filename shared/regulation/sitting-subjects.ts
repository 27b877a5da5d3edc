import { type ExamSubject, examSubjects, inSubjectOrder, regionSubjects } from '../labels/exam-subject.ts';

/** One line of the parameter `subjectsOfSittings`: `sitting@cohort=01,02` or `sitting=01,02` for every cohort. */
const line = /^([^@=]{1,40})(?:@(\d{4}))?=(\d{2}(?:,\d{2})*)$/u;

/** True if every entry can be read and names known subjects. */
export function areSittingSubjects(entries: readonly string[]): boolean {
  return entries.every((entry) => {
    const codes = line.exec(entry)?.[3]?.split(',') ?? [];
    return codes.length > 0 && codes.every((code) => (examSubjects as readonly string[]).includes(code));
  });
}

/**
 * Subjects of a sitting for a cohort (null = unknown): the edition's line for this cohort, else its line for all, else, where
 * the edition says nothing, the nine subjects that the region examines.
 */
export function subjectsOfSitting(
  entries: readonly string[],
  sitting: string,
  cohortYear: number | null,
): readonly ExamSubject[] {
  const own = entries.map((entry) => line.exec(entry)).filter((parts) => parts?.[1] === sitting);
  const found = own.find((parts) => parts?.[2] === String(cohortYear)) ?? own.find((parts) => parts?.[2] === undefined);
  return found?.[3] === undefined ? regionSubjects : inSubjectOrder(found[3].split(','));
}
