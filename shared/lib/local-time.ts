import { compareInstants, type Instant, instantInWords } from './instant.ts';
import { addDays, daysBetween, type PlainDate, parsePlainDate } from './plain-date.ts';
import { toHalfWidth } from './width.ts';

// Date and time of day as people write them in +08:00, the only zone of the region; instants are UTC.

const typed = /^(.+?)[\sT]*?(\d{1,2})\s*[:时点]\s*(\d{2})?\s*分?(?::(\d{2}))?$/u;
const stored = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?Z$/u;

/**
 * Reads what somebody typed: 2027-04-01 17:00, 2027/4/1 17:00, 2027 年 4 月 1 日 17:00, full-width digits, 24:00 for the
 * end of a day. Null for anything else and for days and times that do not exist.
 */
export function parseLocalTime(text: string): Instant | null {
  const match = typed.exec(toHalfWidth(text).trim());
  const date = match && parsePlainDate((match[1] ?? '').replaceAll(' ', ''));
  if (!match || !date) return null;
  const [hour, minute, second] = [Number(match[2]), Number(match[3] ?? 0), Number(match[4] ?? 0)];
  const isEndOfDay = hour === 24 && minute === 0 && second === 0;
  if ((hour > 23 && !isEndOfDay) || minute > 59 || second > 59) return null;
  const inUtc = hour - 8;
  const day = inUtc < 0 ? addDays(date, -1) : date;
  return `${day}T${two((inUtc + 24) % 24)}:${two(minute)}:${two(second)}Z`;
}

/** An instant as it is typed: 2027-04-01 17:00, with seconds only where they are not zero. Anything else comes back as it is. */
export function localTime(instant: Instant): string {
  const match = stored.exec(instant);
  if (!match) return instant;
  const seconds = match[4] === '00' ? '' : `:${match[4]}`;
  return `${localDate(instant)} ${two((Number(match[2]) + 8) % 24)}:${match[3]}${seconds}`;
}

/** The day of an instant in +08:00. Anything that is no instant comes back as it is. */
export function localDate(instant: Instant): PlainDate {
  const match = stored.exec(instant);
  if (!match) return instant;
  return Number(match[2]) + 8 >= 24 ? addDays(match[1] ?? '', 1) : (match[1] ?? '');
}

/** 4 月 1 日 17:00, with the year where it is another one than that of `now`. */
export function timeInWords(instant: Instant, now: Instant): string {
  const words = instantInWords(instant);
  const year = `${Number(localDate(instant).slice(0, 4))} 年 `;
  return localDate(instant).slice(0, 4) === localDate(now).slice(0, 4) && words.startsWith(year)
    ? words.slice(year.length)
    : words;
}

/** How long until `then` in words: 3 天, below a day 7 小时, below an hour 20 分钟 (at least 1); '' once it has come. */
export function timeLeft(now: Instant, then: Instant): string {
  if (compareInstants(now, then) >= 0) return '';
  const minutes = minutesOf(then) - minutesOf(now);
  if (minutes >= 24 * 60) return `${Math.floor(minutes / (24 * 60))} 天`;
  return minutes >= 60 ? `${Math.floor(minutes / 60)} 小时` : `${Math.max(1, Math.floor(minutes))} 分钟`;
}

function minutesOf(instant: Instant): number {
  const match = stored.exec(instant);
  if (!match) return 0;
  const days = daysBetween('2000-01-01', match[1] ?? '');
  return (days * 24 + Number(match[2])) * 60 + Number(match[3]) + Number(match[4]) / 60;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
