import type { Output } from '#shared/contract/index.ts';
import { noticeKindLabel } from '#shared/labels/region-notice.ts';
import type { RegionNotice } from '#shared/wire/region-notice.ts';
import type { DeskDb } from '../open.ts';
import { findCandidacy } from './candidacy.ts';
import { noticeSentence } from './inbox-apply.ts';

type NoticeLine = Output<'region.apply'>['lines'][number];

/** A notice as a screen lists it; `outcome` null = not taken in yet. */
export function noticeLine(
  db: DeskDb,
  notice: RegionNotice,
  outcome: Pick<NoticeLine, 'state' | 'reason'> | null,
): NoticeLine {
  const candidacyId = candidacyOf(db, notice);
  const fullName = candidacyId === null ? null : (findCandidacy(db, candidacyId)?.fullName ?? null);
  return {
    noticeId: notice.noticeId,
    kindLabel: noticeKindLabel(notice.kind),
    sentence: noticeSentence(notice, fullName),
    state: outcome?.state ?? null,
    reason: outcome?.reason ?? null,
    candidacyId: fullName === null ? null : candidacyId,
  };
}

/** Something that came as the region's word and is none that can be used: only the reason is shown, nothing it says. */
export function setAsideLine(key: string, reason: string): NoticeLine {
  return {
    noticeId: key,
    kindLabel: '没有采用',
    sentence: reason,
    state: 'refused',
    reason: null,
    candidacyId: null,
  };
}

function candidacyOf(db: DeskDb, notice: RegionNotice): string | null {
  if ('candidacyId' in notice) return notice.candidacyId;
  if (notice.kind !== 'stepDecision') return null;
  const found = db.statement('SELECT candidacy_id FROM application WHERE id = ?').pluck().get(notice.applicationId);
  return (found as string | undefined) ?? null;
}
