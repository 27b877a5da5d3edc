import { failed, ok } from '#shared/lib/result.ts';
import { schoolClassClosingRules } from '#shared/regulation/rule-sets.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { outOfReach } from '../../db/store/candidacy-reach.ts';
import { ownSchool } from '../../db/store/school.ts';
import { countPupilsOfClass, saveSchoolClass, schoolClassById } from '../../db/store/school-class.ts';
import { judgeSchoolAct, keptFindings, schoolFacts } from '../../db/store/school-judgement.ts';
import type { CommandHandler } from '../../platform/act.ts';

/** Closes a class that nobody is in any more (clause 1.3.1): it leaves the lists, its records keep its name. */
export const closeClass: CommandHandler<'school.closeClass'> = {
  act({ classId, version }, _prepared, context) {
    const { db, actor, clock, record } = context;
    const school = ownSchool(db, actor.schoolId);
    const stored = schoolClassById(db, classId);
    if (!school || stored?.schoolId !== school.id) return failed(outOfReach);
    if (stored.closedAt !== null) return ok({});
    if (stored.version !== version) return failed(staleFault(db, classId));
    const facts = {
      ...schoolFacts(context, school),
      className: stored.name,
      classPupilCount: countPupilsOfClass(db, classId, false),
    };
    const judged = judgeSchoolAct(context, schoolClassClosingRules, facts, `不能关班级：${stored.name}`);
    if (!judged.ok) return judged;
    saveSchoolClass(db, stored, { ...stored, closedAt: clock.now() });
    const { code, name, cohortYear } = stored;
    record({
      kind: 'schoolClass.closed',
      subjectNoun: 'schoolClass',
      subjectId: classId,
      payload: { code, name, cohortYear, judged: keptFindings(judged.findings) },
    });
    return ok({});
  },
  changes: ['school', 'candidacy'],
};
