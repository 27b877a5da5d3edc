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

/** A text with every number in it masked that is long enough to be an identity or enrolment number, e.g. a file name. */
export function maskNumbersIn(text: string): string {
  return text.replace(/[A-Za-z]?\d{14,}[Xx]?/gu, maskNumber);
}

/** The last four characters, which the clerk keys to confirm a document; shorter texts as they are. */
export function lastFour(text: string): string {
  return text.slice(-tail);
}
