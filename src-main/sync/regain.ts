import { createHash } from 'node:crypto';
import { failed, ok, type Result } from '../../shared/lib/result.ts';
import type { CandidacyMessage } from '../../shared/wire/candidacy-message.ts';
import { type RegainedMessage, regainLimits } from '../../shared/wire/regain-v2.ts';
import { readPhoto } from '../db/store/capture.ts';
import { mayHaveLost, noteRegained } from '../db/store/incarnation.ts';
import { isKeptOut } from '../db/store/kept-out.ts';
import { type LeftWhy, leftLately, noteLeft } from '../db/store/regain-left.ts';
import { countReceipts, knownMessages } from '../db/store/regained-message.ts';
import type { Exchange, HeardHello } from './exchange.ts';
import type { PushDesk } from './push.ts';
import { regainLostChanges } from './regain-changes.ts';
import { proveLost, takeLost } from './take-lost.ts';
import { isAboutOnePhoto, type Trouble } from './trouble.ts';

/** Everything that the region holds of this desk and this file has lost: records first, then what was told beside them. */
export async function regainLost(
  desk: PushDesk,
  exchange: Exchange,
  { desk: said, told }: HeardHello,
  onReceipt: () => void,
): Promise<Result<{ readonly taken: number }, Trouble>> {
  if (said?.standing !== 'enrolled') return ok({ taken: 0 });
  const records = await regainRecords(desk, exchange, said.receipts, onReceipt);
  return records.ok ? regainLostChanges(desk, exchange, told, onReceipt) : records;
}

/**
 * Gets back what the region holds of this desk and this file has lost: a record, its photo and its receipt in one
 * transaction each, so that a run may end anywhere. `receipts` is the region's count of the desk's messages: it is asked
 * where that is more than the desk's own, and after the file was put back whatever the counts say, for both sides may have
 * lost some.
 */
async function regainRecords(
  desk: PushDesk,
  exchange: Exchange,
  receipts: number,
  onReceipt: () => void,
): Promise<Result<{ readonly taken: number }, Trouble>> {
  let taken = 0;
  // what could not be used a moment ago cannot be used now: it is asked for again another day
  const left = leftLately(desk.db, 'records', desk.clock.now());
  const mayMiss = mayHaveLost(desk.db) || receipts > countReceipts(desk.db) + left.size;
  for (let after: string | null = null, more = mayMiss; more; ) {
    const page = await exchange.regainIds(after);
    if (!page.ok) return page;
    const known = knownMessages(desk.db, page.value.ids);
    const lost = page.value.ids.filter((id) => !known.has(id) && !left.has(id));
    for (let at = 0; at < lost.length; at += regainLimits.messages) {
      const messages = await exchange.regainMessages(lost.slice(at, at + regainLimits.messages));
      if (!messages.ok) return messages;
      for (const message of messages.value) {
        const done = await takeOne(desk, exchange, message);
        if (!done.ok) return done;
        if (done.value) taken += 1;
        onReceipt();
      }
    }
    after = page.value.ids.at(-1) ?? null;
    more = page.value.more && after !== null;
  }
  if (mayHaveLost(desk.db)) desk.transact(({ db, clock }) => ok(noteRegained(db, clock.now())));
  return ok({ taken });
}

/** False = this program cannot read it, or its photo is not to be had: left with the region, which holds it. */
async function takeOne(
  desk: PushDesk,
  exchange: Exchange,
  regained: RegainedMessage,
): Promise<Result<boolean, Trouble>> {
  const lost = proveLost(desk.db, regained);
  if (lost === 'forged') return failed({ kind: 'forgedReceipt' });
  if (lost === 'unreadable') return ok(leave(desk, regained, 'unreadable'));
  const photo = await photoOf(desk, exchange, lost.message);
  // nobody keeps the photo of a refused record, and it has to be taken anew
  const isRefused = lost.receipt.outcome === 'refused';
  if (!photo.ok && !isAboutOnePhoto(photo.fault)) return photo;
  if (!photo.ok && !isRefused) return ok(leave(desk, regained, 'noPhoto'));
  try {
    desk.transact((context) => ok(takeLost({ ...context, ids: desk.ids }, lost, photo.ok ? photo.value : null)));
  } catch (error) {
    // one that this file does not take must not hold up what waits here
    if (!isKeptOut(error)) throw error;
    return ok(leave(desk, regained, 'unfit'));
  }
  return ok(true);
}

function leave(desk: PushDesk, { messageId }: RegainedMessage, why: Exclude<LeftWhy, 'noRecord'>): false {
  desk.transact(({ db, clock }) => ok(noteLeft(db, 'records', messageId, why, clock.now())));
  return false;
}

/** Null = it is here already. */
async function photoOf(
  { db }: PushDesk,
  exchange: Exchange,
  { photo }: CandidacyMessage,
): Promise<Result<Uint8Array | null, Trouble>> {
  if (readPhoto(db, photo.sha256)) return ok(null);
  const fetched = await exchange.photo(photo.sha256);
  if (!fetched.ok) return fetched;
  return sha256(fetched.value) === photo.sha256 ? ok(fetched.value) : failed({ kind: 'photoDamaged' });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
