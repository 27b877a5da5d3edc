import type { Output } from '#shared/contract/index.ts';
import { ownState, stateLines } from '#shared/domain/calendar-day.ts';
import { calendarDiff } from '#shared/domain/calendar-diff.ts';
import { windowOfDraft } from '#shared/domain/calendar-draft.ts';
import { calendarWarnings, draftProblems } from '#shared/domain/exam-calendar.ts';
import type { CalendarWindow } from '#shared/domain/window-kind.ts';
import { ok } from '#shared/lib/result.ts';
import { calendarInForce, calendarsToCome, windowsOfCalendar } from '../../db/store/calendar.ts';
import { findCalendarDraft } from '../../db/store/calendar-draft.ts';
import type { QueryContext, QueryHandler } from '../../platform/act.ts';

/** The calendar in force with the state of each window now, what has arrived for later, and the office's draft. */
export const readCalendar: QueryHandler<'calendar.read'> = (_input, context) => {
  const { db, actor, clock } = context;
  const now = clock.now();
  const inForce = calendarInForce(db, clock.today());
  const windows = inForce === null ? [] : windowsOfCalendar(db, inForce.id);
  return ok({
    now,
    calendar: inForce,
    // one of the office that the region has overtaken never comes into force
    coming: calendarsToCome(db, clock.today()).filter(
      ({ id, inForceFrom }) => id !== inForce?.id && calendarInForce(db, inForceFrom)?.id === id,
    ),
    windows: windows.map((window) => ({ ...window, ...ownState(window, now) })),
    states: stateLines(windows, now),
    problems: calendarWarnings(windows),
    draft: actor.role === 'officeAdministrator' ? shownDraft(context, windows) : null,
  });
};

function shownDraft({ db, clock }: QueryContext, inForce: readonly CalendarWindow[]): Output<'calendar.read'>['draft'] {
  const stored = findCalendarDraft(db);
  if (stored === null) return null;
  const calendar = calendarInForce(db, clock.today());
  const { draft, editionId, version, drawnByName, savedAt, baseEditionId } = stored;
  const readable = draft.windows.map(windowOfDraft).filter((window) => window !== null);
  return {
    editionId,
    version,
    label: draft.label,
    inForceFrom: draft.inForceFrom,
    windows: [...draft.windows],
    drawnBy: drawnByName,
    savedAt,
    baseChanged: (calendar?.id ?? null) !== baseEditionId,
    problems: draftProblems(draft, calendar?.inForceFrom ?? null),
    diff: calendarDiff(inForce, readable),
  };
}
