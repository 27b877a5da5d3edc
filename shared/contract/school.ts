import { z } from 'zod';
import { command, query } from './call.ts';
import { finding, id, manyResult, offeredAct, pupilLine, shortText, version } from './shapes.ts';

const school = ['schoolAdministrator'] as const;

const teacher = z.object({ userId: id, displayName: z.string(), loginName: z.string() });

const classLine = z.object({
  classId: id,
  version,
  code: z.string(),
  name: z.string(),
  cohortYear: z.int(),
  closed: z.boolean(),
  /** accounts in use that answer for the class */
  teachers: z.array(teacher),
  /** total = done + waiting + returned + waitingForTeacher + those who wait for the region */
  total: z.int(),
  done: z.int(),
  waiting: z.int(),
  returned: z.int(),
  waitingForTeacher: z.int(),
});

export const schoolContract = {
  /** the account's own school: data of clause 1.2.2, classes with their teachers and progress, what is missing */
  'school.read': query(
    school,
    z.object({}),
    z.object({
      schoolId: id,
      version,
      /** from the region: shown, not edited here */
      code: z.string(),
      name: z.string(),
      address: z.string().nullable(),
      headName: z.string().nullable(),
      kind: z.string().nullable(),
      staffCount: z.number().nullable(),
      phone: z.string().nullable(),
      /** the kinds that can be chosen */
      kinds: z.array(z.string()),
      classes: z.array(classLine),
      /** pupils of the school without a class */
      withoutClass: z.int(),
      findings: z.array(finding),
    }),
  ),
  /** every field valid or nothing is stored; null = not filled in */
  'school.save': command(
    school,
    z.object({
      version,
      address: shortText.nullable(),
      headName: shortText.nullable(),
      kind: shortText.nullable(),
      staffCount: z.number().nullable(),
      phone: z.string().max(40).nullable(),
    }),
    z.object({ version, findings: z.array(finding) }),
  ),
  /** `classId` and `version` null = a new class */
  'school.saveClass': command(
    school,
    z.object({
      classId: id.nullable(),
      version: version.nullable(),
      code: z.string().trim().min(1).max(20),
      name: z.string().trim().min(1).max(60),
      cohortYear: z.int().min(1900).max(2200),
    }),
    z.object({ classId: id }),
  ),
  'school.closeClass': command(school, z.object({ classId: id, version }), z.object({})),
  /** pupils of one class in calling order, null = those without one; each with the class change offered or refused */
  'school.pupils': query(
    school,
    z.object({ classId: id.nullable() }),
    z.array(pupilLine.extend({ classChange: offeredAct })),
  ),
  /** 2.4: one or many into another class of the own school; `toTell` = those of whom the region is still to hear */
  'classChange.perform': command(
    school,
    z.object({
      items: z
        .array(z.object({ candidacyId: id, version }))
        .min(1)
        .max(500),
      classId: id,
      reason: z.string().trim().min(1).max(200),
    }),
    manyResult.extend({ toTell: z.array(id) }),
  ),
  /** 2.5: the candidate's own act, written down by the clerk with the candidate there */
  'mobileChange.perform': command(
    ['clerk'],
    z.object({ candidacyId: id, version, mobile: z.string().trim().min(1).max(30), pupilPresent: z.boolean() }),
    z.object({ mobileMasked: z.string(), toTell: z.boolean() }),
  ),
};
