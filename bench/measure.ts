/** Half, nineteen in twenty and the worst of some durations, in milliseconds. */
export type Spread = { readonly count: number; readonly p50: number; readonly p95: number; readonly worst: number };

/** Durations of one round, ours and the baseline's, in milliseconds; both measured within the same seconds. */
export type Round = { readonly ours: readonly number[]; readonly baseline: readonly number[] };

/** The duration below which `share` (0–1) of the samples lie, by nearest rank; NaN without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}

/** Sums samples up; all NaN without samples. */
export function spreadOf(samples: readonly number[]): Spread {
  return {
    count: samples.length,
    p50: median(samples),
    p95: percentile(samples, 0.95),
    worst: percentile(samples, 1),
  };
}

/** Milliseconds that `work` took. */
export async function timed(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

export type Ratio = { readonly median: number; readonly least: number; readonly most: number };

/**
 * How many times longer ours took than the baseline: the median over the rounds, with the lowest and the highest round.
 * Null where a round has no baseline. Rounds that lie far apart say that the machine was busy.
 */
export function ratioOf(rounds: readonly Round[]): Ratio | null {
  const ratios = rounds.map((round) => median(round.ours) / median(round.baseline));
  if (ratios.length === 0 || ratios.some((ratio) => !Number.isFinite(ratio))) return null;
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}

/**
 * Runs ours and the baseline in turn, `rounds` times, changing who begins: whatever slows the machine for a while slows
 * both. Each part does its own share of work and returns the durations.
 */
export async function interleaved(
  rounds: number,
  ours: (round: number) => Promise<readonly number[]>,
  baseline: (round: number) => Promise<readonly number[]>,
): Promise<Round[]> {
  const done: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) {
      const first = await ours(round);
      done.push({ ours: first, baseline: await baseline(round) });
    } else {
      const first = await baseline(round);
      done.push({ ours: await ours(round), baseline: first });
    }
  }
  return done;
}
