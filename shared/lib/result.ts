/** A value or an expected fault: expected outcomes are data, only bugs throw. */
export type Result<T, F> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: F };

/** Wraps a good outcome. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Wraps an expected fault. */
export function failed<F>(fault: F): { readonly ok: false; readonly fault: F } {
  return { ok: false, fault };
}
