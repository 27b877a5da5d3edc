import { ok } from '../../shared/lib/result.ts';
import type { ReceiptBody } from '../../shared/wire/receipt.ts';
import { noteAnsweredOtherwise } from '../db/store/answered-otherwise.ts';
import { saveHeard, saveKeptAside } from '../db/store/region-forgot.ts';
import type { Clock, Ids } from '../platform/ports.ts';
import { lostPhotoBook } from './lost-photo-book.ts';
import type { OutgoingBook, OutgoingRow } from './outgoing-book.ts';

/**
 * The book of messages that have their receipt and that the region does not know any more: texts and photos go again, under
 * the number and opening of then. The receipt of then stays; where the region answers otherwise now, people hear of it.
 */
export function forgottenBook(
  base: OutgoingBook,
  rows: readonly OutgoingRow[],
  { ids, clock }: { readonly ids: Ids; readonly clock: Clock },
): OutgoingBook {
  // the engine's places are the book's own; what is signed is the number of then
  const numbered = new Map(rows.map((row) => [row.messageId, row]));
  return {
    ...lostPhotoBook(base, rows),
    envelope: (db, row) => base.envelope(db, numbered.get(row.messageId) ?? row),
    noteTrouble: (db, messageId) => saveKeptAside(db, [messageId], clock.now()),
    apply(context, _signed, receipt: ReceiptBody) {
      noteAnsweredOtherwise({ ...context, ids }, receipt);
      saveHeard(context.db, [receipt.messageId], context.clock.now());
      return ok({ applied: false });
    },
  };
}
