import { candidacyStatusLabel } from '#shared/labels/status.ts';
import type { RegionNotice } from '#shared/wire/region-notice.ts';
import type { RegionContext } from '../../platform/act.ts';
import { findCandidacy, saveCandidacy } from './candidacy.ts';
import { openConflict } from './case-file-conflict.ts';
import { candidacyNoHolders } from './facts.ts';
import { numberWasSaidLater } from './inbox.ts';
import type { NoticeOutcome } from './inbox-apply.ts';
import { recordNumber } from './number-history.ts';
import { staysHandedOver } from './parcel-log.ts';

type NumberAssigned = Extract<RegionNotice, { kind: 'numberAssigned' }>;

/** Records that are nobody's own any more: nothing is added to them. */
const over: readonly string[] = ['joined', 'withdrawn', 'void'];

/**
 * The region gives a candidacy its number (1.3.4). The state stays; the number before it stays in the history. A number
 * that another living record holds is refused and becomes a case: the region has to say whose it is.
 */
export function applyNumberAssigned(context: RegionContext, notice: NumberAssigned): NoticeOutcome {
  const { db, clock, ids, record } = context;
  const { noticeId, candidacyNo, because, decidedAt } = notice;
  const row = findCandidacy(db, notice.candidacyId);
  if (!row) return { state: 'parked', reason: '本机没有这份记录；由办理它的那台电脑读入' };
  if (over.includes(row.status))
    return { state: 'refused', reason: `这份记录现在是“${candidacyStatusLabel(row.status as 'joined')}”，不再给号` };
  if (numberWasSaidLater(db, notice)) return { state: 'refused', reason: '自治区后来给了更新的考籍号，以新的为准' };
  if (row.candidacyNo === candidacyNo) return { state: 'applied', reason: null };
  const [holder] = candidacyNoHolders(db, candidacyNo, row.id);
  if (holder) {
    const sentence = `自治区给${row.fullName}的考籍号已在${holder.fullName}名下，没有采用。报自治区核对是谁的号`;
    openConflict(context, {
      kind: 'regionConflict',
      about: noticeId,
      sentence,
      candidacyIds: [row.id, holder.candidacyId],
    });
    return { state: 'refused', reason: `自治区给的考籍号已在${holder.fullName}名下，报自治区核对` };
  }
  const at = clock.now();
  const saved = saveCandidacy(db, row, { candidacyNo }, at);
  staysHandedOver(db, { id: row.id, before: row.version, after: saved.version });
  const kept = because === 'enteredInError' ? because : 'changed';
  recordNumber(db, { id: ids.uuid(), candidacyId: row.id, kind: 'candidacyNo', value: candidacyNo, because: kept, at });
  record({
    kind: 'candidacy.numberAssigned',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { noticeId, candidacyNo, because, before: row.candidacyNo, decidedAt },
  });
  return { state: 'applied', reason: null };
}
