import { codeTableLabel } from '#shared/labels/code-table.ts';
import { noticeKindLabel } from '#shared/labels/region-notice.ts';
import { type RegionNotice, readNotice, type SignedNotice } from '#shared/wire/region-notice.ts';
import type { RegionContext } from '../../platform/act.ts';
import { applyAcceptance } from './acceptance.ts';
import { applyStepDecision } from './application-decision.ts';
import { applyArrival } from './arrived-record.ts';
import { applySubjectResults } from './arrived-results.ts';
import { applyRegionRoster, arrivedRosterName } from './arrived-roster.ts';
import { applyNumberAssigned } from './assigned-number.ts';
import { messageOfArrival } from './brought-message.ts';
import { installCalendarEdition } from './calendar-edition.ts';
import { installCodeTable } from './code-table-edition.ts';
import { findNotice, parkedNotices, saveNotice } from './inbox.ts';
import { installPhotoProfile } from './photo-profile-edition.ts';
import { installRegulationEdition } from './regulation-edition.ts';
import { applyReturned } from './returned-record.ts';

/** What became of a notice; the reason is a Chinese sentence without full stop. */
export type NoticeOutcome =
  | { readonly state: 'applied'; readonly reason: null }
  | { readonly state: 'parked' | 'refused'; readonly reason: string };

const noticeApplied: NoticeOutcome = { state: 'applied', reason: null };

/** The record, application, edition or roster that a notice is about. */
function noticeSubject(notice: RegionNotice): string {
  switch (notice.kind) {
    case 'stepDecision':
      return notice.applicationId;
    case 'acceptance':
    case 'numberAssigned':
    case 'returned':
    case 'subjectResults':
    case 'arrival':
      return notice.candidacyId;
    case 'edition':
      return notice.edition.id;
    case 'photoProfile':
      return notice.photoProfile.id;
    case 'calendar':
      return notice.calendar.id;
    case 'codeTable':
      return notice.codeTable.id;
    case 'roster':
      return notice.roster.rosterId;
  }
}

/**
 * Takes one proven notice in, inside the act's transaction: applied, parked until what it builds on is here, or refused
 * with the reason. The same notice again changes nothing; one that was parked or refused is judged anew.
 */
export function takeNoticeIn(
  context: RegionContext,
  signed: SignedNotice,
  notice: RegionNotice,
): NoticeOutcome & { readonly known: boolean } {
  const { db, clock } = context;
  const before = findNotice(db, notice.noticeId);
  if (before && before.body !== signed.body)
    return { state: 'refused', reason: '同一个编号来过另一份内容，先到的那份算数', known: true };
  if (before?.state === 'applied') return { ...noticeApplied, known: true };
  const outcome = apply(context, signed, notice);
  // judged anew and found the same: nothing to write
  if (before && before.state === outcome.state && before.reason === outcome.reason) return { ...outcome, known: true };
  const at = clock.now();
  saveNotice(db, {
    noticeId: notice.noticeId,
    kind: notice.kind,
    ...signed,
    subjectId: noticeSubject(notice),
    state: outcome.state,
    reason: outcome.reason,
    arrivedAt: before?.arrivedAt ?? at,
    settledAt: outcome.state === 'parked' ? null : at,
  });
  return { ...outcome, known: before !== null && before.state === outcome.state };
}

function apply(context: RegionContext, signed: SignedNotice, notice: RegionNotice): NoticeOutcome {
  switch (notice.kind) {
    case 'stepDecision':
      return applyStepDecision(context, { ...notice, decisionId: notice.noticeId });
    case 'acceptance':
      return applyAcceptance(context, notice);
    case 'numberAssigned':
      return applyNumberAssigned(context, notice);
    case 'returned':
      return applyReturned(context, notice);
    case 'subjectResults':
      return applySubjectResults(context, notice, signed.body);
    case 'arrival':
      return applyArrival(context, notice);
    case 'edition':
      return installRegulationEdition(context, notice.edition, signed.signature);
    case 'photoProfile':
      return installPhotoProfile(context, notice.photoProfile, signed.signature);
    case 'calendar':
      return installCalendarEdition(context, notice.calendar, signed.signature);
    case 'codeTable':
      return installCodeTable(context, notice.noticeId, notice.codeTable);
    case 'roster':
      return applyRegionRoster(context, notice.noticeId, notice.roster);
  }
}

/**
 * Tries the parked notices again, until a round lets none of them through: one may be what another waits for. `take`
 * answers what became of one.
 */
export function settleParkedNotices(
  context: RegionContext,
  take: (context: RegionContext, signed: SignedNotice, notice: RegionNotice) => string,
): number {
  let settled = 0;
  for (;;) {
    const through = parkedNotices(context.db).filter((row) => {
      const notice = readNotice(row.body);
      return notice && take(context, { body: row.body, signature: row.signature }, notice) === 'applied';
    });
    if (through.length === 0) return settled;
    settled += through.length;
  }
}

/** What a notice says, in one line; `fullName` null = the record is not on this desk. */
export function noticeSentence(notice: RegionNotice, fullName: string | null): string {
  const whose = fullName ?? '本机还没有的记录';
  switch (notice.kind) {
    case 'stepDecision': {
      const outcome = { agreed: '同意', rejected: '不同意', returned: '退回补正' }[notice.outcome];
      return `${whose}：${notice.decidedBy}${outcome}${notice.reason ? `，${notice.reason}` : ''}`;
    }
    case 'acceptance':
      return `${whose}：第 ${notice.revision} 版注册生效`;
    case 'numberAssigned':
      return `${whose}：考籍号${{ assigned: '已定', changed: '换新', enteredInError: '更正' }[notice.because]}`;
    case 'returned':
      return `${whose}：${notice.decidedBy}退回第 ${notice.revision} 版，${notice.reason.sentence}`;
    case 'subjectResults':
      return `${whose}：${notice.results.length} 科成绩，${notice.source}`;
    case 'arrival': {
      const name = fullName ?? messageOfArrival(notice)?.data.fullName ?? whose;
      return `${name}：从${notice.fromSchool.name ?? '别的旗县'}转籍到${notice.joiningSchool.name}`;
    }
    case 'edition':
      return `${noticeKindLabel(notice.kind)}“${notice.edition.label}”，自 ${notice.edition.inForceFrom} 起`;
    case 'photoProfile':
      return `${noticeKindLabel(notice.kind)}“${notice.photoProfile.label}”，自 ${notice.photoProfile.inForceFrom} 起`;
    case 'calendar':
      return `${noticeKindLabel(notice.kind)}“${notice.calendar.label}”，自 ${notice.calendar.inForceFrom} 起`;
    case 'codeTable':
      return `${codeTableLabel(notice.codeTable.table)}代码表“${notice.codeTable.label}”，自 ${notice.codeTable.inForceFrom} 起，${notice.codeTable.entries.length} 项`;
    case 'roster':
      return `自治区发来${arrivedRosterName(notice.roster)} ${notice.roster.rows.length} 人，待核对`;
  }
}
