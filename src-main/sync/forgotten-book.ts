import { ok } from '../../shared/lib/result.ts';
import type { ReceiptBody } from '../../shared/wire/receipt.ts';
import { noteAnsweredOtherwise } from '../db/store/answered-otherwise.ts';
import type { Ids } from '../platform/ports.ts';
import { lostPhotoBook } from './lost-photo-book.ts';
import type { OutgoingBook, OutgoingRow } from './outgoing-book.ts';

/**
 * The book of messages that have their receipt and that the region does not know any more: texts and photos go again, under
 * the number and opening of then. The receipt of then stays; where the region answers otherwise now, people hear of it.
 */
export function forgottenBook(base: OutgoingBook, rows: readonly OutgoingRow[], ids: Ids): OutgoingBook {
  // the engine's places are the book's own; what is signed is the number of then
  const numbered = new Map(rows.map((row) => [row.messageId, row]));
  return {
    ...lostPhotoBook(base, rows),
    envelope: (db, row) => base.envelope(db, numbered.get(row.messageId) ?? row),
    apply(context, _signed, receipt: ReceiptBody) {
      noteAnsweredOtherwise({ ...context, ids }, receipt);
      return ok({ applied: false });
    },
  };
}
