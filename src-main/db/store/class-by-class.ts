import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import type { Actor } from '#shared/domain/role.ts';
import type { DeskDb } from '../open.ts';

export type ClassWalk = {
  readonly statuses: readonly CandidacyStatus[];
  /** one class only; null = all */
  readonly classId: string | null;
  /** classes outside the scope of this account are passed over; the rows are for `read` to keep inside it */
  readonly actor: Actor;
  readonly limit: number;
};

// answered from the index alone: which classes have any, those without a class first
const classesWithAny = `SELECT t.classId FROM
    (SELECT class_id AS classId FROM candidacy INDEXED BY candidacy_by_class
     WHERE status IN (SELECT value FROM json_each(@statuses)) GROUP BY class_id) t
  LEFT JOIN school_class k ON k.id = t.classId LEFT JOIN school s ON s.id = k.school_id
  WHERE @schoolId IS NULL OR k.school_id = @schoolId OR k.id IS NULL
  ORDER BY s.code, k.cohort_year, k.code`;
const classesAsked = `SELECT k.id FROM school_class k JOIN school s ON s.id = k.school_id
  WHERE k.id IN (SELECT value FROM json_each(@classIds)) ORDER BY s.code, k.cohort_year, k.code`;

/**
 * The first `limit` rows in the order of school, year and class. `read` gives at most so many of one class, in their
 * order: nobody has to be read and sorted who is not shown.
 */
export function classByClass<Row>(
  db: DeskDb,
  walk: ClassWalk,
  read: (classId: string | null, limit: number) => readonly Row[],
): Row[] {
  const rows: Row[] = [];
  for (const classId of classesOf(db, walk)) {
    if (rows.length >= walk.limit) break;
    rows.push(...read(classId, walk.limit - rows.length));
  }
  return rows;
}

function classesOf(db: DeskDb, { actor, classId, statuses }: ClassWalk): readonly (string | null)[] {
  const asked = classId !== null ? [classId] : actor.role === 'classTeacher' ? actor.classIds : null;
  const classes =
    asked !== null
      ? db
          .statement(classesAsked)
          .pluck()
          .all({ classIds: JSON.stringify(asked) })
      : db
          .statement(classesWithAny)
          .pluck()
          .all({
            statuses: JSON.stringify(statuses),
            schoolId: actor.role === 'schoolAdministrator' ? (actor.schoolId ?? '') : null,
          });
  return classes as (string | null)[];
}
