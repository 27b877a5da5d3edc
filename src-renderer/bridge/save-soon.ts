const SAVE_AFTER_MS = 300;
/** however long somebody types on without a pause: what is typed is on disk within a second */
const SAVE_AT_LATEST_MS = 500;

export type SaveSoon<T> = {
  /** takes the newest state; it is sent 300 ms after the last and 500 ms after the first of a run */
  readonly keep: (item: T) => void;
  /** sends now what waits */
  readonly flush: () => Promise<void>;
  /** forgets what waits */
  readonly drop: () => void;
};

/**
 * Sends what is being typed often enough to lose nothing, and not at every key. `send` answers null where it is on disk,
 * else after how many ms to try again (Infinity = only on the next `flush`); something newer takes its place.
 */
export function saveSoon<T>(send: (item: T) => Promise<number | null>): SaveSoon<T> {
  let waiting: { readonly item: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let latest = Number.POSITIVE_INFINITY;
  let dropped = 0;

  const stop = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const flush = async (): Promise<void> => {
    stop();
    const due = waiting;
    if (due === null) return;
    waiting = null;
    latest = Number.POSITIVE_INFINITY;
    const before = dropped;
    const again = await send(due.item);
    if (again === null || waiting !== null || dropped !== before) return;
    waiting = due;
    if (Number.isFinite(again)) timer = setTimeout(() => void flush(), again);
  };
  return {
    keep(item) {
      waiting = { item };
      stop();
      const now = performance.now();
      latest = Math.min(latest, now + SAVE_AT_LATEST_MS);
      timer = setTimeout(() => void flush(), Math.max(0, Math.min(SAVE_AFTER_MS, latest - now)));
    },
    flush,
    drop() {
      stop();
      dropped += 1;
      waiting = null;
      latest = Number.POSITIVE_INFINITY;
    },
  };
}
