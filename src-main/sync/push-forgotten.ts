import { ok, type Result } from '../../shared/lib/result.ts';
import { intactPhoto } from '../db/store/capture.ts';
import { forgottenThere, saveForgottenSent, sentChanges, sentRecords, settledIds } from '../db/store/region-forgot.ts';
import { changeBook } from './change-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeFault } from './exchange-fault.ts';
import { forgottenBook } from './forgotten-book.ts';
import { type OutgoingBook, type OutgoingRow, recordBook } from './outgoing-book.ts';
import type { PushDesk } from './push.ts';
import { type EnginePort, pushByStreams } from './push-engine.ts';
import { isAboutOne, type Trouble } from './trouble.ts';

/** Messages that one run sends again: what is released meanwhile waits for its end. The others go with the next. */
const mostPerRun = 100;

type ForgottenPort = Omit<EnginePort, 'count' | 'onReceipt' | 'onProgress' | 'exchange'> & {
  readonly exchange: Pick<Exchange, 'haveV2' | 'regainIds' | 'regainChangeIds'>;
};

/**
 * Sends again what the region has acknowledged and does not know any more: it was put back from a backup. The same bytes
 * under the same id and number; the receipts of then stay. Behind the records that wait, and before the changes, which may follow
 * something that is among them. Null = all that can go is there, as far as this run took it; what is held up alone there
 * is no trouble of the run.
 */
export async function pushForgotten(
  desk: PushDesk,
  port: ForgottenPort,
  takesChanges: boolean,
  perRun = mostPerRun,
): Promise<Trouble | null> {
  if (forgottenThere(desk.db) === 0) return null;
  const records = await unknownThere(settledIds(desk.db, 'outbox'), port.exchange.regainIds);
  if (!records.ok) return records.fault;
  const changes = takesChanges
    ? await unknownThere(settledIds(desk.db, 'change_message'), port.exchange.regainChangeIds)
    : ok([]);
  if (!changes.ok) return changes.fault;
  const sendable = (rows: readonly OutgoingRow[]) =>
    rows.filter(({ photoSha256 }) => photoSha256 === null || intactPhoto(desk.db, photoSha256) !== null);
  const [lostRecords, lostChanges] = [sentRecords(desk.db, records.value), sentChanges(desk.db, changes.value)];
  const first = sendable(lostRecords.slice(0, perRun));
  const then = sendable(lostChanges.slice(0, perRun));
  const count = { sent: 0, received: 0, joined: 0, refused: 0 };
  const trouble =
    (await sendAgain(desk, { ...port, count }, recordBook, first)) ??
    (await sendAgain(desk, { ...port, count }, changeBook, then));
  // stopped may mean closed: nothing is touched any more
  if (port.signal.aborted) return { kind: 'stopped' };
  // the next run would look at the same ones first: what nothing came of rests
  const isAll = (lostRecords.length <= perRun && lostChanges.length <= perRun) || count.sent === 0;
  if (trouble === null && isAll) desk.transact(({ db, clock }) => ok(saveForgottenSent(db, clock.now())));
  return trouble;
}

/** Of these ids those that the region does not list. */
async function unknownThere(
  ids: readonly string[],
  list: Exchange['regainIds'],
): Promise<Result<readonly string[], ExchangeFault>> {
  const unknown = new Set(ids);
  for (let after: string | null = null; unknown.size > 0; ) {
    const page = await list(after);
    if (!page.ok) return page;
    for (const id of page.value.ids) unknown.delete(id);
    after = page.value.ids.at(-1) ?? null;
    if (!page.value.more || after === null) break;
  }
  return ok([...unknown]);
}

async function sendAgain(
  desk: PushDesk,
  port: Omit<EnginePort, 'onReceipt' | 'onProgress' | 'onContiguous'>,
  base: OutgoingBook,
  rows: readonly OutgoingRow[],
): Promise<Trouble | null> {
  if (rows.length === 0) return null;
  // the number that the receiver says last may be of an opening of before
  const quiet = { onReceipt: () => undefined, onProgress: () => undefined, onContiguous: () => undefined };
  const trouble = await pushByStreams(desk, { ...port, ...quiet }, forgottenBook(base, rows, desk.ids));
  return trouble !== null && isAboutOne(trouble) ? null : trouble;
}
