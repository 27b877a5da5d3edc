/** Acknowledged bytes per second over the last five seconds. */
export function createSpeed(): (bytes: number, now: number) => number {
  let seen: { readonly at: number; readonly bytes: number }[] = [];
  return (bytes, now) => {
    seen = [...seen.filter((one) => now - one.at <= 5000), { at: now, bytes }];
    const first = seen[0];
    if (!first || now - first.at < 250) return 0;
    return Math.max(0, Math.round(((bytes - first.bytes) * 1000) / (now - first.at)));
  };
}

/** Waits, or returns at once when the run is over. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
