import type { Output } from '#shared/contract/index.ts';
import type { Actor } from '#shared/domain/role.ts';
import type { FiledAt, JoiningSchool } from '#shared/regulation/transfer-facts.ts';
import type { DeskDb } from '../open.ts';
import type { ApplicationRequest, ApplicationRow } from './application.ts';
import { classesOfSchool } from './school-class.ts';

type ListedSchool = Omit<JoiningSchool, 'isHere'> & {
  readonly id: string;
  readonly code: string;
  readonly own: number;
};

const listed = `SELECT s.id, s.code, s.name, coalesce(a.name, s.exam_area_code) AS areaName, s.is_own AS own
  FROM school s LEFT JOIN exam_area a ON a.code = s.exam_area_code`;

/** The school that a transfer names, as the region's list has it; null = the request is no transfer. */
export function joiningSchoolOf(db: DeskDb, request: ApplicationRequest): JoiningSchool | null {
  if (request.kind !== 'transfer') return null;
  const { code, name } = request.joiningSchool;
  const row = db.statement(`${listed} WHERE s.code = ?`).get(code) as ListedSchool | undefined;
  if (!row) return { id: null, code, name, areaName: null, isHere: false };
  const { own, ...school } = row;
  return { ...school, isHere: own === 1 };
}

/** Every school of the region's list, those of this office first. */
export function schoolsToJoin(db: DeskDb): Output<'application.joiningSchools'> {
  const rows = db.statement(`${listed} ORDER BY s.is_own DESC, areaName, s.code`).all() as ListedSchool[];
  return rows.map(({ code, name, areaName, own }) => ({ code, name, areaName: areaName ?? '', isHere: own === 1 }));
}

/** Open classes of a school to choose from, newest year first. */
export function openClasses(
  db: DeskDb,
  schoolId: string,
): { readonly classId: string; readonly name: string; readonly cohortYear: number }[] {
  return classesOfSchool(db, schoolId)
    .filter(({ closedAt }) => closedAt === null)
    .map(({ id, name, cohortYear }) => ({ classId: id, name, cohortYear }));
}

/**
 * A condition on `application a`: transfers that a school takes part in beside the records of its own pupils (3.1c): the
 * one that is left, also afterwards, and the one that is joined, once it is filed and until it has come to nothing: a pupil who
 * does not join is none of its own (2.6). Parameter `school`.
 */
export const transfersOfSchool = `(a.kind = 'transfer' AND (a.school_id = @school OR (a.joining_school_id = @school
  AND a.state NOT IN ('rejected', 'withdrawn')
  AND (a.submitted_at IS NOT NULL OR a.started_by IN (SELECT id FROM user_account WHERE school_id = @school)))))`;

/** Where an application was begun: at a school, by an account of it, or at the county (null). */
export function filedAtSchool(db: DeskDb, { startedBy }: Pick<ApplicationRow, 'startedBy'>): FiledAt {
  const row = db
    .statement(`SELECT s.id AS schoolId, s.name FROM user_account u JOIN school s ON s.id = u.school_id WHERE u.id = ?`)
    .get(startedBy) as FiledAt | undefined;
  return row ?? null;
}

/** True if the account's school takes part in this application beside the candidate's own scope. */
export function takesPart(db: DeskDb, actor: Actor, row: Pick<ApplicationRow, 'id'>): boolean {
  if (actor.role !== 'schoolAdministrator' || actor.schoolId === null) return false;
  const found = db.statement(`SELECT 1 FROM application a WHERE a.id = @id AND ${transfersOfSchool}`);
  return found.get({ id: row.id, school: actor.schoolId }) !== undefined;
}
