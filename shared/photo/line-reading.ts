/** What a line of writing was read as. `sureness`: of each character, 0–1. */
export type LineReading = { readonly characters: readonly string[]; readonly sureness: readonly number[] };

/** A line read as it stands, and read with left and right exchanged. */
export type ReadBothWays = { readonly straight: LineReading; readonly flipped: LineReading };

/**
 * The most likely characters of a line, from the likelihood of each of `alphabet` at each step along it (step by step,
 * one after another). Entry 0 of the alphabet is "nothing here"; the same character in two steps running is one.
 */
export function lineReading(likelihoods: Float32Array, alphabet: readonly string[]): LineReading {
  const characters: string[] = [];
  const sureness: number[] = [];
  let before = 0;
  for (let step = 0; step + alphabet.length <= likelihoods.length; step += alphabet.length) {
    let best = 0;
    for (let at = 1; at < alphabet.length; at++) if (likelihoods[step + at]! > likelihoods[step + best]!) best = at;
    if (best !== 0 && best !== before) {
      characters.push(alphabet[best] ?? '');
      sureness.push(likelihoods[step + best]!);
    }
    before = best;
  }
  return { characters, sureness };
}
