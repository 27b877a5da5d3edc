import { openFindings } from '#shared/domain/finding.ts';
import type { SchoolData } from '#shared/domain/school-field.ts';
import { schoolFields } from '#shared/domain/school-field.ts';
import { normaliseName } from '#shared/lib/names.ts';
import { normalisePhone } from '#shared/lib/phone.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { schoolDataRules } from '#shared/regulation/rule-sets.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { outOfReach } from '../../db/store/candidacy-reach.ts';
import { ownSchool, saveSchool } from '../../db/store/school.ts';
import { judgeSchoolAct, keptFindings, schoolFacts } from '../../db/store/school-judgement.ts';
import type { CommandHandler } from '../../platform/act.ts';

/** The school's own data (clause 1.2.2): every field valid or nothing is stored; old and new stand in the event. */
export const saveSchoolData: CommandHandler<'school.save'> = {
  act(input, _prepared, context) {
    const { db, actor, record } = context;
    const school = ownSchool(db, actor.schoolId);
    if (!school) return failed(outOfReach);
    const data = tidyData(input);
    const title = `不能存学校资料：${school.name}`;
    const judged = judgeSchoolAct(context, schoolDataRules, schoolFacts(context, school, data), title);
    if (!judged.ok) return judged;
    const findings = openFindings(judged.findings);
    const changed = schoolFields.filter((field) => school[field] !== data[field]);
    // the same key pressed twice, or nothing was changed
    if (changed.length === 0) return ok({ version: school.version, findings });
    if (school.version !== input.version) return failed(staleFault(db, school.id));
    const version = saveSchool(db, school, data);
    record({
      kind: 'school.changed',
      subjectNoun: 'school',
      subjectId: school.id,
      payload: {
        changes: Object.fromEntries(changed.map((field) => [field, { from: school[field], to: data[field] }])),
        judged: keptFindings(judged.findings),
      },
    });
    return ok({ version, findings });
  },
  changes: ['school'],
};

function tidyData({ address, headName, kind, staffCount, phone }: SchoolData): SchoolData {
  return {
    address: emptyAsNull(address),
    headName: emptyAsNull(headName === null ? null : normaliseName(headName).name),
    kind: emptyAsNull(kind),
    staffCount,
    phone: emptyAsNull(phone === null ? null : normalisePhone(phone)),
  };
}

function emptyAsNull(text: string | null): string | null {
  const tidy = text?.trim() ?? '';
  return tidy === '' ? null : tidy;
}
