import type { Actor } from '#shared/domain/role.ts';
import { placeKey, type RosterReference } from '#shared/domain/roster-reference.ts';
import type { DeskDb } from '../open.ts';
import { publishedWindows } from './calendar.ts';
import { codeTables } from './code-table.ts';
import { editionToday } from './facts-office.ts';

/** What roster rows are read against today: schools, classes and sittings. */
export function rosterReference(db: DeskDb, actor: Actor, today: string): RosterReference {
  const schools = db
    .statement(
      `SELECT s.id, s.code, s.name, s.is_own AS isOwn, s.exam_area_code AS areaCode, s.withdrawn_from AS withdrawnFrom,
         coalesce(a.name, s.exam_area_code) AS areaName
       FROM school s LEFT JOIN exam_area a ON a.code = s.exam_area_code`,
    )
    .all() as {
    id: string;
    code: string;
    name: string;
    isOwn: number;
    areaCode: string;
    withdrawnFrom: string | null;
    areaName: string;
  }[];
  const classes = db
    .statement(
      'SELECT id, school_id AS schoolId, code, name, cohort_year AS cohortYear FROM school_class WHERE closed_at IS NULL',
    )
    .all() as { id: string; schoolId: string; code: string; name: string; cohortYear: number }[];
  return {
    schools: schools.map((school) => ({ ...school, isOwn: school.isOwn === 1, key: placeKey(school.name) })),
    classes: classes.map((each) => ({ ...each, key: placeKey(each.name) })),
    sittings: publishedWindows(db, 'sitting', today).flatMap(({ sitting, label }) =>
      sitting === null ? [] : [{ sitting, label }],
    ),
    today,
    codeTables: codeTables(db),
    onlySchoolId: actor.role === 'schoolAdministrator' ? (actor.schoolId ?? '') : null,
  };
}

/** The edition new records are judged by. */
export function editionIdToday(db: DeskDb, today: string): string {
  return editionToday(db, today).id;
}
