import { failed, ok } from '#shared/lib/result.ts';
import { findCalendarDraft, removeCalendarDraft } from '../../db/store/calendar-draft.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { drawnMeanwhile } from './draft.ts';

/** Gives a draft up; the calendar in force stays. Sent twice, the second finds nothing to do. */
export const discardCalendar: CommandHandler<'calendar.discard'> = {
  act: ({ editionId }, _prepared, { db, record }) => {
    const stored = findCalendarDraft(db);
    if (stored === null) return ok({});
    if (stored.editionId !== editionId) return failed(drawnMeanwhile(stored));
    removeCalendarDraft(db);
    record({
      kind: 'calendar.draftDiscarded',
      subjectNoun: 'calendar',
      subjectId: editionId,
      payload: { label: stored.draft.label, drawnBy: stored.drawnBy },
    });
    return ok({});
  },
  changes: ['calendar'],
};
