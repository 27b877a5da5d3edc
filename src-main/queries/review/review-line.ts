import type { Output } from '#shared/contract/index.ts';
import type { CandidacyRow } from '../../db/store/candidacy.ts';
import type { PupilLine } from '../../db/store/candidacy-line.ts';
import { capturesOf } from '../../db/store/capture.ts';
import { completionSentences } from '../../db/store/decision.ts';
import { reviewOffers } from '../../db/store/decision-review-offers.ts';
import type { QueryContext } from '../../platform/act.ts';

export type ReviewLine = Output<'review.list'>[number];

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

function displayName({ db }: QueryContext, userId: string | null): string | null {
  const name = db.statement('SELECT display_name FROM user_account WHERE id = ?').pluck().get(userId);
  return typeof name === 'string' ? name : null;
}
