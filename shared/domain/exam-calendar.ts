import { windowKindLabel } from '../labels/window-kind.ts';
import { compareInstants, instantInWords } from '../lib/instant.ts';
import { parseLocalTime } from '../lib/local-time.ts';
import { isRealDate } from '../lib/plain-date.ts';
import { type CalendarDraft, type DraftWindow, windowOfDraft } from './calendar-draft.ts';
import { correctionSpans } from './legal-span.ts';
import type { CalendarWindow } from './window-kind.ts';
import type { Span } from './window-state.ts';

/**
 * Something about a calendar that people must see. `row` is the window's place in the calendar, null = the calendar
 * itself; `field` the typed text it is about. `refuse` keeps a draft of the office from being confirmed; `warn` is only
 * shown. A calendar signed by the region is never refused for its content.
 */
export type CalendarProblem = {
  readonly row: number | null;
  readonly field: 'label' | 'inForceFrom' | 'opens' | 'closes' | 'cohortYear' | 'sitting' | null;
  readonly severity: 'refuse' | 'warn';
  readonly sentence: string;
};

/**
 * Every problem of a draft: what cannot be read or is inverted refuses, the rest warns. `notBefore` is the first day of
 * the calendar in force (PlainDate), which a new one may not precede; null = there is none.
 */
export function draftProblems(draft: CalendarDraft, notBefore: string | null): CalendarProblem[] {
  const windows = draft.windows.map(windowOfDraft);
  return [
    ...headProblems(draft, notBefore),
    ...draft.windows.flatMap(unreadableTimes),
    ...draft.windows.flatMap((typed, row) => inversion(typed, windows[row] ?? null, row)),
    ...doubts(windows),
  ];
}

/** What is doubtful about a calendar that is already in force: warnings only, with inverted windows among them. */
export function calendarWarnings(windows: readonly CalendarWindow[]): CalendarProblem[] {
  const inverted = windows.flatMap((window, row) =>
    compareInstants(window.closesAt, window.opensAt) < 0
      ? [warn(row, 'closes', `${placeOf(window, row)}：关闭在开放之前，这个窗口永远不开。告诉自治区`)]
      : [],
  );
  return [...inverted, ...doubts(windows)];
}

function headProblems({ label, inForceFrom, windows }: CalendarDraft, notBefore: string | null): CalendarProblem[] {
  const problems: CalendarProblem[] = [];
  if (label.trim() === '') problems.push(refuse(null, 'label', '日程名称：空着。写明哪一年哪一季的日程'));
  if (!isRealDate(inForceFrom.trim()))
    problems.push(
      refuse(null, 'inForceFrom', `起用日期 ${inForceFrom || '（空）'}：没有这一天。按“2027-02-20”的样子改正`),
    );
  else if (notBefore !== null && inForceFrom.trim() < notBefore)
    problems.push(
      refuse(
        null,
        'inForceFrom',
        `起用日期 ${inForceFrom.trim()}：早于现行日程的 ${notBefore}，起不了作用。写 ${notBefore} 或以后的日期`,
      ),
    );
  if (windows.length === 0) problems.push(warn(null, null, '日程里没有一个窗口：照这样起用，要看窗口的业务都会等着'));
  return problems;
}

function unreadableTimes(typed: DraftWindow, row: number): CalendarProblem[] {
  return (['opens', 'closes'] as const).flatMap((field) => {
    const text = typed[field].trim();
    if (parseLocalTime(text) !== null) return [];
    const shown = text === '' ? '空着' : `${text}，没有这个时间`;
    return [
      refuse(
        row,
        field,
        `${placeOf(typed, row)} · ${field === 'opens' ? '开放' : '关闭'}：${shown}。按“2027-04-01 17:00”的样子改正`,
      ),
    ];
  });
}

function inversion(typed: DraftWindow, window: CalendarWindow | null, row: number): CalendarProblem[] {
  if (window === null || compareInstants(window.opensAt, window.closesAt) <= 0) return [];
  const times = `关闭 ${instantInWords(window.closesAt)} 早于开放 ${instantInWords(window.opensAt)}`;
  return [refuse(row, 'closes', `${placeOf(typed, row)}：${times}。两个时间可能写反了，对照文件改正`)];
}

/** Doubts about the windows that can be read; the place of each is its place in the list. */
function doubts(windows: readonly (CalendarWindow | null)[]): CalendarProblem[] {
  const rows = windows.flatMap((window, row) =>
    window === null || compareInstants(window.opensAt, window.closesAt) > 0 ? [] : [{ window, row }],
  );
  const known = rows.map(({ window }) => window);
  return rows.flatMap(({ window, row }) => [
    ...emptyWindow(window, row),
    ...rows.filter((other) => other.row > row).flatMap((other) => overlap({ window, row }, other)),
    ...missingSitting(window, row, known),
    ...outsideLegalSpan(window, row, known),
  ]);
}

function emptyWindow(window: CalendarWindow, row: number): CalendarProblem[] {
  // a publication is a moment
  if (window.kind === 'results' || compareInstants(window.opensAt, window.closesAt) !== 0) return [];
  const sentence = `${placeOf(window, row)}：开放和关闭是同一时刻 ${instantInWords(window.opensAt)}，一刻也不开。核对文件`;
  return [warn(row, 'closes', sentence)];
}

type Placed = { readonly window: CalendarWindow; readonly row: number };

function overlap(first: Placed, second: Placed): CalendarProblem[] {
  const [a, b] = [first.window, second.window];
  const sameCohort = a.cohortYear === null || b.cohortYear === null || a.cohortYear === b.cohortYear;
  if (a.kind !== b.kind || a.kind === 'results' || !sameCohort) return [];
  const from = compareInstants(a.opensAt, b.opensAt) > 0 ? a.opensAt : b.opensAt;
  const until = compareInstants(a.closesAt, b.closesAt) < 0 ? a.closesAt : b.closesAt;
  if (compareInstants(from, until) >= 0) return [];
  const both = `${instantInWords(from)} 到 ${instantInWords(until)}`;
  return [
    warn(
      second.row,
      null,
      `${placeOf(b, second.row)}：与第 ${first.row + 1} 行重叠，${both} 两个都开。是同一个窗口就删去一行`,
    ),
  ];
}

function missingSitting(window: CalendarWindow, row: number, all: readonly CalendarWindow[]): CalendarProblem[] {
  if (window.kind !== 'registration' && window.kind !== 'examEntry' && window.kind !== 'results') return [];
  if (window.sitting === null)
    return [warn(row, 'sitting', `${placeOf(window, row)}：没有写考次，不知道为哪一次考试。补上考次代码`)];
  if (all.some((other) => other.kind === 'sitting' && other.sitting === window.sitting)) return [];
  return [warn(row, 'sitting', `${placeOf(window, row)}：考次 ${window.sitting} 在日程里没有考试时间。补上或核对代码`)];
}

function outsideLegalSpan(window: CalendarWindow, row: number, all: readonly CalendarWindow[]): CalendarProblem[] {
  if (window.kind !== 'correction' || compareInstants(window.opensAt, window.closesAt) === 0) return [];
  const where = placeOf(window, row);
  if (!all.some(({ kind }) => kind === 'results'))
    return [warn(row, 'opens', `${where}：日程里没有成绩公布，查不出是不是在规定的时间内（二（三））`)];
  return cohortsOf(window, all).flatMap((cohortYear) => {
    const spans = correctionSpans(all, cohortYear);
    const inside = spans.some(
      (span) =>
        compareInstants(span.opensAt, window.opensAt) <= 0 &&
        (span.closesAt === null || compareInstants(window.closesAt, span.closesAt) <= 0),
    );
    if (inside) return [];
    const whose = cohortYear === null || cohortYear === window.cohortYear ? '' : `对 ${cohortYear} 级`;
    const legal = spans.map(spanInWords).join('，');
    const sentence = `${where}：${whose}不全在成绩公布到下次报名之间（二（三））。按日程是 ${legal}。核对文件`;
    return [warn(row, 'opens', sentence)];
  });
}

/** Whom a window must be judged for: its own cohort; one for everybody also for each cohort that enters by itself. */
function cohortsOf(window: CalendarWindow, all: readonly CalendarWindow[]): (number | null)[] {
  if (window.cohortYear !== null) return [window.cohortYear];
  const entering = all.filter(({ kind }) => kind === 'examEntry').map(({ cohortYear }) => cohortYear);
  return [null, ...new Set(entering.filter((year) => year !== null))];
}

function spanInWords({ opensAt, closesAt }: Span): string {
  return `${instantInWords(opensAt)} 到 ${closesAt === null ? '下次报名' : instantInWords(closesAt)}`;
}

function placeOf(
  { kind, label }: { readonly kind: CalendarWindow['kind']; readonly label: string },
  row: number,
): string {
  const name = windowKindLabel(kind);
  return `第 ${row + 1} 行 · ${label.trim() === '' || label.trim() === name ? name : `${name}“${label.trim()}”`}`;
}

function refuse(row: number | null, field: CalendarProblem['field'], sentence: string): CalendarProblem {
  return { row, field, severity: 'refuse', sentence };
}

function warn(row: number | null, field: CalendarProblem['field'], sentence: string): CalendarProblem {
  return { row, field, severity: 'warn', sentence };
}
