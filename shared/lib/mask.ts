const head = 6;
const tail = 4;
/** Below this length the head would give nearly everything away (a mobile number has 11 characters). */
const shortestWithHead = 15;

/** A number for screens and lists: first 6 and last 4 characters, stars between; numbers under 15 keep only the last 4. */
export function maskNumber(text: string): string {
  const kept = text.length >= shortestWithHead ? head : 0;
  if (text.length <= tail) return '*'.repeat(text.length);
  return text.slice(0, kept) + '*'.repeat(text.length - kept - tail) + text.slice(-tail);
}

/**
 * A text with every number in it masked that is long enough to be an identity or enrolment number, e.g. a file name;
 * digits as wide as a character count too. Masked once more it stays as it is.
 */
export function maskNumbersIn(text: string): string {
  return text.replace(/[A-Za-z\uff21-\uff3a\uff41-\uff5a]?[\d\uff10-\uff19]{14,}[Xx\uff38\uff58]?/gu, maskNumber);
}

/** A name of which a paper in hand can be told, and nobody who does not know it: the first character, then two stars at most. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name];
  return rest.length === 0 ? '*' : first + '*'.repeat(Math.min(rest.length, 2));
}

/** The last four characters, which the clerk keys to confirm a document; shorter texts as they are. */
export function lastFour(text: string): string {
  return text.slice(-tail);
}
