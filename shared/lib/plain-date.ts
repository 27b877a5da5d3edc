import { toHalfWidth } from './width.ts';

/** A calendar day as YYYY-MM-DD, years 0001–9999; no time, no zone. Sorts as text. */
export type PlainDate = string;

type Parts = { readonly year: number; readonly month: number; readonly day: number };

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0);
}

function isRealDay({ year, month, day }: Parts): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function write({ year, month, day }: Parts): PlainDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function split(date: PlainDate): Parts {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** True if the text is exactly YYYY-MM-DD and that day exists (2008-02-30 does not). */
export function isRealDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(text) && isRealDay(split(text));
}

/**
 * Reads a day as rosters write it: 2008-05-11, 2008/5/11, 2008.5.11, 20080511, 2008年5月11日, full-width digits, and a
 * trailing midnight as spreadsheets add it. Null for anything else and for days that do not exist.
 */
export function parsePlainDate(text: string): PlainDate | null {
  const tidy = toHalfWidth(text)
    .trim()
    .replace(/[ T]0?0:00(:00(\.0+)?)?$/u, '');
  const match =
    /^(\d{4})(\d{2})(\d{2})$/u.exec(tidy) ??
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/u.exec(tidy)?.filter((_, i) => i !== 2) ??
    /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?$/u.exec(tidy);
  if (!match) return null;
  const parts = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return isRealDay(parts) ? write(parts) : null;
}

/** Completed years on `today`; someone born on 29 February completes a year on 1 March of other years. */
export function ageOn(birth: PlainDate, today: PlainDate): number {
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4));
  return today.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** Days since 0000-03-01 in the Gregorian calendar (years start in March, so leap days come last). */
function dayNumber({ year, month, day }: Parts): number {
  const shifted = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * shifted + Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400) + dayOfYear;
}

function fromDayNumber(n: number): Parts {
  const era = Math.floor(n / 146097);
  const inEra = n - era * 146097;
  const yearOfEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36524) - Math.floor(inEra / 146096)) / 365,
  );
  const dayOfYear = inEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

/** The day `days` later (earlier if negative). The result must stay inside the years 0001–9999. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return write(fromDayNumber(dayNumber(split(date)) + days));
}

/** Days from `from` to `until`; negative if `until` is earlier. */
export function daysBetween(from: PlainDate, until: PlainDate): number {
  return dayNumber(split(until)) - dayNumber(split(from));
}

/**
 * A spreadsheet's day serial (1900 system: 1 = 1900-01-01, fractions are times and are dropped) as a day.
 * Serial 60 is the 29 February 1900 that never was: null, as for everything outside 1900–9999.
 */
export function excelSerialToPlainDate(n: number): PlainDate | null {
  const serial = Math.floor(n);
  if (!Number.isFinite(n) || serial < 1 || serial === 60 || serial > 2_958_465) return null;
  return addDays(serial < 60 ? '1899-12-31' : '1899-12-30', serial);
}
