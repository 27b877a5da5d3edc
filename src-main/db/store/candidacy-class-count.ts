import type { Output } from '#shared/contract/index.ts';
import type { Actor } from '#shared/domain/role.ts';
import type { DeskDb } from '../open.ts';
import { scopeCondition } from './candidacy-reach.ts';

export type ClassCount = Output<'preRegistration.counts'>[number];

const sums = `sum(c.status = 'preRegistered') AS waiting, sum(c.status = 'returned') AS returned,
  sum(c.status NOT IN ('preRegistered', 'returned')) AS through`;
const counted = `c.status NOT IN ('staged', 'joined', 'withdrawn', 'void')`;

/** Pre-registrations inside the scope of `actor` by class, in class order; those without a class come last. */
export function countPreRegistrations(db: DeskDb, actor: Actor): ClassCount[] {
  const isSchool = actor.role === 'schoolAdministrator';
  const byClass = db
    .statement(
      // answered from the index alone
      `SELECT k.id AS classId, k.name AS className, s.name AS schoolName, t.waiting, t.returned, t.through FROM
         (SELECT c.class_id, ${sums} FROM candidacy c INDEXED BY candidacy_by_class
          WHERE c.class_id IS NOT NULL AND ${counted} GROUP BY c.class_id) t
       JOIN school_class k ON k.id = t.class_id JOIN school s ON s.id = k.school_id
       WHERE (@schoolId IS NULL OR s.id = @schoolId)
         AND (@classIds IS NULL OR k.id IN (SELECT value FROM json_each(@classIds)))
       ORDER BY s.code, k.cohort_year, k.code`,
    )
    .all({
      schoolId: isSchool ? (actor.schoolId ?? '') : null,
      classIds: actor.role === 'classTeacher' ? JSON.stringify(actor.classIds) : null,
    }) as ClassCount[];
  const scope = scopeCondition(actor);
  const withoutClass = db
    .statement(
      `SELECT NULL AS classId, NULL AS className, s.name AS schoolName, ${sums}
       FROM candidacy c LEFT JOIN school s ON s.id = c.school_id
       WHERE c.class_id IS NULL AND c.entry_category = 'enrolled' AND ${counted} AND ${scope.sql} GROUP BY c.school_id ORDER BY s.code`,
    )
    .all(scope.parameters) as ClassCount[];
  return [...byClass, ...withoutClass];
}
