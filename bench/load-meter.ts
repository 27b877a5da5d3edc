import { readFileSync } from 'node:fs';

/** Milliseconds that this thread ran, and wanted to run but had to wait behind other programs, since it began. */
export type Share = { readonly ran: number; readonly queued: number };

/** The second number is 0 where the system does not tell it. */
export function share(): Share {
  try {
    const [ran, queued] = readFileSync('/proc/self/schedstat', 'utf8').split(' ');
    return { ran: Number(ran) / 1e6, queued: Number(queued) / 1e6 };
  } catch {
    const { user, system } = process.threadCpuUsage();
    return { ran: (user + system) / 1000, queued: 0 };
  }
}

/** Milliseconds by the clock, and without waiting behind other programs. */
export type Timing = { readonly wall: number; readonly own: number };

/** Times `work`, which does all it does on this thread. */
export async function timedOwn(work: () => unknown): Promise<Timing> {
  const before = share().queued;
  const from = performance.now();
  await work();
  const wall = performance.now() - from;
  return { wall, own: Math.max(0, wall - (share().queued - before)) };
}

export type LoadMeter = {
  /** milliseconds of waiting behind other programs between two moments of performance.now() */
  queuedBetween(from: number, until: number): number;
  /** longest gap between two looks, without the waiting behind other programs */
  longestOwnGap(): number;
  stop(): void;
};

const everyMs = 2;

/** Looks at the clock and the share every 2 ms: where looks are missing, the process answered nobody. */
export function startLoadMeter(): LoadMeter {
  const looks: { at: number; queued: number }[] = [];
  const look = () => void looks.push({ at: performance.now(), queued: share().queued });
  look();
  const timer = setInterval(look, everyMs);
  return {
    stop() {
      clearInterval(timer);
      look();
    },
    queuedBetween: (from, until) => queuedAt(looks, until) - queuedAt(looks, from),
    longestOwnGap() {
      let longest = 0;
      for (const [index, { at, queued }] of looks.entries()) {
        const before = looks[index - 1];
        if (before) longest = Math.max(longest, at - before.at - (queued - before.queued) - everyMs);
      }
      return longest;
    },
  };
}

/** Between two looks the waiting is taken as even. */
function queuedAt(looks: readonly { readonly at: number; readonly queued: number }[], moment: number): number {
  let [low, high] = [0, looks.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((looks[middle]?.at ?? 0) <= moment) low = middle;
    else high = middle;
  }
  const [before, after] = [looks[low], looks[high]];
  if (!before || !after || after.at <= before.at) return before?.queued ?? 0;
  const part = Math.min(1, Math.max(0, (moment - before.at) / (after.at - before.at)));
  return before.queued + part * (after.queued - before.queued);
}
