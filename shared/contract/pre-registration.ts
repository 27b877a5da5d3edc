import { z } from 'zod';
import { command, query } from './call.ts';
import {
  candidateData,
  familyMember,
  finding,
  id,
  instant,
  manyResult,
  offeredAct,
  pupilLine,
  resumeEntry,
  version,
} from './shapes.ts';

/** The check-answers sheet of one pupil. Values in words; identity number masked. */
const preRegistrationSheet = z.object({
  line: pupilLine,
  fields: z.array(
    z.object({
      field: z.string(),
      label: z.string(),
      value: z.string(),
      missing: z.boolean(),
      changedFrom: z.string().nullable(),
    }),
  ),
  resume: z.array(resumeEntry),
  family: z.array(familyMember),
  findings: z.array(finding),
  acts: z.array(offeredAct),
  history: z.array(z.object({ at: instant, who: z.string(), what: z.string() })),
});

export const preRegistration = {
  /** class teacher: own class only; clerk and school administrator: of their scope; at most `listLimit` */
  'preRegistration.list': query(
    ['classTeacher', 'schoolAdministrator', 'clerk', 'officeAdministrator'],
    z.object({ classId: id.nullable(), status: z.enum(['waiting', 'returned', 'approved', 'all']) }),
    z.array(pupilLine.extend({ findingCount: z.int(), returnReason: z.string().nullable() })),
  ),
  'preRegistration.counts': query(
    ['classTeacher', 'schoolAdministrator', 'clerk', 'officeAdministrator'],
    z.object({}),
    z.array(
      z.object({
        classId: id.nullable(),
        className: z.string().nullable(),
        schoolName: z.string().nullable(),
        waiting: z.int(),
        returned: z.int(),
        through: z.int(),
      }),
    ),
  ),
  'preRegistration.sheet': query(
    ['classTeacher', 'schoolAdministrator', 'clerk', 'officeAdministrator', 'reviewer'],
    z.object({ candidacyId: id }),
    preRegistrationSheet,
  ),
  /** the stored values of one pupil, codes and whole numbers, so that a form begins with them; logged as a personal read */
  'preRegistration.dataToMend': query(['clerk'], z.object({ candidacyId: id }), candidateData),
  'preRegistration.approve': command(
    ['classTeacher'],
    z.object({
      items: z
        .array(z.object({ candidacyId: id, version }))
        .min(1)
        .max(500),
    }),
    manyResult,
  ),
  'preRegistration.return': command(
    ['classTeacher'],
    z.object({ candidacyId: id, version, reasons: z.array(z.string().min(1).max(300)).min(1).max(10) }),
    z.object({}),
  ),
  /** assisted entry with the pupil present: a new unlisted pupil, or the mending of a returned one (1.3.2) */
  'preRegistration.enter': command(
    ['clerk'],
    z.object({
      candidacyId: id.nullable(),
      version: version.nullable(),
      data: candidateData,
      pupilPresent: z.literal(true),
    }),
    z.object({ candidacyId: id, findings: z.array(finding) }),
  ),
};
