import { randomUUID } from 'node:crypto';
import type { Clock } from './ports.ts';

const EIGHT_HOURS_MS = 8 * 3_600_000;

/** The machine's clock. Nothing stops because it is wrong: events also carry the monotonic time and this boot's id. */
export function machineClock(): Clock {
  return {
    now: () => new Date().toISOString(),
    today: () => new Date(Date.now() + EIGHT_HOURS_MS).toISOString().slice(0, 10),
    monotonicMs: () => Math.floor(performance.now()),
    bootId: randomUUID(),
  };
}
