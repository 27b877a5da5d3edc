import type { Fault } from '#shared/contract/faults.ts';
import type { CalendarDraft } from '#shared/domain/calendar-draft.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { calendarInForce } from '../../db/store/calendar.ts';
import { findCalendarDraft, type StoredCalendarDraft, saveCalendarDraft } from '../../db/store/calendar-draft.ts';
import type { CommandHandler } from '../../platform/act.ts';

/**
 * Keeps what was entered of a calendar so far, with everything that is still wrong about it. Nothing is in force by it,
 * so it has no event. What another person saved meanwhile is never written over.
 */
export const draftCalendar: CommandHandler<'calendar.draft'> = {
  act: ({ version, content }, _prepared, { db, actor, clock, ids }) => {
    const before = findCalendarDraft(db);
    if (before && isSame(before.draft, content) && before.drawnBy === actor.userId) {
      // sent twice, or nothing was changed
      return ok({ editionId: before.editionId, version: before.version, savedAt: before.savedAt });
    }
    if ((before?.version ?? null) !== version) return failed(drawnMeanwhile(before));
    const saved = {
      editionId: before?.editionId ?? ids.uuid(),
      version: (before?.version ?? 0) + 1,
      baseEditionId: before ? before.baseEditionId : (calendarInForce(db, clock.today())?.id ?? null),
      draft: content,
      drawnBy: actor.userId,
      savedAt: clock.now(),
    };
    saveCalendarDraft(db, saved);
    return ok({ editionId: saved.editionId, version: saved.version, savedAt: saved.savedAt });
  },
  changes: ['calendar'],
};

function isSame(a: CalendarDraft, b: CalendarDraft): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Somebody else saved, confirmed or discarded the draft that this screen shows. */
export function drawnMeanwhile(now: StoredCalendarDraft | null): Fault {
  return {
    kind: 'stale',
    message:
      now === null
        ? '这份日程草稿已经起用或删掉了。看过现行日程再决定。'
        : `${now.drawnByName} 也在录这份日程，刚存过。看过新内容再改。`,
  };
}
