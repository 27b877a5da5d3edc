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

/** Most streams towards a receiver whose answers take `roundTripMs`: one flow leaves a lossy long line half empty. */
export function mostStreams(roundTripMs: number): number {
  return roundTripMs > longRoundTripMs ? 6 : 4;
}

/** Starts with two and adds one every three seconds while the goodput rose by a tenth since the last one was added. */
export function createStreamCount(most: number, startedAt: number): StreamCount {
  let count = Math.min(first, most);
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
