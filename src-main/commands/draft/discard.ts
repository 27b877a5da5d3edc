import { ok } from '#shared/lib/result.ts';
import { removeFormDraft } from '../../db/store/form-draft.ts';
import type { CommandHandler } from '../../platform/act.ts';

/** Forgets what was typed into a form: the act went through, or it is not wanted. Nothing there = nothing to do. */
export const discardFormDraft: CommandHandler<'draft.discard'> = {
  act: ({ form, subjectId }, _prepared, { db, actor }) => {
    removeFormDraft(db, { userId: actor.userId, form, subjectId });
    return ok({});
  },
  changes: [],
};
