import type { ReactNode } from 'react';
import type { CalendarWindow } from '#shared/domain/window-kind.ts';
import { windowKinds } from '#shared/domain/window-kind.ts';
import { windowKindLabel } from '#shared/labels/window-kind.ts';
import { dayAndTime, dayOf, fullDay } from '../../ui/moments.ts';
import { cohortWord } from './window-words.ts';

const DAY = 86_400_000;
/** days shown at most before and after today: a calendar may hold years */
const BEFORE = 180;
const AFTER = 400;
/** %: the narrowest bar that can still be seen */
const LEAST = 0.5;

/**
 * The year as a line: one lane for each kind, a bar with its own hatching for each window, today as a line with its date.
 * The list below says the same in words.
 */
export function YearLine({
  windows,
  now,
}: {
  readonly windows: readonly CalendarWindow[];
  readonly now: string;
}): ReactNode {
  const today = Date.parse(now);
  const from = Math.max(
    today - BEFORE * DAY,
    Math.min(today, ...windows.map((one) => Date.parse(one.opensAt))) - 7 * DAY,
  );
  const until = Math.min(
    today + AFTER * DAY,
    Math.max(today, ...windows.map((one) => Date.parse(one.closesAt))) + 14 * DAY,
  );
  const at = (instant: number) => ((Math.min(Math.max(instant, from), until) - from) / (until - from)) * 100;
  const shown = windowKinds.filter((kind) => windows.some((one) => one.kind === kind));
  return (
    <figure
      className="year-line"
      aria-label={`${fullDay(new Date(from).toISOString())} 到 ${fullDay(new Date(until).toISOString())} 的日程`}
    >
      <div className="year-months" aria-hidden="true">
        {monthsBetween(from, until).map((month) => (
          <span key={month} style={{ left: `${at(Date.parse(`${month}-01T00:00:00+08:00`))}%` }}>
            {Number(month.slice(5)) === 1 ? `${month.slice(0, 4)} 年 1 月` : `${Number(month.slice(5))} 月`}
          </span>
        ))}
      </div>
      <ul>
        {shown.map((kind) => (
          <li key={kind} className="year-lane">
            <span className="year-kind">{windowKindLabel(kind)}</span>
            <div className="year-track">
              {windows
                .filter(
                  (one) => one.kind === kind && Date.parse(one.closesAt) >= from && Date.parse(one.opensAt) <= until,
                )
                .map((one) => {
                  const left = at(Date.parse(one.opensAt));
                  const width = Math.max(LEAST, at(Date.parse(one.closesAt)) - left);
                  const words = `${cohortWord(one.cohortYear)} ${dayAndTime(one.opensAt)} 至 ${dayAndTime(one.closesAt)}`;
                  return (
                    <span
                      key={`${one.opensAt} ${one.closesAt} ${one.cohortYear} ${one.sitting} ${one.label}`}
                      className="year-bar"
                      data-kind={kind}
                      role="img"
                      aria-label={`${one.label} ${words}`}
                      title={`${one.label} ${words}`}
                      style={{ left: `${left}%`, width: `${width}%` }}
                    />
                  );
                })}
            </div>
          </li>
        ))}
      </ul>
      <div className="year-today" aria-hidden="true">
        <i style={{ left: `${at(today)}%` }}>
          <b>
            今天 {Number(dayOf(now).slice(5, 7))} 月 {Number(dayOf(now).slice(8))} 日
          </b>
        </i>
      </div>
    </figure>
  );
}

/** Months that begin between two times, as YYYY-MM in +08:00. */
function monthsBetween(from: number, until: number): string[] {
  const months: string[] = [];
  const first = dayOf(new Date(from).toISOString());
  let [year, month] = [Number(first.slice(0, 4)), Number(first.slice(5, 7))];
  for (;;) {
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
    const name = `${year}-${String(month).padStart(2, '0')}`;
    if (Date.parse(`${name}-01T00:00:00+08:00`) >= until) return months;
    months.push(name);
  }
}
