/** Semesters of senior school counted from the autumn of grade 10: 1 = grade 10 first, 2 = grade 10 second … 6. */
export type Semester = number;

/**
 * The semester of a cohort (year of the grade-10 autumn) on a day (PlainDate). A school year begins in September; January
 * and February belong to its first semester, whose exams they hold. Below 1 = before grade 10.
 */
export function semesterOf(cohortYear: number, on: string): Semester {
  const year = Number(on.slice(0, 4));
  const month = Number(on.slice(5, 7));
  const schoolYear = month >= 9 ? year : year - 1;
  const half = month >= 9 || month <= 2 ? 1 : 2;
  return (schoolYear - cohortYear) * 2 + half;
}

/** 10, 11, 12 for the semesters 1–6. */
export function gradeOf(semester: Semester): number {
  return 10 + Math.floor((semester - 1) / 2);
}

const gradeWords: Readonly<Record<number, string>> = { 10: '高一', 11: '高二', 12: '高三' };

/** 高一第二学期; outside senior school in plain words. */
export function semesterInWords(semester: Semester): string {
  const grade = gradeWords[gradeOf(semester)];
  if (grade === undefined) return semester < 1 ? '上高一之前' : '高三毕业以后';
  return `${grade}第${semester % 2 === 1 ? '一' : '二'}学期`;
}
