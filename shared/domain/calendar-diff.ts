import { compareInstants } from '../lib/instant.ts';
import type { CalendarWindow } from './window-kind.ts';

/** One line of what a new calendar changes; `before` null = new, `after` null = left out. */
export type CalendarChange = { readonly before: CalendarWindow | null; readonly after: CalendarWindow | null };

/**
 * What is different between two calendars. Windows are the same by kind, cohort, sitting and name; one that moved is a
 * change with both times. Of several with the same name, the first of one belongs to the first of the other.
 */
export function calendarDiff(before: readonly CalendarWindow[], after: readonly CalendarWindow[]): CalendarChange[] {
  const left = [...before];
  const take = (wanted: (window: CalendarWindow) => boolean): CalendarWindow | null => {
    const at = left.findIndex(wanted);
    return at < 0 ? null : (left.splice(at, 1)[0] ?? null);
  };
  const rest = after.filter((window) => take((other) => sameName(other, window) && sameTimes(other, window)) === null);
  const changed = rest.map((window) => ({ before: take((other) => sameName(other, window)), after: window }));
  return [...changed, ...left.map((window) => ({ before: window, after: null }))];
}

function sameName(a: CalendarWindow, b: CalendarWindow): boolean {
  return a.kind === b.kind && a.cohortYear === b.cohortYear && a.sitting === b.sitting && a.label === b.label;
}

function sameTimes(a: CalendarWindow, b: CalendarWindow): boolean {
  return compareInstants(a.opensAt, b.opensAt) === 0 && compareInstants(a.closesAt, b.closesAt) === 0;
}
