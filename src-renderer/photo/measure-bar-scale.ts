/** Where a measure stands on its bar and where the good part of the bar is; shares of the bar's length, 0–1. */
export type BarScale = { readonly goodFrom: number; readonly goodTo: number; readonly at: number };

/** Outside the good part as much room again on each side, so that a look tells how far off a value is. */
const ROOM = 0.5;

/**
 * The bar of a value whose good band is `from`–`to` (null = open at that end; both null = no band, the whole bar is good).
 * A value beyond the end of the bar stands at its end.
 */
export function barScale(value: number, from: number | null, to: number | null): BarScale {
  if (from === null && to === null) return { goodFrom: 0, goodTo: 1, at: 0.5 };
  if (from !== null && to !== null) {
    const room = (to - from || Math.abs(to) || 1) * ROOM;
    return scaled(from - room, to + room, from, to, value);
  }
  const limit = from ?? to ?? 0;
  // one limit stands in the middle; the bar reaches as far as the value, at least twice the limit
  const reach = Math.max(Math.abs(limit), Math.abs(value - limit) * 1.1, Number.EPSILON);
  return scaled(limit - reach, limit + reach, from ?? limit - reach, to ?? limit + reach, value);
}

function scaled(start: number, end: number, from: number, to: number, value: number): BarScale {
  const share = (number: number) => Math.min(Math.max((number - start) / (end - start), 0), 1);
  return { goodFrom: share(from), goodTo: share(to), at: share(value) };
}

/** A measured number as people read it: three digits that count, no tail of zeros, and its unit. */
export function measureInWords(value: number, unit: string): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  const shown = String(Number(value.toFixed(digits)));
  return unit === '' || unit === '°' || unit === '%' ? `${shown}${unit}` : `${shown} ${unit}`;
}

/** The good band in words: 50–110 px, 至少 0.05, 最多 8°; empty where there is none. */
export function bandInWords(from: number | null, to: number | null, unit: string): string {
  if (from !== null && to !== null) return `${measureInWords(from, '')}–${measureInWords(to, unit)}`;
  if (from !== null) return `至少 ${measureInWords(from, unit)}`;
  return to === null ? '' : `最多 ${measureInWords(to, unit)}`;
}
