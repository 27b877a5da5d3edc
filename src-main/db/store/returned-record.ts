import { decideReturnByRegion } from '#shared/domain/candidacy-acts.ts';
import { candidacyStatusLabel } from '#shared/labels/status.ts';
import type { RegionNotice } from '#shared/wire/region-notice.ts';
import type { RegionContext } from '../../platform/act.ts';
import { type CandidacyRow, findCandidacy, saveCandidacy } from './candidacy.ts';
import { openConflict } from './case-file-conflict.ts';
import { subjectOf } from './decision.ts';
import type { NoticeOutcome } from './inbox-apply.ts';
import { isHandedOver } from './parcel-log.ts';
import { alsoReturnedFor, reasonInWords, returnWords } from './returned-words.ts';

type Returned = Extract<RegionNotice, { kind: 'returned' }>;

/**
 * The region gives a record back that it has a receipt for: it waits with reason, owner and next step among what the
 * region refused. Before the receipt is here it is parked. Where the record moved on here meanwhile nothing of that work
 * is undone: the reason joins what is to be mended at the desk, or people get a case.
 */
export function applyReturned(context: RegionContext, notice: Returned): NoticeOutcome {
  const { db, clock } = context;
  const { candidacyId, revision, reason, noticeId } = notice;
  const row = findCandidacy(db, candidacyId);
  if (!row) return { state: 'parked', reason: '本机没有这份记录；由办理它的那台电脑读入' };
  if (isHandedOver(db, row)) return { state: 'parked', reason: '这份记录已交同办公室另一台登记台；由那一台读入' };
  if (revision > row.revision || (revision === row.revision && row.status === 'released'))
    return { state: 'parked', reason: `等第 ${revision} 版的回执；这份记录现在是“${statusOf(row)}”` };
  const { findings, result } = decideReturnByRegion(subjectOf(row, row.regulationEdition));
  if (revision === row.revision && result.ok) {
    const returnReason = returnWords(db, reason, row.capturedBy);
    saveCandidacy(db, row, { status: result.value.next, returnReason }, clock.now());
    note(context, notice, findings);
    return { state: 'applied', reason: null };
  }
  // reopened here meanwhile, or given back before: whoever mends it mends this too
  if (revision === row.revision && (row.status === 'awaitingCapture' || row.status === 'refusedByRegion')) {
    const returnReason = alsoReturnedFor(row.returnReason, returnWords(db, reason, row.capturedBy));
    saveCandidacy(db, row, { returnReason }, clock.now());
    note(context, notice, findings);
    return { state: 'applied', reason: null };
  }
  const sentence = `自治区退回${row.fullName}的第 ${revision} 版（${reasonInWords(reason)}）本机已是第 ${row.revision} 版、“${statusOf(row)}”，没有动它。核对要改的改到了没有`;
  openConflict(context, { kind: 'regionConflict', about: noticeId, sentence, candidacyIds: [row.id] });
  return { state: 'refused', reason: `本机已是第 ${row.revision} 版、“${statusOf(row)}”；已列为待核对` };
}

function note(
  { record }: RegionContext,
  { noticeId, candidacyId, revision, reason, decidedBy, decidedAt }: Returned,
  findings: ReturnType<typeof decideReturnByRegion>['findings'],
): void {
  record({
    kind: 'candidacy.returnedByRegion',
    subjectNoun: 'candidacy',
    subjectId: candidacyId,
    payload: { noticeId, revision, reason, decidedBy, decidedAt },
    findings,
  });
}

function statusOf(row: CandidacyRow): string {
  return candidacyStatusLabel(row.status as Parameters<typeof candidacyStatusLabel>[0]);
}
