import { z } from 'zod';
import { windowKinds } from '../domain/window-kind.ts';
import { command, query } from './call.ts';
import { id, instant, version } from './shapes.ts';

const kind = z.enum(windowKinds);
const cohortYear = z.int().min(1990).max(2100).nullable();

/** A window as typed: times in +08:00, kept whatever they say. */
const draftWindow = z.object({
  kind,
  label: z.string().max(100),
  cohortYear,
  sitting: z.string().max(40).nullable(),
  opens: z.string().max(40),
  closes: z.string().max(40),
});
const draftContent = z.object({
  label: z.string().max(100),
  inForceFrom: z.string().max(20),
  windows: z.array(draftWindow).max(100),
});

const window = z.object({
  kind,
  label: z.string(),
  cohortYear: z.int().nullable(),
  sitting: z.string().nullable(),
  opensAt: instant,
  closesAt: instant,
});
/** `row` = place in the list of windows; null = the calendar itself */
const problem = z.object({
  row: z.int().nullable(),
  field: z.enum(['label', 'inForceFrom', 'opens', 'closes', 'cohortYear', 'sitting']).nullable(),
  severity: z.enum(['refuse', 'warn']),
  sentence: z.string(),
});
const edition = z.object({
  id: z.string(),
  label: z.string(),
  inForceFrom: z.string(),
  authority: z.enum(['region', 'office']),
  arrivedAt: instant,
});
/** the state of a kind for a cohort (null = every cohort) in words */
const stateLine = z.object({ kind, cohortYear: z.int().nullable(), open: z.boolean(), sentence: z.string() });

const draft = z.object({
  editionId: id,
  version,
  ...draftContent.shape,
  drawnBy: z.string(),
  savedAt: instant,
  /** true = another calendar came into force since the draft was begun */
  baseChanged: z.boolean(),
  problems: z.array(problem),
  /** windows whose times can be read, against the calendar in force */
  diff: z.array(z.object({ before: window.nullable(), after: window.nullable() })),
});

export const calendar = {
  /** the calendar in force with the state of every window, what comes next, and the draft of the office for its drawer */
  'calendar.read': query(
    ['clerk', 'reviewer', 'officeAdministrator', 'schoolAdministrator', 'auditor'],
    z.object({}),
    z.object({
      now: instant,
      calendar: edition.nullable(),
      coming: z.array(edition),
      windows: z.array(window.extend({ open: z.boolean(), sentence: z.string() })),
      states: z.array(stateLine),
      problems: z.array(problem),
      draft: draft.nullable(),
    }),
  ),
  /** the day for everybody: one short line for the top of every page, and all kinds in words */
  'calendar.today': query('anyone', z.object({}), z.object({ line: z.string(), states: z.array(stateLine) })),
  /** keeps what was entered so far; `version` null begins a draft, else the version that was read */
  'calendar.draft': command(
    ['officeAdministrator'],
    z.object({ version: version.nullable(), content: draftContent }),
    z.object({ editionId: id, version, savedAt: instant }),
  ),
  /** a second person of the office puts the draft into force; the administrator stays signed in */
  'calendar.confirm': command(
    ['officeAdministrator'],
    z.object({
      editionId: id,
      version,
      secondLogin: z.string().max(40),
      secondPassword: z.string().max(200),
    }),
    z.object({ savedAt: instant, by: z.string(), inForceFrom: z.string() }),
  ),
  'calendar.discard': command(['officeAdministrator'], z.object({ editionId: id }), z.object({})),
};
