import { childHeavy } from '../src-main/heavy/child-heavy.ts';
import type { Heavy } from '../src-main/platform/ports.ts';

/** Of this test process; it starts nothing before its first job. */
const kept = childHeavy();

/**
 * The heavy jobs in a real process that goes on from test to test: to start one costs more than most imports. `close`
 * kills the process of what still goes on here, as the end of a desk does; an idle one stays warm for the next test.
 */
export function warmHeavy(): Heavy & { close(): void } {
  let closing = new AbortController();
  return {
    run: (name, input, onMessage, signal) =>
      kept.run(name, input, onMessage, AbortSignal.any([signal, closing.signal])),
    close() {
      closing.abort();
      closing = new AbortController();
    },
  };
}
