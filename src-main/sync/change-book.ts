import { frameTypes } from '../../shared/wire/frame.ts';
import { countChanges, findChange, noteChangeAttempt, readyChanges } from '../db/store/change-message.ts';
import { changeEnvelopeOf } from '../security/change-envelope.ts';
import { applyChangeReceipt } from './apply-change-receipt.ts';
import type { OutgoingBook } from './outgoing-book.ts';

/** Changes told to the region, those that may go now: the others wait for the receipt of what they build on. */
export const changeBook: OutgoingBook = {
  frameType: frameTypes.changes,
  count: (db) => countChanges(db).ready,
  waiting: readyChanges,
  find: findChange,
  envelope: changeEnvelopeOf,
  noteTrouble: noteChangeAttempt,
  // a change is in no batch: its receipt says all
  noteHeld: () => undefined,
  apply: applyChangeReceipt,
};
