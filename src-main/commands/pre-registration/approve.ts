import type { Fault } from '#shared/contract/faults.ts';
import { candidacyActLabel } from '#shared/labels/candidacy-act.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { type CandidacyRow, heldCompletionOf, saveCandidacy } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { judgeAct } from '../../db/store/decision.ts';
import { completeWhatWaited } from '../../db/store/decision-held.ts';
import { actOnMany, type VersionedItem } from '../../db/store/decision-many.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';

/**
 * The class teacher approves one or many of the own class (clauses 1.1.2, 1.3.3). One result line each; a bad record
 * never holds up the rest. Desk work that waited for this approval is completed in the same transaction.
 */
export const approvePreRegistrations: CommandHandler<'preRegistration.approve'> = {
  act: ({ items }, _prepared, context) =>
    actOnMany(candidacyActLabel('preRegistration.approve'), context, items, approveOne),
  changes: ['candidacy'],
};

function approveOne(context: CommandContext, row: CandidacyRow, item: VersionedItem): Result<null, Fault> {
  const { db, actor, clock } = context;
  const waits = row.status === 'preRegistered';
  // the same key pressed twice: the approval is there already
  if (!waits && row.approvedByTeacher === actor.userId) return ok(null);
  if (row.version !== item.version) return failed(staleFault(db, row.id));
  const { findings, result } = judgeAct('preRegistration.approve', context, row);
  if (!result.ok) return result;
  const at = clock.now();
  const approved = saveCandidacy(
    db,
    row,
    {
      status: result.value.next,
      approvedByTeacher: actor.userId,
      approvedByTeacherAt: at,
      approvalIsForeign: 0,
      returnReason: null,
    },
    at,
  );
  context.record({
    kind: 'candidacy.approvedByTeacher',
    subjectNoun: 'candidacy',
    subjectId: row.id,
    payload: { heldCompletion: heldCompletionOf(row) },
    findings,
  });
  completeWhatWaited(context, approved);
  return ok(null);
}
