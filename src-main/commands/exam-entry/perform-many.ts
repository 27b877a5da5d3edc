import { examEntryActLabel } from '#shared/labels/exam-entry-act.ts';
import { ok } from '#shared/lib/result.ts';
import { actOnMany } from '../../db/store/decision-many.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { enter } from './perform.ts';

/** The same subjects for chosen pupils, each judged alone: one result line per pupil. */
export const performMany: CommandHandler<'examEntry.performMany'> = {
  act: ({ sitting, subjects, foreignLanguage, items }, _prepared, context) =>
    actOnMany(examEntryActLabel('examEntry.perform'), context, items, (inner, row, item) => {
      const choice = { subjects, foreignLanguage: foreignLanguage ?? row.foreignLanguage };
      const entered = enter(inner, row, item.version, sitting, choice);
      return entered.ok ? ok(null) : entered;
    }),
  changes: ['examEntry', 'outbox'],
};
