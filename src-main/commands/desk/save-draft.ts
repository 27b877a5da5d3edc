import { ok } from '#shared/lib/result.ts';
import { deskState } from '../../db/store/decision-desk-offers.ts';
import { saveDraft as storeDraft } from '../../db/store/draft.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { recordOpenForDesk } from './open-record.ts';

/**
 * Keeps what the clerk has read off the document so far, replaced as a whole. Unfinished work is no official act: it has
 * no event, belongs to its clerk, and is gone once the record is completed. Answers what it means for the record.
 */
export const saveDraft: CommandHandler<'desk.saveDraft'> = {
  act: (input, _prepared, context) => {
    const { db, actor, clock } = context;
    const reached = recordOpenForDesk(context, input.candidacyId);
    if (!reached.ok) return reached;
    const savedAt = clock.now();
    storeDraft(db, input.candidacyId, actor.userId, {
      savedAt,
      reading: input.reading,
      documentState: input.documentState,
    });
    const { comparisons, findings, acts } = deskState(context, reached.value);
    return ok({ savedAt, comparisons, findings, acts });
  },
  // nobody else can see a draft: no screen has to read again
  changes: [],
};
