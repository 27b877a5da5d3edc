import type { TargetClass } from '#shared/regulation/school-facts.ts';
import type { DeskDb } from '../open.ts';
import { type PupilLine, pupilLines } from './candidacy-line.ts';

export type SchoolClass = {
  readonly id: string;
  readonly schoolId: string;
  readonly version: number;
  readonly code: string;
  readonly name: string;
  readonly cohortYear: number;
  readonly closedAt: string | null;
};
export type ClassTeacher = { readonly userId: string; readonly displayName: string; readonly loginName: string };

const columns = `SELECT id, school_id AS schoolId, version, code, name, cohort_year AS cohortYear, closed_at AS closedAt
  FROM school_class`;
/** Records that belong to somebody in the class; those of an import that is being written count already. */
const ofSomebody = `status NOT IN ('joined', 'withdrawn', 'void')`;

/** The classes of a school: open ones first, by year and code. */
export function classesOfSchool(db: DeskDb, schoolId: string): SchoolClass[] {
  return db
    .statement(`${columns} WHERE school_id = ? ORDER BY closed_at IS NOT NULL, cohort_year DESC, code`)
    .all(schoolId) as SchoolClass[];
}

/** One class, open or closed, or null. */
export function schoolClassById(db: DeskDb, classId: string): SchoolClass | null {
  return (db.statement(`${columns} WHERE id = ?`).get(classId) as SchoolClass | undefined) ?? null;
}

/** A class that pupils are to be moved to, as the rules see it; null = none named, or no such class. */
export function targetClassOf(db: DeskDb, classId: string | null): TargetClass | null {
  const found = classId === null ? null : schoolClassById(db, classId);
  if (!found) return null;
  const { name, schoolId, cohortYear, closedAt } = found;
  return { name, schoolId, cohortYear, isOpen: closedAt === null };
}

/** The class of a school with this code in this year, open or closed, or null: there is at most one. */
export function schoolClassByCode(
  db: DeskDb,
  key: Pick<SchoolClass, 'schoolId' | 'code' | 'cohortYear'>,
): SchoolClass | null {
  const row = db
    .statement(`${columns} WHERE school_id = ? AND code = ? AND cohort_year = ?`)
    .get(key.schoolId, key.code, key.cohortYear) as SchoolClass | undefined;
  return row ?? null;
}

/** Writes code, name, year and whether the class is closed, and raises its version. */
export function saveSchoolClass(
  db: DeskDb,
  before: SchoolClass,
  now: Pick<SchoolClass, 'code' | 'name' | 'cohortYear' | 'closedAt'>,
): void {
  const { code, name, cohortYear, closedAt } = now;
  const changed = db
    .statement(
      `UPDATE school_class SET code = @code, name = @name, cohort_year = @cohortYear, closed_at = @closedAt,
         version = version + 1 WHERE id = @id AND version = @version`,
    )
    .run({ code, name, cohortYear, closedAt, id: before.id, version: before.version }).changes;
  if (changed !== 1) throw new Error('saveSchoolClass: the row moved on inside the transaction');
}

/** Records that know the class by its code; with `graduated` also those of pupils who have left. */
export function countPupilsOfClass(db: DeskDb, classId: string, graduated: boolean): number {
  return Number(
    db
      .statement(
        `SELECT count(*) FROM candidacy WHERE class_id = @classId AND ${ofSomebody}
           AND (@graduated = 1 OR status <> 'closed')`,
      )
      .pluck()
      .get({ classId, graduated: graduated ? 1 : 0 }),
  );
}

/** Accounts in use that answer for a class, by name. */
export function teachersOfClass(db: DeskDb, classId: string): ClassTeacher[] {
  return db
    .statement(
      `SELECT u.id AS userId, u.display_name AS displayName, u.login_name AS loginName
       FROM user_class uc JOIN user_account u ON u.id = uc.user_id
       WHERE uc.class_id = ? AND u.role = 'classTeacher' AND u.disabled_at IS NULL ORDER BY u.display_name`,
    )
    .all(classId) as ClassTeacher[];
}

const livingOf = `c.status NOT IN ('staged', 'joined', 'withdrawn', 'void', 'closed') AND c.school_id = @schoolId
  AND c.class_id IS @classId`;

/** The pupils of a class in calling order; `classId` null = those of the school who have none. At most `limit`. */
export function pupilsOfSchoolClass(db: DeskDb, schoolId: string, classId: string | null, limit: number): PupilLine[] {
  return pupilLines(db, {
    where: livingOf,
    parameters: { schoolId, classId },
    orderBy: 'c.seat_no IS NULL, c.seat_no, c.pinyin_full, c.id',
    limit,
  });
}

/** Pupils of the school without a class. */
export function countWithoutClass(db: DeskDb, schoolId: string): number {
  return Number(
    db.statement(`SELECT count(*) FROM candidacy c WHERE ${livingOf}`).pluck().get({ schoolId, classId: null }),
  );
}
