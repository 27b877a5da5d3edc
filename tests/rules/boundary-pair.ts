import type { CandidacyFacts, FactName } from '#shared/regulation/facts.ts';

/** Two values of one fact, one step apart: with the first the rule passes, with the second it does not. */
export type BoundaryPair<F extends FactName = FactName> = {
  readonly fact: F;
  readonly passes: CandidacyFacts[F];
  readonly stops: CandidacyFacts[F];
  /** what else differs from the good case, the same on both sides */
  readonly given: CandidacyFacts;
};

/** A pair with what else differs from the good case. */
export function pair<F extends FactName>(
  fact: F,
  passes: CandidacyFacts[F],
  stops: CandidacyFacts[F],
  given: CandidacyFacts = {},
): BoundaryPair {
  return { fact, passes, stops, given } as BoundaryPair;
}

/** Both ends of a published window, a millisecond each. */
export function windowEnds(windows: FactName): readonly BoundaryPair[] {
  const given = { [windows]: [{ opensAt: '2026-02-27T01:00:00.000Z', closesAt: '2026-04-01T09:00:00.000Z' }] };
  return [
    pair('now', '2026-02-27T01:00:00.000Z', '2026-02-27T00:59:59.999Z', given),
    pair('now', '2026-04-01T08:59:59.999Z', '2026-04-01T09:00:00.000Z', given),
  ];
}
