import type { Fault } from '#shared/contract/faults.ts';
import { type CandidacyStatus, nextStatus } from '#shared/domain/candidacy-status.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { reviewRules } from '#shared/regulation/rule-sets.ts';
import { type CandidacyRow, saveCandidacy } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { judgeAct, refusal } from '../../db/store/decision.ts';
import { recordFacts } from '../../db/store/facts.ts';
import { editionOf } from '../../db/store/facts-office.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';
import { actOnMany, type VersionedItem } from './act-on-many.ts';

/** A second person agrees to completed records; never one's own capture or entry (four eyes). One result line each. */
export const approveReview: CommandHandler<'review.approve'> = {
  act: ({ items }, _prepared, context) => actOnMany('review.approve', context, items, approveOne),
  changes: ['candidacy'],
};

function approveOne(context: CommandContext, row: CandidacyRow, item: VersionedItem): Result<null, Fault> {
  const { db, actor, clock } = context;
  // the same key pressed twice
  if (row.status === 'reviewed' && row.reviewedBy === actor.userId) return ok(null);
  if (row.version !== item.version) return failed(staleFault(db, row.id));
  const status = row.status as CandidacyStatus;
  const facts = { ...recordFacts(context, row), status };
  const findings = judgeAct('review.approve', reviewRules, facts, editionOf(context, row));
  const refused = refusal('review.approve', row.fullName, findings);
  if (refused) return failed(refused);
  saveCandidacy(
    db,
    row,
    { status: nextStatus(status, 'review.approve') ?? status, reviewedBy: actor.userId },
    clock.now(),
  );
  context.record({
    kind: 'candidacy.reviewed',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { revision: row.revision },
    findings,
  });
  return ok(null);
}
