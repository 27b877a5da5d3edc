import { ok } from '#shared/lib/result.ts';
import { keepFormDraft } from '../../db/store/form-draft.ts';
import type { CommandHandler } from '../../platform/act.ts';

/** Keeps what was typed into a form so far. Unfinished work is no official act: it has no event and belongs to its writer. */
export const saveFormDraft: CommandHandler<'draft.save'> = {
  act: ({ form, subjectId, content }, _prepared, { db, actor, clock }) => {
    const savedAt = clock.now();
    keepFormDraft(db, { userId: actor.userId, form, subjectId }, { content, savedAt });
    return ok({ savedAt });
  },
  // nobody else can see a draft: no screen has to read again
  changes: [],
};
