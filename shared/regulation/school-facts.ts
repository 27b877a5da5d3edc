/** A class that pupils are to be moved to. `isOpen` = not closed by the school. */
export type TargetClass = {
  readonly name: string;
  readonly schoolId: string;
  readonly cohortYear: number;
  readonly isOpen: boolean;
};

/**
 * What the rules of school administration and class change ask besides the candidacy itself; merged into CandidacyFacts.
 * A class that is being set up or renamed stands under the names of CandidateData: classCode, className, cohortYear.
 */
export type SchoolFacts = {
  /** internal id of the school whose data or classes are to be changed */
  readonly concernedSchoolId?: string;
  /** null = not filled in */
  readonly schoolAddress?: string | null;
  readonly schoolHeadName?: string | null;
  readonly schoolKind?: string | null;
  /** persons */
  readonly schoolStaffCount?: number | null;
  readonly schoolPhone?: string | null;
  /** names of the school's open classes, and of those among them that no working account answers for */
  readonly schoolClasses?: readonly string[];
  readonly classesWithoutTeacher?: readonly string[];
  /** name of another open class of the school that has this code in this year; null = none */
  readonly classCodeHolder?: string | null;
  /** the class that exists is to get another code or year */
  readonly classKeyChanges?: boolean;
  /** living records of pupils in the class */
  readonly classPupilCount?: number;
  /** null = no such class */
  readonly targetClass?: TargetClass | null;
};
