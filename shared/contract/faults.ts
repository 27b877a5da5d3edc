import type { Finding } from '../domain/finding.ts';

/** A problem of form: where it came in, what is wrong, how to mend it (one Chinese sentence). */
export type FormProblem = { readonly field: string; readonly message: string };

/**
 * Expected outcomes of a call that did not go through. `broken` is a bug: it is logged under `reference`, which the
 * clerk can read out; nothing was written.
 */
export type Fault =
  | { readonly kind: 'invalid'; readonly problems: readonly FormProblem[] }
  | { readonly kind: 'refused'; readonly title: string; readonly findings: readonly Finding[] }
  | { readonly kind: 'stale'; readonly message: string }
  | { readonly kind: 'forbidden'; readonly message: string }
  | { readonly kind: 'locked'; readonly message: string }
  | { readonly kind: 'broken'; readonly reference: string; readonly message: string };

/** One form problem as a fault. `field` is '' when it concerns the whole form. */
export function invalid(field: string, message: string): Fault {
  return { kind: 'invalid', problems: [{ field, message }] };
}
