/** Bytes that one stream may hold un-acknowledged. */
export type StreamWindow = {
  /** the first bytes went at `now`: what came before was opening the line, and says nothing about its speed */
  began(now: number): void;
  /** `bytes` were acknowledged at `now` (monotonic milliseconds) */
  acked(bytes: number, now: number): void;
  /** bytes that may be under way, at `now` */
  size(now: number): number;
  /** acknowledged bytes per second over the last three seconds */
  goodput(now: number): number;
};

const smallest = 8 * 1024;
const largest = 512 * 1024;
const first = 32 * 1024;
const largestFirst = 64 * 1024;
/** what is under way when a line drops is what goes twice: seconds of goodput, not more */
const seconds = 2.2;
const spanMs = 3000;
/** a burst of answers in one moment is no speed yet */
const shortestSpanMs = 250;

/**
 * Window = 2.2 s of acknowledged goodput between 8 KB and 512 KB, `beforeAny` bytes until something was acknowledged.
 * Enough to fill a long line, little to lose when it drops: six streams of 16 KB are three seconds of a bad one
 * (docs/benchmarks.md).
 */
export function createStreamWindow(openedAt: number, beforeAny = first): StreamWindow {
  let startedAt = openedAt;
  let answers: { readonly at: number; readonly bytes: number }[] = [];
  let any = false;
  const goodput = (now: number): number => {
    answers = answers.filter((one) => now - one.at <= spanMs);
    const bytes = answers.reduce((sum, one) => sum + one.bytes, 0);
    return (bytes * 1000) / Math.max(shortestSpanMs, Math.min(spanMs, now - startedAt));
  };
  return {
    began(now) {
      startedAt = now;
    },
    acked(bytes, now) {
      answers.push({ at: now, bytes });
      any ||= bytes > 0;
    },
    size: (now) => (any ? Math.round(Math.min(largest, Math.max(smallest, seconds * goodput(now)))) : beforeAny),
    goodput,
  };
}

/** Bytes before the first answer, where a stream brought at most `bytesPerSecond` in this run; 0 = nothing is known yet. */
export function firstWindow(bytesPerSecond: number): number {
  if (bytesPerSecond === 0) return first;
  return Math.round(Math.min(largestFirst, Math.max(smallest, seconds * bytesPerSecond)));
}

/** Bytes of a photo per frame on a stream with this goodput (bytes per second): small where a drop costs seconds. */
export function chunkSize(goodput: number): number {
  if (goodput < 64 * 1024) return 8 * 1024;
  return goodput < 512 * 1024 ? 32 * 1024 : 64 * 1024;
}
