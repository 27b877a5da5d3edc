import { countChanges } from '../db/store/change-message.ts';
import { changeBook } from './change-book.ts';
import type { PushCount, PushDesk } from './push.ts';
import { type EnginePort, pushByStreams } from './push-engine.ts';
import { isAboutOne, type Trouble } from './trouble.ts';

/**
 * Sends the changes that may go, behind the records of the same run and over the same kind of streams. A change that
 * follows another goes once that one has its receipt, so it takes as many rounds as the longest row of changes of one
 * candidate; a round that brings no receipt is the last.
 */
export async function pushChanges(
  desk: PushDesk,
  port: Omit<EnginePort, 'count' | 'onContiguous'> & { readonly count: PushCount },
): Promise<Trouble | null> {
  let kept: Trouble | null = null;
  for (;;) {
    if (countChanges(desk.db).ready === 0) return kept;
    const before = settled(port.count);
    // changes have numbers of their own: what the stream says of the records' numbers was heard before
    const trouble = await pushByStreams(desk, { ...port, onContiguous: () => undefined }, changeBook);
    kept = trouble ?? kept;
    // one that is held up holds up nobody's; a line that is gone does
    if (trouble !== null && !isAboutOne(trouble)) return trouble;
    if (settled(port.count) === before) return kept;
  }
}

function settled({ received, joined, refused }: PushCount): number {
  return received + joined + refused;
}
