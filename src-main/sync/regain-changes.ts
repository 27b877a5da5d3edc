import { failed, ok, type Result } from '../../shared/lib/result.ts';
import type { ToldHere } from '../../shared/wire/hello.ts';
import type { RegainedChange } from '../../shared/wire/regain-v2.ts';
import { keepAnswered } from '../db/store/answered-beside.ts';
import { mayHaveLostChanges, noteChangesRegained } from '../db/store/incarnation.ts';
import { isKeptOut } from '../db/store/kept-out.ts';
import { behindEachOther, type ProvenChange } from '../db/store/regain-change.ts';
import { countAtRegion, leftLately, noteAtRegion, noteLeft } from '../db/store/regain-left.ts';
import { besideWithoutReceipt, countChangeReceipts, knownChanges } from '../db/store/regained-change.ts';
import type { Exchange } from './exchange.ts';
import type { PushDesk } from './push.ts';
import { proveLostChange, takeLostChange } from './take-lost-change.ts';
import type { Trouble } from './trouble.ts';

/** Texts in one answer: an application's is up to 128 KB. */
const perQuestion = 20;

/**
 * Gets back what the region was told beside the records and this file has lost, each in a transaction of its own, a change
 * behind the one that it follows. Asked after the records, which they are about. `told` null = the receiver is older and
 * gives none back: then nothing is noted, and a newer one is asked.
 */
export async function regainLostChanges(
  desk: PushDesk,
  exchange: Exchange,
  told: ToldHere | null,
  onReceipt: () => void,
): Promise<Result<{ readonly taken: number }, Trouble>> {
  if (told === null) return ok({ taken: 0 });
  const left = leftLately(desk.db, 'changes', desk.clock.now());
  const accounted = countChangeReceipts(desk.db) + left.size + countAtRegion(desk.db);
  if (!mayHaveLostChanges(desk.db) && told.receipts <= accounted) return ok({ taken: 0 });
  const lost = await lostIds(desk, exchange, left);
  if (!lost.ok) return lost;
  const toCome = new Set(lost.value);
  let taken = 0;
  let isWaiting = false;
  let held: readonly ProvenChange[] = [];
  // what came is taken at once: a line that breaks costs one question, not all of them
  for (let at = 0; at < lost.value.length; at += perQuestion) {
    const ids = lost.value.slice(at, at + perQuestion);
    const changes = await exchange.regainChanges(ids);
    if (!changes.ok) return changes;
    for (const id of ids) toCome.delete(id);
    const proven = provenOf(desk, changes.value);
    if (!proven.ok) return proven;
    const { free, bound } = parted([...held, ...proven.value], toCome);
    for (const change of behindEachOther(free)) {
      const became = takeOne(desk, change);
      if (became === 'taken') taken += 1;
      if (became === 'noRecord' || became === 'answered') noteWhy(desk, change, became);
      // nobody has counted one without a receipt: only asking finds it again
      if (became === 'noRecord' && change.receipt === null) isWaiting = true;
      onReceipt();
    }
    held = bound;
  }
  if (mayHaveLostChanges(desk.db) && !isWaiting)
    desk.transact(({ db, clock }) => ok(noteChangesRegained(db, clock.now())));
  return ok({ taken });
}

/** Of the ids that the region holds of this desk, those that are not here, or not with their receipt. */
async function lostIds(
  desk: PushDesk,
  exchange: Exchange,
  left: ReadonlySet<string>,
): Promise<Result<readonly string[], Trouble>> {
  const lost: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const page = await exchange.regainChangeIds(after);
    if (!page.ok) return page;
    const known = knownChanges(desk.db, page.value.ids);
    const unanswered = besideWithoutReceipt(desk.db, page.value.ids);
    lost.push(...page.value.ids.filter((id) => !left.has(id) && (!known.has(id) || unanswered.has(id))));
    after = page.value.ids.at(-1) ?? null;
    more = page.value.more && after !== null;
  }
  return ok(lost);
}

function provenOf(desk: PushDesk, changes: readonly RegainedChange[]): Result<readonly ProvenChange[], Trouble> {
  const proven: ProvenChange[] = [];
  for (const one of changes) {
    const change = proveLostChange(desk.db, one);
    if (change === 'forged') return failed({ kind: 'forgedReceipt' });
    if (change === 'unreadable') leave(desk, one.envelope.messageId, 'unreadable');
    else proven.push(change);
  }
  return ok(proven);
}

/** Bound: it follows, itself or by others, one that is still to come. */
function parted(changes: readonly ProvenChange[], toCome: ReadonlySet<string>) {
  const byId = new Map(changes.map((one) => [one.message.messageId, one]));
  const isBound = (change: ProvenChange): boolean => {
    const seen = new Set<string>();
    for (let follows = change.message.follows; follows !== null && !seen.has(follows); ) {
      if (toCome.has(follows)) return true;
      seen.add(follows);
      follows = byId.get(follows)?.message.follows ?? null;
    }
    return false;
  };
  return { free: changes.filter((one) => !isBound(one)), bound: changes.filter(isBound) };
}

function takeOne(desk: PushDesk, lost: ProvenChange): 'taken' | 'known' | 'answered' | 'noRecord' | 'left' {
  try {
    const done = desk.transact((context) => ok(takeLostChange({ ...context, ids: desk.ids }, lost)));
    const isKnown = done.ok && done.value === 'known';
    if (isKnown && lost.receipt && besideWithoutReceipt(desk.db, [lost.message.messageId]).size > 0) return 'answered';
    return done.ok ? done.value : 'left';
  } catch (error) {
    // one that this file does not take must not hold up what waits here
    if (!isKeptOut(error)) throw error;
    leave(desk, lost.message.messageId, 'unfit');
    return 'left';
  }
}

function noteWhy(desk: PushDesk, { message, receipt }: ProvenChange, why: 'noRecord' | 'answered'): void {
  if (!receipt) return;
  desk.transact((context) => {
    if (why === 'answered') keepAnswered(context, [{ ...message, ...receipt }]);
    else noteAtRegion(context.db, [message], why, context.clock.now());
    return ok(undefined);
  });
}

function leave(desk: PushDesk, messageId: string, why: 'unreadable' | 'unfit'): void {
  desk.transact(({ db, clock }) => ok(noteLeft(db, 'changes', messageId, why, clock.now())));
}
