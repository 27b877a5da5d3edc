import { z } from 'zod';
import { command, query } from './call.ts';
import { id, instant, plainDate, role } from './shapes.ts';

/** What the set-up file of the region says, for people to check before it is used. */
const setupPreview = z.object({
  token: z.string(),
  isDemo: z.boolean(),
  officeName: z.string(),
  countyCode: z.string(),
  countyName: z.string(),
  examAreaName: z.string(),
  /** SHA-256 of the region's signing key in groups of four hex digits */
  regionKeyFingerprint: z.string(),
  issuedOn: plainDate,
  /** where released records go; people see it before the file is used */
  receiverUrl: z.string().nullable(),
  windows: z.array(z.object({ label: z.string(), opensAt: instant, closesAt: instant })),
  editions: z.array(z.object({ id: z.string(), label: z.string(), from: plainDate })),
  schools: z.array(z.object({ code: z.string(), name: z.string(), classes: z.int() })),
  accounts: z.array(
    z.object({
      loginName: z.string(),
      displayName: z.string(),
      role,
      schoolName: z.string().nullable(),
      password: z.string().nullable(),
    }),
  ),
});

const gateState = z.object({
  phase: z.enum(['newProfile', 'preparing', 'closed', 'open', 'blocked']),
  /** for `blocked`: Chinese sentence with a way on (newer database, read-only profile …); for `preparing`: what is done */
  problem: z.string().nullable(),
  officeName: z.string().nullable(),
  deskName: z.string().nullable(),
  isDemo: z.boolean(),
  demoAccounts: z.array(z.object({ loginName: z.string(), displayName: z.string(), role, password: z.string() })),
  session: z
    .object({
      userId: id,
      displayName: z.string(),
      role,
      locked: z.boolean(),
      schoolName: z.string().nullable(),
      mustChangePassword: z.boolean(),
    })
    .nullable(),
  appVersion: z.string(),
});

export const setup = {
  'gate.state': query('gate', z.object({}), gateState),
  /** opens the file dialog in main; null = the person cancelled */
  'setup.chooseFile': command('gate', z.object({}), setupPreview.nullable()),
  'setup.useDemo': command('gate', z.object({}), setupPreview),
  'setup.perform': command(
    'gate',
    z.object({
      token: z.string(),
      deskName: z.string().min(1).max(40),
      /** first office administrator; ignored for the demo county, whose accounts come with the file */
      administrator: z
        .object({
          loginName: z.string().min(1).max(40),
          displayName: z.string().min(1).max(60),
          password: z.string().min(8).max(200),
        })
        .nullable(),
    }),
    z.object({ recoveryWords: z.array(z.string()), officeName: z.string() }),
  ),
  /** new words in place of the sheet that was lost; the old ones open nothing any more */
  'setup.renewRecoverySheet': command(
    ['officeAdministrator'],
    z.object({ password: z.string().min(1).max(200) }),
    z.object({ recoveryWords: z.array(z.string()) }),
  ),
  /** prints or saves the recovery sheet as PDF; only while the words are on the screen */
  'setup.saveRecoverySheet': command('gate', z.object({}), z.object({ saved: z.boolean() })),
  /** recovery: open a closed desk with the words of the sheet and give a county account a new password */
  'setup.recover': command(
    'gate',
    z.object({
      words: z.array(z.string()).max(40),
      loginName: z.string().max(40),
      newPassword: z.string().min(8).max(200),
    }),
    z.object({}),
  ),
};
