/** At most so many rows come with one list: to judge them takes main less than 50 ms, so nobody's save waits for a list. */
export const listLimit = 200;

/** How many there are, where a list that is full may have more behind it. */
export function countInWords(count: number): string {
  return count >= listLimit ? `${listLimit} 以上` : String(count);
}
