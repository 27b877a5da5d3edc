import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Result } from '../../shared/lib/result.ts';
import { pullLimits } from '../../shared/wire/pull-v2.ts';
import type { SignedNotice } from '../../shared/wire/region-notice.ts';
import { readPullCursor } from '../db/store/inbox.ts';
import { isSomethingForged } from '../db/store/notice-set-aside.ts';
import { readInstallation, readSetting, writeSetting } from '../db/store/office.ts';
import { fetchAwaitedPhotos } from './awaited-photos.ts';
import { createDeskProof } from './desk-proof.ts';
import { createExchange, type ExchangeOptions } from './exchange.ts';
import { type ExchangeFault, isPassing } from './exchange-fault.ts';
import { endOfEnrolment, meetRegion } from './meet-region.ts';
import { askPage } from './pull-page.ts';
import type { PullTrouble } from './pull-trouble.ts';
import type { PushDesk } from './push.ts';
import { regainLost } from './regain.ts';
import type { Trouble } from './trouble.ts';

export type PullCounts = {
  readonly applied: number;
  readonly parked: number;
  readonly refused: number;
  readonly known: number;
};

/** The desk as the pull sees it: it reads, and hands in what came. What a notice does is nothing that sync knows. */
export type PullDesk = PushDesk & {
  /** one transaction: what became of each notice, and the cursor behind the last of them */
  takeIn(notices: readonly SignedNotice[], cursor: string): PullCounts;
  /** tries again what waits for something; answers how many were applied */
  settle(): number;
};

export type PullPort = Pick<ExchangeOptions, 'receiverUrl' | 'call' | 'signal'> & {
  /** waits, or returns early when the run is stopped */
  readonly sleep: (ms: number) => Promise<void>;
  /** from the first notice on, where something was forged on its way: what the region meant may be behind us */
  readonly fromStart: boolean;
};

export type PullEnd = PullCounts & {
  /** parked ones among them that found what they waited for are in `settled` */
  readonly settled: number;
  /** null = everything the region has for this office is here */
  readonly trouble: PullTrouble | null;
};

/** Notices per transaction: the desk's own work gets between them. */
const perTransaction = 8;
const pauses = [400, 1500];
/** Name of the desk setting with the instant of the last run from the first notice on. */
const anewSetting = 'pullAnewAt';
const noTrouble = { trouble: null } as const;

/**
 * Fetches what the region has issued since the cursor and takes it in, group by group: effects and cursor in one
 * transaction, so that a run may end anywhere. What came before a cut is kept; the page after it is smaller. A receiver
 * without version 2 has nothing to pull.
 */
export async function pullNotices(desk: PullDesk, port: PullPort): Promise<PullEnd> {
  const count = { applied: 0, parked: 0, refused: 0, known: 0 };
  try {
    const { trouble } = await pullPages(desk, port, count);
    // stopped may mean closed: nothing is touched any more
    return { ...count, settled: trouble?.kind === 'stopped' ? 0 : desk.settle(), trouble };
  } catch (error) {
    if (!isOfTheDisk(error)) throw error;
    return { ...count, settled: 0, trouble: { kind: 'deskStorage' } };
  }
}

type Counting = { -readonly [K in keyof PullCounts]: number };

async function pullPages(
  desk: PullDesk,
  port: PullPort,
  count: Counting,
): Promise<{ readonly trouble: PullTrouble | null }> {
  const { regionPublicKey, officeId } = readInstallation(desk.db);
  const options = { ...port, regionPublicKey, proof: createDeskProof(desk.db) };
  const exchange = createExchange(options);
  const hello = await meetRegion(desk, exchange, () => retried(port, () => exchange.hello(desk.ids.uuid())));
  if (!hello.ok) return { trouble: hello.fault };
  const ended = endOfEnrolment(hello.value.desk);
  if (ended) return { trouble: { kind: ended } };
  if (!hello.value.versions.includes(2)) return noTrouble;
  // the region's word may be about a record that this file has lost; and a desk with nothing to send gets it back too
  const said = hello.value.desk;
  const regained = await regainLost(desk, exchange, hello.value, () => undefined);
  if (!regained.ok) return { trouble: asPullTrouble(regained.fault) };
  let cursor = port.fromStart && startsAnew(desk) ? null : readPullCursor(desk.db);
  let limit: number = pullLimits.usualNotices;
  for (let empty = 0; ; ) {
    const page = await retried(port, () =>
      askPage(options, { office: officeId, limit, ...(cursor !== null && { cursor }) }),
    );
    if (!page.ok) return { trouble: page.fault };
    const { notices, end, isStrange } = page.value;
    for (let at = 0; at < notices.length; at += perTransaction) {
      if (port.signal.aborted) return { trouble: { kind: 'stopped' } };
      const group = notices.slice(at, at + perTransaction);
      cursor = group.at(-1)?.c ?? cursor;
      add(
        count,
        desk.takeIn(
          group.map(({ notice }) => notice),
          cursor ?? '',
        ),
      );
      await nextTurn();
    }
    if (port.signal.aborted) return { trouble: { kind: 'stopped' } };
    if (isStrange) return { trouble: { kind: 'notAReceiver' } };
    if (end && end.cursor !== cursor) {
      cursor = end.cursor;
      desk.takeIn([], cursor);
    }
    if (end && !end.more) {
      if (said?.standing !== 'enrolled') return noTrouble;
      const fault = await fetchAwaitedPhotos(desk, exchange);
      return { trouble: fault && asPullTrouble(fault) };
    }
    empty = notices.length > 0 ? 0 : empty + 1;
    if (empty > pauses.length) return { trouble: { kind: end ? 'notAReceiver' : 'noAnswer' } };
    // cut: less may come through whole
    if (!end) limit = Math.max(1, Math.floor(limit / 4));
  }
}

/** A receipt of another key is the matter of the receiver's key. */
function asPullTrouble(trouble: Trouble): PullTrouble {
  const { kind } = trouble;
  if (kind === 'deskFull' || kind === 'deskBroken') return { kind: 'deskStorage' };
  // a photo or a change is the matter of the push alone
  return kind === 'forgedReceipt' || kind === 'photoDamaged' || kind === 'parked' ? { kind: 'wrongKey' } : trouble;
}

/** Once for what was set aside since the last time: nobody waits for the whole feed at every press of a key. */
function startsAnew({ db, clock }: PullDesk): boolean {
  if (!isSomethingForged(db, readSetting(db, anewSetting))) return false;
  writeSetting(db, anewSetting, clock.now(), clock.now(), null);
  return true;
}

function add(count: Counting, more: PullCounts): void {
  count.applied += more.applied;
  count.parked += more.parked;
  count.refused += more.refused;
  count.known += more.known;
}

/** The same question up to three times, where the fault may pass. */
async function retried<T>(
  port: PullPort,
  question: () => Promise<Result<T, ExchangeFault>>,
): Promise<Result<T, ExchangeFault>> {
  for (const pause of pauses) {
    const answer = await question();
    if (answer.ok || !isPassing(answer.fault)) return answer;
    await port.sleep(pause);
  }
  return question();
}

const ofTheDisk = /^(SQLITE_(FULL|IOERR|READONLY)|ENOSPC$|EROFS$)/u;

function isOfTheDisk(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && ofTheDisk.test(String(error.code));
}
