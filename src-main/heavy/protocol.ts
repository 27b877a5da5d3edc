/** To the heavy process: start a job, or "go on" after a partial result. */
export type ToHeavy = { readonly run: string; readonly id: number; readonly input: unknown } | { readonly ack: number };

/** From the heavy process. Each `message` waits for its `ack`: a slow receiver slows the job down instead of filling memory. */
export type FromHeavy =
  | { readonly id: number; readonly message: unknown }
  | { readonly id: number; readonly done: unknown }
  | { readonly id: number; readonly error: HeavyError };

/** What people are told of a job that ended early. A bug has code `broken` and the fixed sentence. */
export type HeavyError = { readonly code: string; readonly sentence: string };

/** A HeavyError to throw. */
export function heavyFault({ code, sentence }: HeavyError): Error & HeavyError {
  return Object.assign(new Error(code), { code, sentence });
}

/** True for faults that carry a sentence for people. */
export function isHeavyFault(error: unknown): error is Error & HeavyError {
  return error instanceof Error && 'code' in error && 'sentence' in error && typeof error.sentence === 'string';
}
