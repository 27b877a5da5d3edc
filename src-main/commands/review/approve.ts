import type { Fault } from '#shared/contract/faults.ts';
import { candidacyActLabel } from '#shared/labels/candidacy-act.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { type CandidacyRow, saveCandidacy } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { judgeAct } from '../../db/store/decision.ts';
import { actOnMany, type VersionedItem } from '../../db/store/decision-many.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';

/** A second person agrees to completed records; never one's own capture or entry (four eyes). One result line each. */
export const approveReview: CommandHandler<'review.approve'> = {
  act: ({ items }, _prepared, context) => actOnMany(candidacyActLabel('review.approve'), context, items, approveOne),
  changes: ['candidacy'],
};

function approveOne(context: CommandContext, row: CandidacyRow, item: VersionedItem): Result<null, Fault> {
  const { db, actor, clock } = context;
  // the same key pressed twice
  if (row.status === 'reviewed' && row.reviewedBy === actor.userId) return ok(null);
  if (row.version !== item.version) return failed(staleFault(db, row.id));
  const { findings, result } = judgeAct('review.approve', context, row);
  if (!result.ok) return result;
  saveCandidacy(db, row, { status: result.value.next, reviewedBy: actor.userId }, clock.now());
  context.record({
    kind: 'candidacy.reviewed',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { revision: row.revision },
    findings,
  });
  return ok(null);
}
