import type { Fault } from '#shared/contract/faults.ts';
import type { Output } from '#shared/contract/index.ts';
import { applicationActLabel } from '#shared/labels/application.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { nameOfDecider } from '../../db/store/application-decider-name.ts';
import { applicationFacts } from '../../db/store/application-facts.ts';
import { judgeApplication } from '../../db/store/application-judgement.ts';
import { moveApplication } from '../../db/store/application-move.ts';
import { dueStepOf } from '../../db/store/application-open-step.ts';
import { reachApplication } from '../../db/store/application-reach.ts';
import { outOfReach } from '../../db/store/candidacy-reach.ts';
import { inSavepoint } from '../../db/store/candidacy-savepoint.ts';
import { faultSentence } from '../../db/store/decision.ts';
import { targetClassOf } from '../../db/store/school-class.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';
import { reachVersioned, type Versioned } from './versioned.ts';

/**
 * Agrees to the step that is due; the last step carries the application out. Each application in a savepoint of its own:
 * one result line each, one that cannot be agreed to never holds up the rest.
 */
export const agreeApplications: CommandHandler<'application.agree'> = {
  act: ({ items, joiningClassId }, _prepared, context) => {
    const result: Output<'application.agree'> = { done: [], failed: [] };
    let reachedAny = false;
    for (const item of items) {
      const { applicationId } = item;
      const reached = reachApplication(context, applicationId);
      reachedAny ||= reached.ok;
      const outcome = inSavepoint(context.db, () => agreeOne(context, item, joiningClassId));
      if (outcome.ok) result.done.push(applicationId);
      else {
        const fullName = reached.ok ? reached.value.candidacy.fullName : '';
        const sentence = faultSentence(applicationActLabel('application.agree'), outcome.fault);
        result.failed.push({ applicationId, fullName, sentence });
      }
    }
    return reachedAny ? ok(result) : failed(outOfReach);
  },
  changes: ['application', 'candidacy', 'outbox'],
};

function agreeOne(context: CommandContext, item: Versioned, joiningClassId: string | null): Result<null, Fault> {
  const reached = reachVersioned(context, item, { act: 'agreed' });
  if (!reached.ok) return reached;
  const { view, repeated } = reached.value;
  if (repeated) return ok(null);
  const facts = { ...applicationFacts(context, view), targetClass: targetClassOf(context.db, joiningClassId) };
  const { findings, result } = judgeApplication('application.agree', context, view, facts);
  if (!result.ok) return result;
  const { userId } = context.actor;
  const step = dueStepOf(context, view);
  const name = nameOfDecider(context, view, step);
  const moved = moveApplication(context, view, {
    act: 'agreed',
    outcome: result.value,
    reason: null,
    step,
    joiningClassId: view.kind === 'transfer' ? joiningClassId : null,
    findings,
    by: { userId, name },
  });
  return moved.ok ? ok(null) : moved;
}
