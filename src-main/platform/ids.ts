import { v7 } from 'uuid';
import type { Ids } from './ports.ts';

/** UUIDv7: unique without a server, and rows made later sort later. */
export function timeOrderedIds(): Ids {
  return { uuid: () => v7() };
}
