import type { CalendarWindow } from '#shared/domain/window-kind.ts';
import type { Clock } from '../../platform/ports.ts';
import type { DeskDb } from '../open.ts';
import { publishedWindows } from './calendar.ts';

/** A sitting of the calendar. `startsOn` is a PlainDate in +08:00; `cohorts` null = for every cohort. */
export type Sitting = {
  readonly sitting: string;
  readonly label: string;
  readonly startsOn: string;
  readonly cohorts: readonly number[] | null;
};

type Asking = { readonly db: DeskDb; readonly clock: Clock };

/** Sittings of the calendar in force by their first day. One that is published per cohort comes once, with its cohorts. */
export function sittings({ db, clock }: Asking): Sitting[] {
  const windows = publishedWindows(db, 'sitting', clock.today());
  const ids = new Set(windows.flatMap((window) => (window.sitting === null ? [] : [window.sitting])));
  return [...ids].map((sitting) =>
    sittingOf(
      sitting,
      windows.filter((window) => window.sitting === sitting),
    ),
  );
}

/** One sitting as it is for a cohort (null = unknown), with its own first day where cohorts have different ones; or null. */
export function findSitting({ db, clock }: Asking, sitting: string, cohortYear: number | null): Sitting | null {
  const windows = publishedWindows(db, 'sitting', clock.today()).filter((window) => window.sitting === sitting);
  if (windows.length === 0) return null;
  const all = sittingOf(sitting, windows);
  const own =
    windows.find((window) => window.cohortYear === cohortYear) ?? windows.find((window) => window.cohortYear === null);
  return own ? { ...all, label: own.label, startsOn: beijingDate(own.opensAt) } : all;
}

/** When entry for a sitting is open; a window without a sitting is for every sitting. */
export function entryWindows({ db, clock }: Asking, sitting: string): CalendarWindow[] {
  return publishedWindows(db, 'examEntry', clock.today()).filter(
    (window) => window.sitting === null || window.sitting === sitting,
  );
}

function sittingOf(sitting: string, windows: readonly CalendarWindow[]): Sitting {
  const [first] = windows;
  const cohorts = windows.map((window) => window.cohortYear);
  return {
    sitting,
    label: first?.label ?? sitting,
    startsOn: beijingDate(first?.opensAt ?? ''),
    cohorts: cohorts.includes(null) ? null : cohorts.filter((year) => year !== null),
  };
}

function beijingDate(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);
}
