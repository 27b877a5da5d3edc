const first = 30_000;
const longest = 10 * 60_000;
const [leastSpread, spread] = [0.8, 0.4];

/** No pause is longer, in milliseconds. */
export const longestRetryMs = longest * (leastSpread + spread);

/** Milliseconds until the next try after `failures` runs in a row without success; `random` in [0, 1) spreads the desks. */
export function retryDelay(failures: number, random: number): number {
  const grown = Math.min(longest, first * 2 ** Math.max(0, failures - 1));
  return Math.round(grown * (leastSpread + spread * random));
}
