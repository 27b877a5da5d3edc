/** Bytes that one stream may hold un-acknowledged. */
export type StreamWindow = {
  /** `bytes` were acknowledged at `now` (monotonic milliseconds) */
  acked(bytes: number, now: number): void;
  /** bytes that may be under way, at `now` */
  size(now: number): number;
  /** acknowledged bytes per second over the last three seconds */
  goodput(now: number): number;
};

const smallest = 16 * 1024;
const largest = 512 * 1024;
const first = 32 * 1024;
/** what is under way when a line drops is what goes twice: seconds of goodput, not more */
const seconds = 2.2;
const spanMs = 3000;
/** a burst of answers in one moment is no speed yet */
const shortestSpanMs = 250;

/**
 * Window = 2.2 s of acknowledged goodput between 16 KB and 512 KB, 32 KB until something was acknowledged (measured:
 * docs/adr/0004-sync.md). Enough to fill a long line, little to lose when it drops.
 */
export function createStreamWindow(startedAt: number): StreamWindow {
  let answers: { readonly at: number; readonly bytes: number }[] = [];
  let any = false;
  const goodput = (now: number): number => {
    answers = answers.filter((one) => now - one.at <= spanMs);
    const bytes = answers.reduce((sum, one) => sum + one.bytes, 0);
    return (bytes * 1000) / Math.max(shortestSpanMs, Math.min(spanMs, now - startedAt));
  };
  return {
    acked(bytes, now) {
      answers.push({ at: now, bytes });
      any ||= bytes > 0;
    },
    size: (now) => (any ? Math.round(Math.min(largest, Math.max(smallest, seconds * goodput(now)))) : first),
    goodput,
  };
}

/** Bytes of a photo per frame on a stream with this goodput (bytes per second): small where a drop costs seconds. */
export function chunkSize(goodput: number): number {
  if (goodput < 64 * 1024) return 8 * 1024;
  return goodput < 512 * 1024 ? 32 * 1024 : 64 * 1024;
}
