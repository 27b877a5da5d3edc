/** How many streams run side by side, decided every few seconds by what more of them brought. */
export type StreamCount = {
  /** the number wanted at `now` (monotonic milliseconds), given the acknowledged bytes per second of all streams */
  wanted(goodput: number, now: number): number;
};

const first = 2;
const lookEveryMs = 3000;
/** one more must have brought this much, or the line is full */
const worthwhile = 1.1;
const longRoundTripMs = 400;

/**
 * On a line whose first answer took `roundTripMs`: six at once where it is long, for one flow leaves a lossy long line half
 * empty, and a batch would be over before they were added one by one; else two, and one more every three seconds, up to
 * four, while the goodput rose by a tenth since the last one was added.
 */
export function createStreamCount(roundTripMs: number, startedAt: number): StreamCount {
  const isLong = roundTripMs > longRoundTripMs;
  const most = isLong ? 6 : 4;
  let count = isLong ? most : first;
  let lookedAt = startedAt;
  let before = 0;
  return {
    wanted(goodput, now) {
      if (now - lookedAt < lookEveryMs) return count;
      lookedAt = now;
      if (count < most && goodput > 0 && goodput >= before * worthwhile) {
        before = goodput;
        count += 1;
      }
      return count;
    },
  };
}
