/** One bucket for all streams, so that an office can keep part of its line for others. */
export type SpeedLimit = {
  /** takes `bytes` at `now` (monotonic milliseconds); how many milliseconds to wait before sending them */
  take(bytes: number, now: number): number;
};

/** At most `kilobitsPerSecond` over any longer time, with bursts of a quarter second; null = no limit. */
export function createSpeedLimit(kilobitsPerSecond: number | null, startedAt: number): SpeedLimit {
  if (kilobitsPerSecond === null) return { take: () => 0 };
  const bytesPerMs = kilobitsPerSecond / 8;
  const burstMs = 250;
  /** the moment until which the line is spoken for */
  let takenUntil = startedAt - burstMs;
  return {
    take(bytes, now) {
      takenUntil = Math.max(takenUntil, now - burstMs);
      const wait = Math.max(0, takenUntil - now);
      takenUntil += bytes / bytesPerMs;
      return Math.ceil(wait);
    },
  };
}
