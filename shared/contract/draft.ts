import { z } from 'zod';
import { command, query } from './call.ts';
import { id, instant } from './shapes.ts';

const writers = ['clerk', 'reviewer', 'classTeacher', 'schoolAdministrator', 'officeAdministrator'] as const;

/** Whose draft it is main knows; `subjectId` is the candidacy, case or application, null where something new is being entered. */
const which = z.object({
  form: z.enum([
    'assistedEntry',
    'deskReason',
    'returnReason',
    'caseReason',
    'schoolData',
    'privateEntry',
    'correction',
    'move',
    'recognition',
    'applicationReason',
    'withdrawReason',
    'overrideReason',
  ]),
  subjectId: id.nullable(),
});

/** What somebody has typed into a form and not yet sent. Own drafts only; never an act, never in the record. */
export const draft = {
  /** replaces the draft as a whole; `content` is JSON that only the form itself reads */
  'draft.save': command(writers, which.extend({ content: z.string().max(20_000) }), z.object({ savedAt: instant })),
  'draft.read': query(writers, which, z.object({ content: z.string(), savedAt: instant }).nullable()),
  'draft.discard': command(writers, which, z.object({})),
};
