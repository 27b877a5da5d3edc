/** How alike two faces are: words, no number, is what people get. */
export type Likeness = 'alike' | 'unclear' | 'different';

/** Similarities (0–1) from which a pair is called alike, and up to which different. On what they rest: docs/photo-gate.md. */
const ALIKE_LEAST = 0.65;
const DIFFERENT_MOST = 0.42;

/** The band of a similarity; null (no single face in one of the pictures) tells nothing. */
export function likenessOf(similarity: number | null): Likeness {
  if (similarity === null || Number.isNaN(similarity)) return 'unclear';
  if (similarity >= ALIKE_LEAST) return 'alike';
  return similarity <= DIFFERENT_MOST ? 'different' : 'unclear';
}
