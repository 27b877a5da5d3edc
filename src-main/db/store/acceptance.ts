import { decideTakingEffect } from '#shared/domain/candidacy-acts.ts';
import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import { candidacyStatusLabel } from '#shared/labels/status.ts';
import type { RegionNotice } from '#shared/wire/region-notice.ts';
import type { RegionContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';
import { type CandidacyRow, findCandidacy, saveCandidacy } from './candidacy.ts';
import { subjectOf } from './decision.ts';
import { candidacyNoHolders } from './facts.ts';
import { numberWasSaidLater } from './inbox.ts';
import type { NoticeOutcome } from './inbox-apply.ts';
import { recordNumber } from './number-history.ts';
import { isHandedOver } from './parcel-log.ts';

type Acceptance = Extract<RegionNotice, { kind: 'acceptance' }>;

/**
 * The region accepts a revision: the registration is in effect (2.2, 2.3a bind from here on), with the number that the
 * region gives, if it gives one and has not said another since. A revision whose receipt is not here yet is parked; an outdated one is refused.
 */
export function applyAcceptance(context: RegionContext, notice: Acceptance): NoticeOutcome {
  const { db, clock, ids, record } = context;
  const row = findCandidacy(db, notice.candidacyId);
  if (!row) return { state: 'parked', reason: '本机没有这份记录；由办理它的那台电脑读入' };
  // its state is that of the desk that released it
  if (isHandedOver(db, row)) return { state: 'parked', reason: '这份记录已交同办公室另一台登记台；由那一台读入' };
  const waits = whyItWaits(db, row, notice);
  if (waits) return waits;
  // a later revision of a record in effect (a correction): nothing moves, the notice is answered
  if (row.status === 'inEffect' || row.status === 'suspended') return { state: 'applied', reason: null };
  const given = numberWasSaidLater(db, notice) ? null : notice.candidacyNo;
  const holders = given === null ? [] : candidacyNoHolders(db, given, row.id);
  if (holders.length > 0)
    return {
      state: 'refused',
      reason: `自治区给的考籍号已在${holders[0]?.fullName ?? '另一份记录'}名下，报自治区核对`,
    };
  const { findings, result } = decideTakingEffect(subjectOf(row, row.regulationEdition));
  if (!result.ok) return { state: 'refused', reason: `这份记录现在是“${statusOf(row)}”，不能转为生效` };
  const at = clock.now();
  const candidacyNo = given ?? row.candidacyNo;
  saveCandidacy(db, row, { status: result.value.next, candidacyNo }, at);
  recordNumber(db, {
    id: ids.uuid(),
    candidacyId: row.id,
    kind: 'candidacyNo',
    value: candidacyNo,
    because: 'changed',
    at,
  });
  record({
    kind: 'candidacy.tookEffect',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { noticeId: notice.noticeId, revision: notice.revision, candidacyNo, decidedAt: notice.decidedAt },
    findings,
  });
  return { state: 'applied', reason: null };
}

function whyItWaits(db: DeskDb, row: CandidacyRow, { revision }: Acceptance): NoticeOutcome | null {
  if (revision < row.revision)
    return {
      state: 'refused',
      reason: `生效的是第 ${revision} 版，本机已办到第 ${row.revision} 版；把新的一版送到自治区`,
    };
  if (row.status === 'released' || revision > row.revision)
    return { state: 'parked', reason: `等这一版的回执；这份记录现在是“${statusOf(row)}”` };
  // a desk restored from an older copy stands here with what the region holds already: the record comes back, then the word counts
  if (row.status in beforeRelease && !hasReceipt(db, row))
    return { state: 'parked', reason: `等这一版送出和它的回执；这份记录在本机还是“${statusOf(row)}”` };
  return null;
}

/** States on the way to a release; in `awaitingRegion` the acceptance itself may be what is awaited (4.2d). */
const beforeRelease = {
  preRegistered: true,
  returned: true,
  awaitingCapture: true,
  completed: true,
  reviewed: true,
} satisfies Partial<Record<CandidacyStatus, true>>;

/** This desk has sent the record and has its receipt: nothing of it is still to come back (reopened, photo ordered anew). */
function hasReceipt(db: DeskDb, row: CandidacyRow): boolean {
  const found = `SELECT 1 FROM outbox WHERE candidacy_id = ? AND state = 'acknowledged' LIMIT 1`;
  return db.statement(found).get(row.id) !== undefined;
}

function statusOf(row: CandidacyRow): string {
  return candidacyStatusLabel(row.status as Parameters<typeof candidacyStatusLabel>[0]);
}
