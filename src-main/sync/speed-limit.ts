/** One bucket for all streams, so that an office can keep part of its line for others. */
export type SpeedLimit = {
  /** takes `bytes` at `now` (monotonic milliseconds); how many milliseconds to wait before sending them */
  take(bytes: number, now: number): number;
};

/**
 * At most `kilobitsPerSecond` over any longer time, with bursts of a quarter second; null = no limit. Asked anew for every
 * piece: a cap that is changed holds at once, in the run under way too.
 */
export function createSpeedLimit(kilobitsPerSecond: () => number | null, startedAt: number): SpeedLimit {
  const burstMs = 250;
  /** the moment until which the line is spoken for */
  let takenUntil = startedAt - burstMs;
  return {
    take(bytes, now) {
      const cap = kilobitsPerSecond();
      if (cap === null) {
        takenUntil = now - burstMs;
        return 0;
      }
      takenUntil = Math.max(takenUntil, now - burstMs);
      const wait = Math.max(0, takenUntil - now);
      takenUntil += (bytes * 8) / cap;
      return Math.ceil(wait);
    },
  };
}
