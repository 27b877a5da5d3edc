import { ok } from '../../shared/lib/result.ts';
import type { Exchange } from './exchange.ts';
import type { OutgoingBook, OutgoingRow } from './outgoing-book.ts';

/**
 * The book of messages that have their receipt, and whose photos the region has lost: the texts are there, the photos go
 * again, and nothing that comes back changes anything here. No text leaves it: its places are no numbers to sign.
 */
export function lostPhotoBook(base: OutgoingBook, rows: readonly OutgoingRow[]): OutgoingBook {
  // places of the book's own: records and changes are numbered apart
  const placed = rows.map((row, at) => ({ ...row, deskSeq: at + 1 }));
  return {
    ...base,
    count: () => placed.length,
    waiting: (_db, after, limit) => placed.filter((row) => row.deskSeq > after).slice(0, limit),
    find: (_db, messageId) => placed.find((row) => row.messageId === messageId) ?? null,
    envelope() {
      throw new Error('a text of the book of lost photos was about to be sent');
    },
    noteTrouble: () => undefined,
    noteHeld: () => undefined,
    apply: () => ok({ applied: false }),
  };
}

/**
 * Asks about the messages of such a book. One whose photo is not whole there is held as a text, whatever receipt it has, so
 * that the photo goes; the others are done. One that the receiver does not know, as where another one answers by now that has
 * less, is put aside for this run: a text of it would get a second receipt.
 */
export function askAboutLost(
  exchange: Pick<Exchange, 'haveV2'>,
  rows: readonly OutgoingRow[],
): Pick<Exchange, 'haveV2'> {
  const photoOf = new Map(rows.map((row) => [row.messageId, row.photoSha256]));
  return {
    async haveV2(ids, photos, isAfterFault) {
      const named = ids.flatMap((id) => photoOf.get(id) ?? []);
      const have = await exchange.haveV2(ids, [...new Set([...photos, ...named])], isAfterFault);
      if (!have.ok) return have;
      const whole = new Set(have.value.photos.flatMap(({ sha256, bytes }) => (bytes === -1 ? [sha256] : [])));
      const { held, text, parked, missing } = have.value;
      const done = held.filter(({ messageId }) => whole.has(photoOf.get(messageId) ?? ''));
      // the done ones too: until their receipts are looked at they would be taken for texts that wait to be sent
      const texts = [...text, ...held.map(({ messageId }) => messageId)];
      return ok({ ...have.value, held: done, text: texts, parked: [...parked, ...missing], missing: [] });
    },
  };
}
