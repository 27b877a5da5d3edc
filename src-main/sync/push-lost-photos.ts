import { ok, type Result } from '../../shared/lib/result.ts';
import { intactPhoto } from '../db/store/capture.ts';
import { findChange } from '../db/store/change-message.ts';
import { saveSought } from '../db/store/lost-there.ts';
import { findMessage } from '../db/store/outbox.ts';
import { changeBook } from './change-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeFault } from './exchange-fault.ts';
import { askAboutLost, lostPhotoBook } from './lost-photo-book.ts';
import { type OutgoingRow, recordBook } from './outgoing-book.ts';
import type { PushDesk } from './push.ts';
import { type EnginePort, pushByStreams } from './push-engine.ts';
import type { Trouble } from './trouble.ts';

/** Photos that one run sends again: eight megabytes; the others go with the next. */
const perRun = 200;

type LostPort = Omit<EnginePort, 'count' | 'onContiguous' | 'onReceipt' | 'onProgress' | 'exchange'> & {
  readonly exchange: Pick<Exchange, 'haveV2' | 'lostPhotos'>;
};

type Sought = {
  readonly records: readonly OutgoingRow[];
  readonly changes: readonly OutgoingRow[];
  readonly notHere: number;
  /** null = there are more than this run asked about */
  readonly total: number | null;
};

/**
 * Sends photos again that the region acknowledged and has lost, `asked` of them as it said; over the same streams as ever, and
 * behind all that waits. The records and their receipts stay what they are. Null = all that are here have arrived.
 */
export async function pushLostPhotos(desk: PushDesk, port: LostPort, asked: number): Promise<Trouble | null> {
  const sought = await seek(desk, port.exchange);
  if (!sought.ok) return sought.fault;
  const { records, changes, notHere, total } = sought.value;
  let arrived = 0;
  let trouble: Trouble | null = null;
  for (const [base, rows] of [[recordBook, records] as const, [changeBook, changes] as const]) {
    if (rows.length === 0) continue;
    const quiet = { onContiguous: () => undefined, onProgress: () => undefined };
    const count = { sent: 0, received: 0, joined: 0, refused: 0 };
    const onReceipt = () => {
      arrived += 1;
    };
    const engine = { ...port, ...quiet, count, onReceipt, exchange: askAboutLost(port.exchange, rows) };
    trouble ??= await pushByStreams(desk, engine, lostPhotoBook(base, rows));
  }
  // stopped may mean closed: nothing is touched any more
  if (port.signal.aborted) return { kind: 'stopped' };
  const left = Math.max(0, (total ?? asked) - arrived);
  desk.transact(({ db, clock }) => ok(saveSought(db, 'photos', left, Math.min(notHere, left), clock.now())));
  return trouble;
}

/** The region's list, page by page, until a run's worth of it is here: a photo that is damaged here too cannot go. */
async function seek(desk: PushDesk, exchange: Pick<Exchange, 'lostPhotos'>): Promise<Result<Sought, ExchangeFault>> {
  const records: OutgoingRow[] = [];
  const changes: OutgoingRow[] = [];
  let [listed, notHere] = [0, 0];
  for (let after: string | null = null; ; ) {
    const page = await exchange.lostPhotos(after);
    if (!page.ok) return page;
    for (const { sha256, bytes, messageId, of } of page.value.photos) {
      const row = of === 'record' ? findMessage(desk.db, messageId) : findChange(desk.db, messageId);
      const isHere = row?.photoSha256 === sha256 && intactPhoto(desk.db, sha256)?.length === bytes;
      if (!row || !isHere) notHere += 1;
      else (of === 'record' ? records : changes).push(row);
    }
    listed += page.value.photos.length;
    after = page.value.photos.at(-1)?.sha256 ?? null;
    if (!page.value.more || after === null) return ok({ records, changes, notHere, total: listed });
    if (records.length + changes.length >= perRun) return ok({ records, changes, notHere, total: null });
  }
}
