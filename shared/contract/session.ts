import { z } from 'zod';
import { command, query } from './call.ts';
import { id, instant, role } from './shapes.ts';

const accountLine = z.object({
  userId: id,
  loginName: z.string(),
  displayName: z.string(),
  role,
  schoolName: z.string().nullable(),
  schoolId: id.nullable(),
  classIds: z.array(id),
  classNames: z.array(z.string()),
  lockedOut: z.boolean(),
  disabled: z.boolean(),
  hasKeySlot: z.boolean(),
});

export const session = {
  'session.signIn': command(
    'gate',
    z.object({ loginName: z.string().min(1).max(40), password: z.string().min(1).max(200) }),
    z.object({ displayName: z.string(), role, mustChangePassword: z.boolean() }),
  ),
  'session.signOut': command('locked', z.object({}), z.object({})),
  'session.lock': command('locked', z.object({}), z.object({})),
  'session.unlock': command('locked', z.object({ password: z.string().min(1).max(200) }), z.object({})),
  /** any key or pointer: tells main that somebody is there (idle lock counts in main) */
  'session.touch': command('anyone', z.object({}), z.object({})),
  'session.changePassword': command(
    'anyone',
    z.object({ oldPassword: z.string().min(1).max(200), newPassword: z.string().min(8).max(200) }),
    z.object({}),
  ),
  'account.list': query(['officeAdministrator', 'schoolAdministrator', 'auditor'], z.object({}), z.array(accountLine)),
  'account.create': command(
    ['officeAdministrator', 'schoolAdministrator'],
    z.object({
      loginName: z.string().min(1).max(40),
      displayName: z.string().min(1).max(60),
      role,
      schoolId: id.nullable(),
      classIds: z.array(id).max(50),
      password: z.string().min(8).max(200),
    }),
    z.object({ userId: id }),
  ),
  'account.resetPassword': command(
    ['officeAdministrator', 'schoolAdministrator'],
    z.object({ userId: id, newPassword: z.string().min(8).max(200) }),
    z.object({}),
  ),
  'account.unlock': command(['officeAdministrator', 'schoolAdministrator'], z.object({ userId: id }), z.object({})),
  'account.disable': command(
    ['officeAdministrator', 'schoolAdministrator'],
    z.object({ userId: id, reason: z.string().min(1).max(200) }),
    z.object({}),
  ),
  /** class teachers only: all classes they answer for from now on, of their own school */
  'account.assignClasses': command(
    ['officeAdministrator', 'schoolAdministrator'],
    z.object({ userId: id, classIds: z.array(id).max(50) }),
    z.object({}),
  ),
  'office.schools': query(
    'anyone',
    z.object({}),
    z.array(
      z.object({
        schoolId: id,
        code: z.string(),
        name: z.string(),
        classes: z.array(z.object({ classId: id, code: z.string(), name: z.string(), cohortYear: z.int() })),
      }),
    ),
  ),
  'audit.list': query(
    ['auditor', 'officeAdministrator'],
    z.object({ before: z.int().nullable(), limit: z.int().min(1).max(200) }),
    z.array(
      z.object({
        seq: z.int(),
        at: instant,
        displayName: z.string().nullable(),
        role: role.nullable(),
        call: z.string(),
        outcome: z.string(),
        subject: z.string().nullable(),
        reference: z.string().nullable(),
      }),
    ),
  ),
  'audit.verify': query(
    ['auditor', 'officeAdministrator'],
    z.object({}),
    z.object({ events: z.int(), intact: z.boolean(), firstBroken: z.int().nullable(), sentence: z.string() }),
  ),
};
