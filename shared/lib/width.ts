/** Blanks that people and spreadsheets leave in numbers: ASCII, ideographic, no-break, zero-width, byte order mark. */
const blanks = /[\s\u00A0\u180E\u200B-\u200D\u2060\u3000\uFEFF]/gu;

/** Full-width ASCII (U+FF01–FF5E) as half-width, ideographic blank as blank; nothing else changes (no NFKC). */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');
}

/** A number as it is compared: half-width, upper case, all blanks removed. */
export function tightNumber(text: string): string {
  return toHalfWidth(text).replace(blanks, '').toUpperCase();
}

/** True for what a spreadsheet shows when it turned a long number into a float, such as 1.50102E+17. */
export function isScientific(text: string): boolean {
  return /^[+-]?\d+(\.\d+)?[eE][+-]?\d{1,3}$/u.test(toHalfWidth(text).trim());
}
