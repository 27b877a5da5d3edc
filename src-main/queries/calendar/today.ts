import { dayLine, stateLines } from '#shared/domain/calendar-day.ts';
import { ok } from '#shared/lib/result.ts';
import { calendarWindows } from '../../db/store/calendar.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** What the calendar says of this day, for everybody who is signed in. */
export const calendarToday: QueryHandler<'calendar.today'> = (_input, { db, clock }) => {
  const windows = calendarWindows(db, clock.today());
  const now = clock.now();
  return ok({ line: dayLine(windows, now), states: stateLines(windows, now) });
};
