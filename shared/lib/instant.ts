import { addDays } from './plain-date.ts';

/** A UTC instant as ISO 8601 with Z, with or without fractions of a second. */
export type Instant = string;

const shape = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?Z$/u;

/** Negative, zero or positive as `a` is before, at or after `b`. `…00Z` and `…00.000Z` are the same instant. */
export function compareInstants(a: Instant, b: Instant): number {
  const [left, right] = [key(a), key(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

// as text, `.` sorts before `Z`: without a common number of decimals the opening second itself would be judged wrongly
function key(instant: Instant): string {
  const match = shape.exec(instant);
  if (!match) return instant;
  return `${match[1]}T${match[2]}:${match[3]}:${match[4]}.${(match[5] ?? '').padEnd(9, '0')}`;
}

/** The instant in +08:00 as people read it: 2026 年 4 月 18 日 17:00. Anything else comes back as it is. */
export function instantInWords(instant: Instant): string {
  const match = shape.exec(instant);
  if (!match) return instant;
  const hour = Number(match[2]) + 8;
  const day = hour >= 24 ? addDays(match[1] ?? '', 1) : (match[1] ?? '');
  const [year, month, date] = day.split('-').map(Number);
  return `${year} 年 ${month} 月 ${date} 日 ${String(hour % 24).padStart(2, '0')}:${match[3]}`;
}
