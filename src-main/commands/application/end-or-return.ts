import { type Fault, invalid } from '#shared/contract/faults.ts';
import { applicationActLabel } from '#shared/labels/application.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { nameOfDecider } from '../../db/store/application-decider-name.ts';
import { judgeApplication } from '../../db/store/application-judgement.ts';
import { moveApplication } from '../../db/store/application-move.ts';
import { dueStepOf } from '../../db/store/application-open-step.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';
import { reachVersioned, type Versioned } from './versioned.ts';

const acts = {
  'application.return': 'returned',
  'application.reject': 'rejected',
  'application.withdraw': 'withdrawn',
} as const;

function moveWithReason(
  act: keyof typeof acts,
  context: CommandContext,
  input: Versioned & { readonly reason: string },
): Result<{ version: number }, Fault> {
  const reason = input.reason.trim();
  if (reason.length < 2)
    return failed(invalid('reason', `原因：太短，至少 2 个字。写清为什么${applicationActLabel(act)}`));
  const reached = reachVersioned(context, input, { act: acts[act], reason });
  if (!reached.ok) return reached;
  const { view, repeated } = reached.value;
  if (repeated) return ok({ version: view.row.version });
  const { findings, result } = judgeApplication(act, context, view);
  if (!result.ok) return result;
  const { userId, displayName } = context.actor;
  const isOwn = act === 'application.withdraw';
  const step = isOwn ? view.place.step : dueStepOf(context, view);
  const name = isOwn ? displayName : nameOfDecider(context, view, step);
  const move = { act: acts[act], outcome: result.value, reason, step, findings, by: { userId, name } };
  const moved = moveApplication(context, view, move);
  return moved.ok ? ok({ version: moved.value.version }) : moved;
}

const changes = ['application', 'candidacy'];

/** Back to the applicant with everything that is missing at once; mended and submitted, everybody decides anew. */
export const returnApplication: CommandHandler<'application.return'> = {
  act: (input, _prepared, context) => moveWithReason('application.return', context, input),
  changes,
};

/** The end of an application that is not agreed to; a private candidate's record is void with it. */
export const rejectApplication: CommandHandler<'application.reject'> = {
  act: (input, _prepared, context) => moveWithReason('application.reject', context, input),
  changes,
};

/** The applicant takes it back before it is carried out; nothing of a record in effect changes. */
export const withdrawApplication: CommandHandler<'application.withdraw'> = {
  act: (input, _prepared, context) => moveWithReason('application.withdraw', context, input),
  changes,
};
