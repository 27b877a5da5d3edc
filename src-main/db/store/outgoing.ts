import type { DeskDb } from '../open.ts';
import { countChanges } from './change-message.ts';
import { countMessages } from './outbox.ts';
import { regionTakesChanges } from './sync-line.ts';

/** How many records and changes a run could send now: what waits for something else is not counted. */
export function countSendable(db: DeskDb): number {
  return countMessages(db).waiting + (regionTakesChanges(db) ? countChanges(db).ready : 0);
}
