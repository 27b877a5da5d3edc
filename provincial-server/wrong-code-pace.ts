/** How fast one address may try codes: a few mistakes cost nothing, then each one more doubles the wait. Milliseconds. */
const pace = { free: 10, first: 2_000, longest: 60_000, forgotten: 10 * 60_000, addresses: 10_000, queue: 40 } as const;

type Tries = {
  readonly wrong: number;
  /** when the last wrong one was */
  readonly last: number;
  /** codes that are being looked at now, each of which may turn out wrong */
  readonly open: number;
};

const none: Tries = { wrong: 0, last: 0, open: 0 };

/**
 * Counts wrong codes by the address they come from, in this process only. What it slows down is guessing and wearing codes
 * out; it closes nothing to anybody else, and a right code needs no place in it.
 */
export type WrongCodePace = {
  /**
   * Looks at a code. `step` is told how long, in milliseconds, wrong codes of this address count for nothing; 0 = this one
   * counts if `isWrong`; where `step` throws it does not. So many are looked at together as may all turn out wrong; what
   * comes then waits until it is known how one of them ended, so that nobody tries many at once and right ones cost nothing. At
   * most forty of an address wait so; whoever comes then is told at once to come again.
   */
  look<T>(
    from: { readonly address: string; readonly at: number },
    step: (wait: number) => Promise<T>,
    isWrong: (found: T) => boolean,
  ): Promise<T>;
};

/** A pace that nobody has used yet. `at` is the region's clock in milliseconds. */
export function createWrongCodePace(): WrongCodePace {
  const seen = new Map<string, Tries>();
  const underWay = new Map<string, Set<Promise<void>>>();
  /** how many of an address wait until it is known how another one's look ended */
  const queued = new Map<string, number>();
  const find = (address: string, at: number): Tries => {
    const tries = seen.get(address) ?? none;
    return tries.open > 0 || at - tries.last < pace.forgotten ? tries : none;
  };
  const keep = (address: string, tries: Tries) => {
    // the one that tried last stands last, so that the first is the one to let go
    seen.delete(address);
    if (tries.wrong > 0 || tries.open > 0) seen.set(address, tries);
    for (const oldest of seen.keys()) {
      if (seen.size <= pace.addresses) break;
      seen.delete(oldest);
    }
  };
  const stand = async (address: string, looks: ReadonlySet<Promise<void>>) => {
    queued.set(address, (queued.get(address) ?? 0) + 1);
    await Promise.race(looks);
    const left = (queued.get(address) ?? 1) - 1;
    if (left > 0) queued.set(address, left);
    else queued.delete(address);
  };
  const begin = (address: string): (() => void) => {
    let tell = () => {};
    const look = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const looks = underWay.get(address) ?? new Set();
    underWay.set(address, looks.add(look));
    return () => {
      looks.delete(look);
      if (looks.size === 0) underWay.delete(address);
      tell();
    };
  };
  return {
    async look({ address, at }, step, isWrong) {
      let before = find(address, at);
      while (waitOf({ ...before, open: 0 }, at) === 0 && waitOf(before, at) > 0) {
        const looks = underWay.get(address);
        // so many other addresses came that nobody knows of this one's looks any more
        if (!looks) break;
        // each of them holds a connection: who comes when the queue is full comes again, as after wrong ones
        if ((queued.get(address) ?? 0) >= pace.queue) return step(pace.first);
        await stand(address, looks);
        before = find(address, at);
      }
      const wait = waitOf(before, at);
      if (wait > 0) return step(wait);
      keep(address, { ...before, open: before.open + 1 });
      const ended = begin(address);
      let wrong = false;
      try {
        const found = await step(0);
        wrong = isWrong(found);
        return found;
      } finally {
        const now = find(address, at);
        const open = Math.max(0, now.open - 1);
        keep(address, wrong ? { wrong: now.wrong + 1, last: at, open } : { ...now, open });
        ended();
      }
    },
  };
}

function waitOf({ wrong, last, open }: Tries, at: number): number {
  if (wrong + open < pace.free) return 0;
  const wait = Math.min(pace.longest, pace.first * 2 ** (wrong + open - pace.free));
  return Math.max(0, (open > 0 ? at : last) + wait - at);
}
