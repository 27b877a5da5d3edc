import { compareInstants } from '../lib/instant.ts';
import { timeLeft } from '../lib/local-time.ts';
import { classChangeSpans, correctionSpans } from './legal-span.ts';
import { type CalendarWindow, type WindowKind, windowKinds } from './window-kind.ts';
import { openWindowLine, windowSentence } from './window-sentence.ts';
import { spansAt, type WindowState, windowAt } from './window-state.ts';

/** One kind for one cohort today; `cohortYear` null = every cohort, or those that have no window of their own. */
export type StateLine = {
  readonly kind: WindowKind;
  readonly cohortYear: number | null;
  readonly open: boolean;
  /** without full stop */
  readonly sentence: string;
};

/** The windows that people work in; results and sittings are only dates. */
const duties: readonly WindowKind[] = ['registration', 'correction', 'examEntry'];

/** Every kind of window at `now` in words, one line for each cohort that has its own times. */
export function stateLines(windows: readonly CalendarWindow[], now: string): StateLine[] {
  return windowKinds.flatMap((kind) => {
    const cohorts = cohortsOf(windows, kind);
    return cohorts.map((cohortYear) => {
      const { state, isDerived } = stateOf(windows, kind, now, cohortYear);
      const whose = cohorts.length === 1 && cohortYear === null ? '' : `${cohortName(cohortYear)}：`;
      const source = isDerived ? '（没有公布，按规定推算）' : '';
      const sentence = `${whose}${windowSentence(kind, state, now)}${source}`;
      return { kind, cohortYear, open: state.state === 'open', sentence };
    });
  });
}

/**
 * The day in one short line for the top of every page: the open window that closes first, else the next one to open,
 * else that nothing is published. How many more are open stands behind it.
 */
export function dayLine(windows: readonly CalendarWindow[], now: string): string {
  const states = duties.flatMap((kind) =>
    cohortsOf(windows, kind).map((cohortYear) => ({ kind, state: windowAt(windows, kind, now, cohortYear) })),
  );
  const open = states
    .flatMap(({ kind, state }) =>
      state.state === 'open' && state.closesAt !== null ? [{ kind, at: state.closesAt }] : [],
    )
    .sort((a, b) => compareInstants(a.at, b.at));
  const [first] = open;
  if (first) {
    const others = new Set(open.map(({ kind }) => kind)).size - 1;
    return `${openWindowLine(first.kind, first.at, now)}${others > 0 ? `，另有 ${others} 个窗口开着` : ''}`;
  }
  const [next] = states
    .flatMap(({ kind, state }) => (state.state === 'waits' ? [{ kind, at: state.opensAt }] : []))
    .sort((a, b) => compareInstants(a.at, b.at));
  if (next)
    return `没有窗口开着；${windowSentence(next.kind, { state: 'waits', opensAt: next.at, closedAt: null }, now)}`;
  return windows.length === 0 ? '日程没有公布' : '没有窗口开着，下一次没有公布';
}

/** One window by itself in a word or two, for a line that shows both times: 开着，还有 3 天 / 7 小时后开 / 已关闭. */
export function ownState(window: CalendarWindow, now: string): { readonly open: boolean; readonly sentence: string } {
  const left = timeLeft(now, window.opensAt);
  // a publication of results is a moment: after it the results are there
  if (window.kind === 'results') return { open: false, sentence: left === '' ? '已公布' : `${left}后公布` };
  const state = spansAt([window], now);
  if (state.state === 'open') return { open: true, sentence: `开着，还有 ${timeLeft(now, window.closesAt)}` };
  if (state.state === 'waits') return { open: false, sentence: `${left}后开` };
  return { open: false, sentence: state.state === 'closed' ? '已关闭' : '一刻也不开' };
}

function stateOf(
  windows: readonly CalendarWindow[],
  kind: WindowKind,
  now: string,
  cohortYear: number | null,
): { readonly state: WindowState; readonly isDerived: boolean } {
  if (kind === 'results') return { state: resultsAt(windows, now, cohortYear), isDerived: false };
  const state = windowAt(windows, kind, now, cohortYear);
  if (state.state !== 'unknown') return { state, isDerived: false };
  const spans =
    kind === 'correction'
      ? correctionSpans(windows, cohortYear)
      : kind === 'classChange'
        ? classChangeSpans(windows, cohortYear)
        : [];
  const derived = spansAt(spans, now);
  return { state: derived, isDerived: derived.state !== 'unknown' };
}

// the instant of publication counts, however long the page with the results stays open
function resultsAt(windows: readonly CalendarWindow[], now: string, cohortYear: number | null): WindowState {
  const moments = windows.filter(
    (one) => one.kind === 'results' && (one.cohortYear === null || one.cohortYear === cohortYear),
  );
  const next = moments
    .map(({ opensAt }) => opensAt)
    .filter((at) => compareInstants(now, at) < 0)
    .sort(compareInstants)[0];
  const last = moments
    .map(({ opensAt }) => opensAt)
    .filter((at) => compareInstants(at, now) <= 0)
    .sort(compareInstants)
    .at(-1);
  if (next !== undefined) return { state: 'waits', opensAt: next, closedAt: last ?? null };
  return last === undefined ? { state: 'unknown' } : { state: 'closed', closedAt: last };
}

function cohortsOf(windows: readonly CalendarWindow[], kind: WindowKind): (number | null)[] {
  const years = windows.filter((window) => window.kind === kind).map((window) => window.cohortYear);
  const own = [...new Set(years.filter((year) => year !== null))].sort((a, b) => a - b);
  return own.length === 0 || years.includes(null) ? [null, ...own] : own;
}

function cohortName(cohortYear: number | null): string {
  return cohortYear === null ? '其他年级' : `${cohortYear} 级`;
}
