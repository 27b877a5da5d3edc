/** A repeatable stream of numbers: the demo files must come out the same on every machine. Not for secrets. */
export type SeededRandom = {
  /** 0 ≤ n < end */
  below(end: number): number;
  pick<T>(list: readonly T[]): T;
  /** true in `percent` of 100 cases */
  chance(percent: number): boolean;
};

/** Mulberry32: 32 bits of state are plenty for some thousand invented people. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    below,
    chance: (percent) => below(100) < percent,
    pick: <T>(list: readonly T[]): T => {
      const chosen = list[below(list.length)];
      if (chosen === undefined) throw new RangeError('nothing to pick from');
      return chosen;
    },
  };
}
