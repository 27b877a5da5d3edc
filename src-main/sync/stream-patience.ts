import type { StreamStanding } from './push-stream.ts';

/** one stream that is silent while others speak has lost packets, and its kernel sends them again: it is waited for longer */
const alone = 1.5;
/** several streams that fall silent together are a line that is gone: each would say something every two seconds */
const together = 0.5;
const severalStreams = 3;

/** What is known of the run's streams at a moment. */
export type StreamsHeard = {
  /** streams that have been answered, and are not over */
  readonly speaking: number;
  /** milliseconds since a byte came on any of them */
  readonly silentMs: number;
};

/** How long a stream of this standing may be silent before it counts as dead, in milliseconds; `idleMs` is the usual time. */
export function streamPatience(standing: StreamStanding, idleMs: number, { speaking, silentMs }: StreamsHeard): number {
  if (standing === 'standing') return idleMs;
  // the tries for a line end by themselves a little later (racing-agent.ts)
  if (standing === 'opening') return idleMs * alone;
  if (speaking >= severalStreams && silentMs > idleMs * together) return idleMs * together;
  return silentMs < idleMs ? idleMs * alone : idleMs;
}
