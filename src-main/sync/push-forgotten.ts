import { ok, type Result } from '../../shared/lib/result.ts';
import { intactPhoto } from '../db/store/capture.ts';
import { lackedThere, saveAllSought } from '../db/store/lost-there.ts';
import {
  keptAside,
  saveKeptAside,
  saveUnderWay,
  sentChange,
  sentRecord,
  settledChanges,
  settledRecords,
} from '../db/store/region-forgot.ts';
import { changeBook } from './change-book.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeFault } from './exchange-fault.ts';
import { forgottenBook } from './forgotten-book.ts';
import { hearAgain } from './hear-again.ts';
import { type OutgoingBook, type OutgoingRow, recordBook } from './outgoing-book.ts';
import type { PushDesk } from './push.ts';
import { type EnginePort, pushByStreams } from './push-engine.ts';
import { isAboutOne, type Trouble } from './trouble.ts';

/** What one run sends again of each sort, in messages and in bytes: what is released meanwhile waits for its end. */
const mostPerRun = { messages: 100, bytes: 8 * 1024 * 1024 };

/** What the region is asked for, as often as its caller thinks right. */
export type ForgottenQuestions = Pick<Exchange, 'regainIds' | 'regainChangeIds'> & {
  readonly haveAgain: (ids: readonly string[]) => ReturnType<Exchange['haveV2']>;
};

type ForgottenPort = Omit<EnginePort, 'count' | 'onReceipt' | 'onProgress'> & ForgottenQuestions;

/** How it ended; `mayGoOn` = what waits behind it may go: the line is there, whatever was wrong with these. */
type ForgottenEnd = { readonly trouble: Trouble | null; readonly mayGoOn: boolean };

type Sort = {
  readonly of: 'records' | 'changes';
  readonly base: OutgoingBook;
  readonly settled: (db: PushDesk['db']) => readonly string[];
  readonly sent: (db: PushDesk['db'], messageId: string) => OutgoingRow | null;
  readonly list: 'regainIds' | 'regainChangeIds';
};

const sorts: readonly Sort[] = [
  { of: 'records', base: recordBook, settled: settledRecords, sent: sentRecord, list: 'regainIds' },
  { of: 'changes', base: changeBook, settled: settledChanges, sent: sentChange, list: 'regainChangeIds' },
];

/**
 * Sends again what the region has acknowledged and does not know any more: it was put back from a backup. The same text under
 * the same id and number; the receipts of then stay. Behind the records that wait, and before the changes, which may follow
 * something that is among them. Without trouble all that can go is there, as far as this run took it; what is held up alone
 * there is no trouble of the run, and rests for a day.
 */
export async function pushForgotten(
  desk: PushDesk,
  port: ForgottenPort,
  takesChanges: boolean,
  perRun = mostPerRun,
): Promise<ForgottenEnd> {
  const heard = await hearAgain(desk, port);
  if (heard !== null && !isAboutOne(heard)) return endedBy(heard);
  for (const sort of sorts) {
    if (lackedThere(desk.db, sort.of) === 0 || (sort.of === 'changes' && !takesChanges)) continue;
    const unknown = await unknownThere(sort.settled(desk.db), port[sort.list]);
    if (!unknown.ok) return endedBy(unknown.fault);
    const trouble = await sendAgain(desk, port, sort, pickFrom(desk, sort, unknown.value, perRun));
    if (trouble !== null) return { trouble, mayGoOn: false };
  }
  return { trouble: heard, mayGoOn: true };
}

/** No answer: the line is gone. A forged one ends the run too. One that was answered badly is no fault of what waits behind it. */
function endedBy(trouble: Trouble): ForgottenEnd {
  return { trouble, mayGoOn: !['noAnswer', 'stopped', 'forgedReceipt'].includes(trouble.kind) };
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

type Picked = { readonly rows: readonly OutgoingRow[]; readonly isAll: boolean };

/** A run's worth of them, in order; one whose photo is not whole here goes aside and takes nobody's place. */
function pickFrom(desk: PushDesk, { sent }: Sort, unknown: readonly string[], perRun: typeof mostPerRun): Picked {
  const rows: OutgoingRow[] = [];
  const unfit: string[] = [];
  const aside = keptAside(desk.db, desk.clock.now());
  let bytes = 0;
  let isAll = true;
  for (const id of unknown) {
    if (aside.has(id)) continue;
    isAll = rows.length < perRun.messages && bytes < perRun.bytes;
    if (!isAll) break;
    const row = sent(desk.db, id);
    const photo = row?.photoSha256 ? intactPhoto(desk.db, row.photoSha256) : null;
    if (row === null || (row.photoSha256 !== null && photo === null)) {
      unfit.push(id);
      continue;
    }
    rows.push(row);
    bytes += row.body.length + (photo?.length ?? 0);
  }
  desk.transact(({ db, clock }) => {
    if (unfit.length > 0) saveKeptAside(db, unfit, clock.now());
    const ids = rows.map((row) => row.messageId);
    if (ids.length > 0) saveUnderWay(db, ids, clock.now());
    return ok(undefined);
  });
  return { rows, isAll };
}

async function sendAgain(
  desk: PushDesk,
  port: ForgottenPort,
  { of, base }: Sort,
  { rows, isAll }: Picked,
): Promise<Trouble | null> {
  // the number that the receiver says last may be of an opening of before
  const quiet = { onReceipt: () => undefined, onProgress: () => undefined, onContiguous: () => undefined };
  const count = { sent: 0, received: 0, joined: 0, refused: 0 };
  const trouble =
    rows.length === 0 ? null : await pushByStreams(desk, { ...port, ...quiet, count }, forgottenBook(base, rows, desk));
  // stopped may mean closed: nothing is touched any more
  if (port.signal.aborted) return { kind: 'stopped' };
  if (trouble !== null && !isAboutOne(trouble)) return trouble;
  if (isAll) desk.transact(({ db, clock }) => ok(saveAllSought(db, of, clock.now())));
  return null;
}
