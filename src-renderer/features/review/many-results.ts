import { manyLimit } from '#shared/domain/list-limit.ts';
import type { ManyResult } from './review-line.ts';

/** As many as one act takes, in their order. */
export function inParts<T>(items: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < items.length; at += manyLimit) parts.push(items.slice(at, at + manyLimit));
  return parts;
}

/** The results of several acts as one. */
export function merged(results: readonly ManyResult[]): ManyResult {
  return { done: results.flatMap(({ done }) => done), failed: results.flatMap(({ failed }) => failed) };
}
