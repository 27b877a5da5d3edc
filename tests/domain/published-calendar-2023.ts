import type { CalendarWindow, WindowKind } from '#shared/domain/window-kind.ts';

// What the region published for 2023–24 (facts/domain.md §1), typed once as windows in UTC and once, by hand and in
// +08:00, as the table of hours at which each kind is open. The two are not derived from each other.

const window = (
  kind: WindowKind,
  opensAt: string,
  closesAt: string,
  sitting: string | null = null,
): CalendarWindow => ({
  kind,
  label: kind,
  cohortYear: null,
  sitting,
  opensAt,
  closesAt,
});

export const calendar2023: readonly CalendarWindow[] = [
  window('examEntry', '2023-10-10T01:00:00Z', '2023-10-20T14:00:00Z', '2023-autumn'),
  window('sitting', '2024-01-03T00:00:00Z', '2024-01-06T10:00:00Z', '2023-autumn'),
  window('results', '2024-02-27T01:00:00Z', '2024-02-27T01:00:00Z', '2023-autumn'),
  window('correction', '2024-02-27T01:00:00Z', '2024-04-01T09:00:00Z'),
  window('recognition', '2024-02-27T01:00:00Z', '2024-04-01T09:00:00Z'),
  window('classChange', '2024-02-27T01:00:00Z', '2024-04-01T09:00:00Z'),
  window('registration', '2024-04-11T01:00:00Z', '2024-04-18T09:00:00Z', '2024-spring'),
  window('examEntry', '2024-04-11T01:00:00Z', '2024-04-18T09:00:00Z', '2024-spring'),
  window('sitting', '2024-07-06T00:00:00Z', '2024-07-06T10:00:00Z', '2024-spring'),
];

/**
 * By hand: kind, first open hour, last open hour (both included), in +08:00 as `YYYY-MM-DD HH`. An hour HH is open when
 * its first instant HH:00 is.
 */
export const openHours: readonly (readonly [WindowKind, string, string])[] = [
  ['examEntry', '2023-10-10 09', '2023-10-20 21'],
  ['sitting', '2024-01-03 08', '2024-01-06 17'],
  ['correction', '2024-02-27 09', '2024-04-01 16'],
  ['recognition', '2024-02-27 09', '2024-04-01 16'],
  ['classChange', '2024-02-27 09', '2024-04-01 16'],
  ['registration', '2024-04-11 09', '2024-04-18 16'],
  ['examEntry', '2024-04-11 09', '2024-04-18 16'],
  ['sitting', '2024-07-06 08', '2024-07-06 17'],
];

/** Number of open hours of each kind, counted by hand from the dates above. */
export const hoursOpen: Readonly<Record<WindowKind, number>> = {
  // 10 days from 10 Oct 09:00 to 20 Oct 09:00 = 240 h, + 13 h to 22:00; 7 days to 18 Apr 09:00 = 168 h, + 8 h
  examEntry: 253 + 176,
  // 3 days to 6 Jan 08:00 = 72 h, + 10 h; 10 h
  sitting: 82 + 10,
  // 27 Feb 09:00 to 1 Apr 09:00 = 2 days of February left after the 27th + 31 + 1 = 34 days = 816 h, + 8 h
  correction: 824,
  recognition: 824,
  classChange: 824,
  registration: 176,
  results: 0,
};
