import { failed, ok } from '#shared/lib/result.ts';
import { saveCandidacy } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { judgeAct } from '../../db/store/decision.ts';
import type { CommandHandler } from '../../platform/act.ts';

/**
 * A completed, reviewed or refused record goes back to the desk with a reason. Its revision stays what it was: completing
 * it again makes the next one, which names the one it replaces. Photo and teacher's approval are kept.
 */
export const returnFromReview: CommandHandler<'review.return'> = {
  act: (input, _prepared, context) => {
    const { db, actor, clock } = context;
    const reached = reachCandidacy(db, actor, input.candidacyId);
    if (!reached.ok) return reached;
    const row = reached.value;
    const reason = input.reason.trim();
    if (row.status === 'awaitingCapture' && row.returnReason === reason) return ok({});
    if (row.version !== input.version) return failed(staleFault(db, row.id));
    const { findings, result } = judgeAct('review.return', context, row);
    if (!result.ok) return result;
    saveCandidacy(
      db,
      row,
      {
        status: result.value.next,
        returnReason: reason,
        reviewedBy: null,
        releasedBy: null,
      },
      clock.now(),
    );
    context.record({
      kind: 'candidacy.returnedToDesk',
      subjectNoun: 'candidacy',
      subjectId: row.id,
      payload: { reason, revision: row.revision, from: row.status },
      findings,
    });
    return ok({});
  },
  changes: ['candidacy'],
};
