import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { Clock, Ids } from './ports.ts';

/** The machine's clock. `today` is the date in +08:00 whatever zone the laptop is set to. */
export function systemClock(): Clock {
  return {
    now: () => new Date().toISOString(),
    today: () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
    monotonicMs: () => performance.now(),
    bootId: randomUUID(),
  };
}

export const systemIds: Ids = { uuid: () => v7() };
