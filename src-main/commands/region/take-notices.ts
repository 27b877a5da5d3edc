import type { Output } from '#shared/contract/index.ts';
import type { SignedNotice } from '#shared/wire/region-notice.ts';
import { findNotice } from '../../db/store/inbox.ts';
import { settleParkedNotices, takeNoticeIn } from '../../db/store/inbox-apply.ts';
import { noticeLine, setAsideLine } from '../../db/store/inbox-line.ts';
import { noteTakenAfterAll, noticesToTryAgain, setNoticeAside } from '../../db/store/notice-set-aside.ts';
import type { RegionContext } from '../../platform/act.ts';
import { provenNotice, type Unproven } from './proven-notice.ts';

export type NoticesTaken = Output<'region.apply'>;

/**
 * The one door for the region's notices, whichever way they came: file, stick, network. Inside the caller's transaction;
 * each notice stands for itself.
 */
export type NoticeTaking = {
  /** each is applied, parked, refused or set aside with its reason; the same ones again change nothing */
  take(context: RegionContext, notices: readonly SignedNotice[]): NoticesTaken;
  /** tries again what waited for something, and what an older program could not use; answers how many were applied */
  settle(context: RegionContext): number;
};

const stumbled: Unproven = {
  why: 'broken',
  reason: '办这一条时本程序出了错，没有采用，下次再试。把这一条告诉管理员。',
};

/** `onBug` hears of a notice that this program stumbled over: its effects are taken back, the rest goes on. */
export function createNoticeTaking(onBug: (error: unknown) => void): NoticeTaking {
  const takeOne = (context: RegionContext, signed: SignedNotice, result: NoticesTaken) => {
    const proven = provenNotice(context.db, signed);
    if (!proven.ok) return setAside(context, signed, proven.fault, result);
    const outcome = guarded(context, onBug, (own) => takeNoticeIn(own, signed, proven.value));
    if (!outcome) return setAside(context, signed, stumbled, result);
    noteTakenAfterAll(context.db, signed, context.clock.now());
    result[outcome.known ? 'known' : outcome.state] += 1;
    result.lines.push(noticeLine(context.db, proven.value, outcome));
  };
  return {
    take(context, notices) {
      const result = nothingTaken();
      for (const signed of notices) takeOne(context, signed, result);
      return result;
    },
    settle(context) {
      const again = nothingTaken();
      for (const { body, signature } of noticesToTryAgain(context.db)) takeOne(context, { body, signature }, again);
      const settled = settleParkedNotices(context, (own, signed, notice) => {
        const before = findNotice(own.db, notice.noticeId);
        return guarded(own, onBug, (inner) => takeNoticeIn(inner, signed, notice))?.state ?? before?.state ?? 'parked';
      });
      return again.applied + settled;
    },
  };
}

/** Nothing was taken in yet. */
function nothingTaken(): NoticesTaken {
  return { lines: [], applied: 0, parked: 0, refused: 0, known: 0 };
}

function setAside({ db, clock }: RegionContext, signed: SignedNotice, unproven: Unproven, result: NoticesTaken): void {
  const isNew = setNoticeAside(db, signed, { ...unproven, at: clock.now() });
  result[isNew ? 'refused' : 'known'] += 1;
  result.lines.push(setAsideLine('', unproven.reason));
}

/**
 * One notice in a savepoint of its own, with a context of its own: an edition that the one before brought counts already.
 * Null = a bug, everything of it is taken back. What the disk says is nobody's bug and ends the whole transaction.
 */
function guarded<T>(
  context: RegionContext,
  onBug: (error: unknown) => void,
  step: (own: RegionContext) => T,
): T | null {
  const { client } = context.db;
  client.exec('SAVEPOINT notice');
  try {
    const result = step({ ...context });
    client.exec('RELEASE notice');
    return result;
  } catch (error) {
    if (!client.inTransaction || isOfTheFile(error)) throw error;
    client.exec('ROLLBACK TO notice');
    client.exec('RELEASE notice');
    onBug(error);
    return null;
  }
}

const ofTheFile = /^SQLITE_(FULL|IOERR|BUSY|READONLY|CORRUPT|NOTADB|NOMEM|LOCKED|CANTOPEN)/u;

function isOfTheFile(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && ofTheFile.test(String(error.code));
}
