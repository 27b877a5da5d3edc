/** How fast one address may try codes: a few mistakes cost nothing, then each one more doubles the wait. Milliseconds. */
const pace = { free: 10, first: 2_000, longest: 60_000, forgotten: 10 * 60_000, addresses: 10_000 } as const;

type Tries = { readonly wrong: number; readonly last: number };

/**
 * Counts wrong codes by the address they come from, in this process only. What it slows down is guessing and wearing codes
 * out; it closes nothing to anybody else, and a right code needs no place in it.
 */
export type WrongCodePace = {
  /** how long, in milliseconds, wrong codes of this address count for nothing; 0 = the next one counts */
  wait(address: string, at: number): number;
  note(address: string, at: number): void;
};

/** A pace that nobody has used yet. `at` is the region's clock in milliseconds. */
export function createWrongCodePace(): WrongCodePace {
  const seen = new Map<string, Tries>();
  const find = (address: string, at: number): Tries | null => {
    const tries = seen.get(address);
    return tries && at - tries.last < pace.forgotten ? tries : null;
  };
  return {
    wait(address, at) {
      const tries = find(address, at);
      if (!tries || tries.wrong < pace.free) return 0;
      const wait = Math.min(pace.longest, pace.first * 2 ** (tries.wrong - pace.free));
      return Math.max(0, tries.last + wait - at);
    },
    note(address, at) {
      const wrong = (find(address, at)?.wrong ?? 0) + 1;
      // the one that tried last stands last, so that the first is the one to let go
      seen.delete(address);
      seen.set(address, { wrong, last: at });
      for (const oldest of seen.keys()) {
        if (seen.size <= pace.addresses) break;
        seen.delete(oldest);
      }
    },
  };
}
