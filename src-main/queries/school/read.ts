import { openFindings } from '#shared/domain/finding.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { schoolDataRules } from '#shared/regulation/rule-sets.ts';
import { classLineOf } from '../../db/store/candidacy-class.ts';
import { outOfReach } from '../../db/store/candidacy-reach.ts';
import { ownSchool } from '../../db/store/school.ts';
import { classesOfSchool, countWithoutClass, type SchoolClass, teachersOfClass } from '../../db/store/school-class.ts';
import { judgeSchoolAct, parameterToday, schoolFacts } from '../../db/store/school-judgement.ts';
import type { QueryContext, QueryHandler } from '../../platform/act.ts';

/** The account's own school: its data, what is missing, and each class with teachers and progress. */
export const readSchool: QueryHandler<'school.read'> = (_input, context) => {
  const { db, actor } = context;
  const school = ownSchool(db, actor.schoolId);
  if (!school) return failed(outOfReach);
  const { id: schoolId, ...rest } = school;
  const kinds = parameterToday(context, 'schoolKinds');
  const { findings } = judgeSchoolAct(context, schoolDataRules, schoolFacts(context, school), '');
  return ok({
    schoolId,
    ...rest,
    kinds: [...kinds],
    classes: classesOfSchool(db, schoolId).map((one) => lineOf(context, one)),
    withoutClass: countWithoutClass(db, schoolId),
    findings: openFindings(findings),
  });
};

function lineOf({ db }: QueryContext, one: SchoolClass) {
  const counts = classLineOf(db, one.id);
  return {
    classId: one.id,
    version: one.version,
    code: one.code,
    name: one.name,
    cohortYear: one.cohortYear,
    closed: one.closedAt !== null,
    teachers: teachersOfClass(db, one.id),
    total: counts?.total ?? 0,
    done: counts?.done ?? 0,
    waiting: counts?.waiting ?? 0,
    returned: counts?.returned ?? 0,
    waitingForTeacher: counts?.waitingForTeacher ?? 0,
  };
}
