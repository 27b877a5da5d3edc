import { type CandidacyStatus, nextStatus } from '#shared/domain/candidacy-status.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { saveCandidacy } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { judgeAct, refusal } from '../../db/store/decision.ts';
import { recordFacts } from '../../db/store/facts.ts';
import { editionOf } from '../../db/store/facts-office.ts';
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
    const status = row.status as CandidacyStatus;
    const edition = editionOf(context, row);
    const findings = judgeAct('review.return', [], { ...recordFacts(context, row), status }, edition);
    const refused = refusal('review.return', row.fullName, findings);
    if (refused) return failed(refused);
    saveCandidacy(
      db,
      row,
      {
        status: nextStatus(status, 'review.return') ?? status,
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
      payload: { reason, revision: row.revision, from: status },
      findings,
    });
    return ok({});
  },
  changes: ['candidacy'],
};
