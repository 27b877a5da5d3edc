import type { Output } from '#shared/contract/index.ts';
import { type CandidacyStatus, nextStatus } from '#shared/domain/candidacy-status.ts';
import type { Role } from '#shared/domain/role.ts';
import type { CandidacyRow } from '../../db/store/candidacy.ts';
import type { PupilLine } from '../../db/store/candidacy-line.ts';
import { capturesOf } from '../../db/store/capture.ts';
import { completionSentences, type JudgedAct, judgeAct, type OfferedAct, offer } from '../../db/store/decision.ts';
import { recordFacts } from '../../db/store/facts.ts';
import type { QueryContext } from '../../platform/act.ts';

export type ReviewLine = Output<'review.list'>[number];

const actsOfRole: Readonly<Partial<Record<Role, readonly JudgedAct[]>>> = {
  reviewer: ['review.approve', 'release.perform', 'review.return'],
  officeAdministrator: ['release.perform'],
};

/** A completed record as the reviewer sees it: photo, who captured, what the rules found, which acts are open. */
export function reviewLine(context: QueryContext, line: PupilLine, row: CandidacyRow): ReviewLine {
  const { db } = context;
  const capture = capturesOf(db, row.id).find((one) => one.state === 'used');
  return {
    ...line,
    captureId: capture?.id ?? null,
    revision: row.revision,
    completedAt: row.completedAt,
    capturedBy: displayName(context, row.capturedBy),
    findingSentences: completionSentences(db, row.id),
    acts: reviewOffers(context, row),
  };
}

/** The acts of the account's role that this stage of the record knows, judged as the acts themselves are. */
function reviewOffers(context: QueryContext, row: CandidacyRow): OfferedAct[] {
  const status = row.status as CandidacyStatus;
  const known = (actsOfRole[context.actor.role] ?? []).filter((act) => nextStatus(status, act) !== null);
  if (known.length === 0) return [];
  const facts = recordFacts(context, row);
  return known.map((act) => offer(act, judgeAct(act, context, row, facts)));
}

function displayName({ db }: QueryContext, userId: string | null): string | null {
  const name = db.statement('SELECT display_name FROM user_account WHERE id = ?').pluck().get(userId);
  return typeof name === 'string' ? name : null;
}
