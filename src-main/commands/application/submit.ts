import type { Output } from '#shared/contract/index.ts';
import type { ApplicationState } from '#shared/domain/application-status.ts';
import { ok } from '#shared/lib/result.ts';
import type { DeskDb } from '../../db/open.ts';
import { type ApplicationRow, type ApplicationView, applicationView } from '../../db/store/application.ts';
import { applicationFacts } from '../../db/store/application-facts.ts';
import { judgeApplication } from '../../db/store/application-judgement.ts';
import { moveApplication } from '../../db/store/application-move.ts';
import { placeOf } from '../../db/store/application-words.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { reachVersioned } from './versioned.ts';

/** The application is complete: it goes to the first who decides, or waits for its window (2.3b). */
export const submitApplication: CommandHandler<'application.submit'> = {
  act: (input, _prepared, context) => {
    const reached = reachVersioned(context, input, { act: 'submitted' });
    if (!reached.ok) return reached;
    const { view, repeated } = reached.value;
    if (repeated) return ok(whereItIs(context.db, view.row, view));
    const facts = { ...applicationFacts(context, view), applicantPresent: input.applicantPresent };
    const { findings, result } = judgeApplication('application.submit', context, view, facts);
    if (!result.ok) return result;
    const moved = moveApplication(context, view, {
      act: 'submitted',
      outcome: result.value,
      reason: null,
      findings,
      by: { userId: context.actor.userId, name: context.actor.displayName },
    });
    return moved.ok ? ok(whereItIs(context.db, moved.value, view)) : moved;
  },
  changes: ['application', 'candidacy', 'outbox'],
};

function whereItIs(
  db: DeskDb,
  row: ApplicationRow,
  { candidacy, edition }: ApplicationView,
): Output<'application.submit'> {
  return {
    version: row.version,
    state: row.state as ApplicationState,
    place: placeOf(db, applicationView(row, candidacy, edition)),
    waitsUntil: row.waitsUntil,
  };
}
