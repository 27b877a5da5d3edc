import type { Fault } from '#shared/contract/faults.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { toHalfWidth } from '#shared/lib/width.ts';
import type { CandidacyFacts } from '#shared/regulation/facts.ts';
import { schoolClassRules } from '#shared/regulation/rule-sets.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { outOfReach } from '../../db/store/candidacy-reach.ts';
import { insertClass } from '../../db/store/roster-row-accept.ts';
import { type OwnSchool, ownSchool } from '../../db/store/school.ts';
import {
  countPupilsOfClass,
  type SchoolClass,
  saveSchoolClass,
  schoolClassByCode,
  schoolClassById,
} from '../../db/store/school-class.ts';
import { judgeSchoolAct, keptFindings, schoolFacts } from '../../db/store/school-judgement.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';

type ClassData = Pick<SchoolClass, 'code' | 'name' | 'cohortYear'>;

/**
 * Sets up a class, renames one, or opens a closed one again (clause 1.3.1). A code is used once per school and year: a new
 * class with the code of a closed one is that class again, so that its history stays one.
 */
export const saveClass: CommandHandler<'school.saveClass'> = {
  act(input, _prepared, context) {
    const { db, actor } = context;
    const school = ownSchool(db, actor.schoolId);
    if (!school) return failed(outOfReach);
    const data = { code: toHalfWidth(input.code), name: input.name, cohortYear: input.cohortYear };
    if (input.classId !== null) return changeClass(context, school, input.classId, input.version, data);
    const sameKey = schoolClassByCode(db, { schoolId: school.id, ...data });
    // the same key pressed twice
    if (sameKey?.closedAt === null && sameKey.name === data.name) return ok({ classId: sameKey.id });
    return sameKey && sameKey.closedAt !== null
      ? writeChange(context, school, sameKey, data)
      : addClass(context, school, data);
  },
  changes: ['school', 'candidacy'],
};

type Saved = Result<{ classId: string }, Fault>;

function changeClass(
  context: CommandContext,
  school: OwnSchool,
  classId: string,
  version: number | null,
  data: ClassData,
): Saved {
  const stored = schoolClassById(context.db, classId);
  if (!stored || stored.schoolId !== school.id) return failed(outOfReach);
  if (stored.closedAt === null && isSame(stored, data)) return ok({ classId });
  if (stored.version !== version) return failed(staleFault(context.db, classId));
  return writeChange(context, school, stored, data);
}

function writeChange(context: CommandContext, school: OwnSchool, stored: SchoolClass, data: ClassData): Saved {
  const { db, record } = context;
  const facts = {
    ...classFacts(context, school, stored, data),
    classKeyChanges: stored.code !== data.code || stored.cohortYear !== data.cohortYear,
    classPupilCount: countPupilsOfClass(db, stored.id, true),
  };
  const judged = judgeSchoolAct(context, schoolClassRules, facts, `不能改班级：${stored.name}`);
  if (!judged.ok) return judged;
  saveSchoolClass(db, stored, { ...data, closedAt: null });
  const { code, name, cohortYear } = stored;
  record({
    kind: stored.closedAt === null ? 'schoolClass.changed' : 'schoolClass.reopened',
    subjectNoun: 'schoolClass',
    subjectId: stored.id,
    payload: { from: { code, name, cohortYear }, to: data, judged: keptFindings(judged.findings) },
  });
  return ok({ classId: stored.id });
}

function addClass(context: CommandContext, school: OwnSchool, data: ClassData): Saved {
  const { db, ids, record } = context;
  const facts = { ...classFacts(context, school, null, data), classKeyChanges: false, classPupilCount: 0 };
  const judged = judgeSchoolAct(context, schoolClassRules, facts, `不能设班级：${data.name}`);
  if (!judged.ok) return judged;
  const entry = { id: ids.uuid(), schoolId: school.id, ...data };
  insertClass(db, entry);
  record({
    kind: 'schoolClass.created',
    subjectNoun: 'schoolClass',
    subjectId: entry.id,
    payload: { ...entry, judged: keptFindings(judged.findings) },
  });
  return ok({ classId: entry.id });
}

/** The class as it would be; its name in a refusal is the one people know. */
function classFacts(
  context: CommandContext,
  school: OwnSchool,
  stored: SchoolClass | null,
  { code, name, cohortYear }: ClassData,
): CandidacyFacts {
  const holder = schoolClassByCode(context.db, { schoolId: school.id, code, cohortYear });
  const other = holder && holder.id !== stored?.id ? holder : null;
  return {
    ...schoolFacts(context, school),
    classCode: code,
    className: stored?.name ?? name,
    cohortYear,
    classCodeHolder: other && `${other.name}${other.closedAt === null ? '' : '（已关）'}`,
  };
}

function isSame(stored: ClassData, data: ClassData): boolean {
  return stored.code === data.code && stored.name === data.name && stored.cohortYear === data.cohortYear;
}
