import { compareInstants } from '../lib/instant.ts';
import type { CalendarWindow, WindowKind } from './window-kind.ts';

/** Half-open, UTC; the end null = nobody has published it yet. */
export type Span = { readonly opensAt: string; readonly closesAt: string | null };

/**
 * What a kind of window is at an instant. `waits.closedAt` is the last closing before, null = none; `closed` = the next
 * opening is not published; `unknown` = nothing of this kind is published.
 */
export type WindowState =
  | { readonly state: 'open'; readonly closesAt: string | null }
  | { readonly state: 'waits'; readonly opensAt: string; readonly closedAt: string | null }
  | { readonly state: 'closed'; readonly closedAt: string }
  | { readonly state: 'unknown' };

/** True from the opening instant to the last millisecond before the closing one. */
function isWithin(span: Span, now: string): boolean {
  return compareInstants(span.opensAt, now) <= 0 && (span.closesAt === null || compareInstants(now, span.closesAt) < 0);
}

/** The windows of a kind that a cohort may use: its own and those for every cohort. Cohort null = only the latter. */
export function windowsFor(
  windows: readonly CalendarWindow[],
  kind: WindowKind,
  cohortYear: number | null,
): CalendarWindow[] {
  return windows.filter(
    (window) => window.kind === kind && (window.cohortYear === null || window.cohortYear === cohortYear),
  );
}

/**
 * The state of spans at `now`. Spans that overlap or follow each other without a gap are one run: open until its end. A
 * span that ends before it begins, or with its beginning, is never open and no opening to wait for.
 */
export function spansAt(spans: readonly Span[], now: string): WindowState {
  const real = spans.filter((span) => span.closesAt === null || compareInstants(span.opensAt, span.closesAt) < 0);
  const open = real.filter((span) => isWithin(span, now));
  if (open.length > 0) return { state: 'open', closesAt: endOfRun(open, real) };
  const next = real
    .map((span) => span.opensAt)
    .filter((at) => compareInstants(now, at) < 0)
    .sort(compareInstants)[0];
  const closedAt =
    real
      .flatMap((span) => span.closesAt ?? [])
      .filter((at) => compareInstants(at, now) <= 0)
      .sort(compareInstants)
      .at(-1) ?? null;
  if (next !== undefined) return { state: 'waits', opensAt: next, closedAt };
  return closedAt === null ? { state: 'unknown' } : { state: 'closed', closedAt };
}

/** When a run of spans that begins with the open ones ends; null = not published. */
function endOfRun(open: readonly Span[], all: readonly Span[]): string | null {
  if (open.some((span) => span.closesAt === null)) return null;
  const end =
    open
      .flatMap((span) => span.closesAt ?? [])
      .sort(compareInstants)
      .at(-1) ?? '';
  const following = all.filter(
    (span) =>
      compareInstants(span.opensAt, end) <= 0 && (span.closesAt === null || compareInstants(span.closesAt, end) > 0),
  );
  return following.length === 0 ? end : endOfRun(following, all);
}

/** The state of one kind for a cohort at `now` (UTC instant), by what is published. */
export function windowAt(
  windows: readonly CalendarWindow[],
  kind: WindowKind,
  now: string,
  cohortYear: number | null,
): WindowState {
  return spansAt(windowsFor(windows, kind, cohortYear), now);
}
