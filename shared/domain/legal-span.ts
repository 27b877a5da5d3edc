import { compareInstants } from '../lib/instant.ts';
import type { CalendarWindow } from './window-kind.ts';
import { type Span, windowsFor } from './window-state.ts';

/**
 * When the regulation lets corrections and transfers be handled (2.3b): from each publication of results to the start of
 * the next exam entry of the cohort. The end is null where no later entry is published. These spans limit the published
 * windows, and are the default, marked as such, where none is published.
 */
export function correctionSpans(windows: readonly CalendarWindow[], cohortYear: number | null): Span[] {
  const entries = openings(windows, 'examEntry', cohortYear);
  const spans = openings(windows, 'results', cohortYear).map((opensAt) => ({
    opensAt,
    closesAt: entries.find((entry) => compareInstants(opensAt, entry) < 0) ?? null,
  }));
  // two publications before the same entry: the second lies inside the first
  return spans.filter((span, index) => spans.findIndex((other) => other.closesAt === span.closesAt) === index);
}

/**
 * When a school may change class data (2.4: before exam entry), where no deadline is published: at any time except from
 * the opening of an exam entry to its end. Begins with the end of the entry before; a calendar without entry gives none.
 */
export function classChangeSpans(windows: readonly CalendarWindow[], cohortYear: number | null): Span[] {
  const entries = windowsFor(windows, 'examEntry', cohortYear)
    .filter((entry) => compareInstants(entry.opensAt, entry.closesAt) < 0)
    .sort((a, b) => compareInstants(a.opensAt, b.opensAt));
  return entries.map((entry, index) => ({
    opensAt: entries[index - 1]?.closesAt ?? '0001-01-01T00:00:00Z',
    closesAt: entry.opensAt,
  }));
}

function openings(
  windows: readonly CalendarWindow[],
  kind: 'results' | 'examEntry',
  cohortYear: number | null,
): string[] {
  return windowsFor(windows, kind, cohortYear)
    .map((window) => window.opensAt)
    .sort(compareInstants);
}
