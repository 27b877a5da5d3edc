import { type Fault, invalid } from '#shared/contract/faults.ts';
import type { ParsedInput } from '#shared/contract/index.ts';
import { unfoundFaceKinds } from '#shared/labels/photo-override.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { overrideKindsFor } from '#shared/photo/never-overridden.ts';
import { type AccountView, accountById, findAccount } from '../../db/store/account.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { outOfReach, reachCandidacy } from '../../db/store/candidacy-reach.ts';
import { type CaptureRow, findCapture } from '../../db/store/capture.ts';
import { isOpenForDesk } from '../../db/store/decision-completion.ts';
import { gateOf } from '../../db/store/photo-gate.ts';
import { insertOverride, overrideOf } from '../../db/store/photo-override.ts';
import { causesIn } from '../../db/store/photo-verdict.ts';
import type { CommandHandler, QueryContext } from '../../platform/act.ts';
import { checkAccount } from '../../security/check-account.ts';

type Input = ParsedInput<'photo.override'>;

/**
 * A second authorised person lets a shot pass that the gate refused, with a reason from the list and words of his or her
 * own. The clerk stays signed in: the other's password is checked here, by the same slow hash and counted tries as at
 * sign-in. One answer per shot.
 */
export const overridePhoto: CommandHandler<'photo.override', { readonly secondId: string }> = {
  prepare: async (input, context) => {
    const { db, actor, clock } = context;
    const refused = refusedShot(context, input);
    if (!refused.ok) return refused;
    const second = findAccount(db, input.secondLogin);
    const unfit = second && unfitSecond(second, actor.userId, refused.value.takenBy);
    if (unfit) return failed(unfit);
    const checked = await checkAccount({ db, clock, actor, account: second, password: input.secondPassword });
    return checked.ok ? ok({ secondId: checked.value.id }) : failed(asSecond(checked.fault));
  },
  act: (input, { secondId }, context) => {
    const { db, actor, clock } = context;
    const refused = refusedShot(context, input);
    if (!refused.ok) return refused;
    const second = accountById(db, secondId);
    const unfit = second?.disabledAt === null ? unfitSecond(second, actor.userId, refused.value.takenBy) : outOfReach;
    if (unfit || !second) return failed(unfit ?? outOfReach);
    const { captureId, kind } = input;
    const words = input.words.trim();
    const before = overrideOf(db, captureId);
    if (before) {
      // the key pressed twice
      const same = before.secondId === secondId && before.kind === kind && before.words === words;
      return same ? ok({ savedAt: before.at, by: before.by }) : failed(passedAlready(before.by));
    }
    const savedAt = clock.now();
    insertOverride(db, { captureId, kind, words, clerkId: actor.userId, secondId, overriddenAt: savedAt });
    context.record({
      kind: 'capture.overridden',
      subjectNoun: 'candidacy',
      subjectId: refused.value.candidacyId,
      payload: { captureId, kind, reason: words, secondId, causes: JSON.parse(refused.value.causes) as unknown },
    });
    return ok({ savedAt, by: second.displayName });
  },
  changes: ['capture'],
};

/** The shot, if it is one that the gate refused and that can still be completed with. */
function refusedShot({ db, actor }: Pick<QueryContext, 'db' | 'actor'>, input: Input): Result<CaptureRow, Fault> {
  const capture = findCapture(db, input.captureId);
  if (!capture) return failed(outOfReach);
  const reached = reachCandidacy(db, actor, capture.candidacyId);
  if (!reached.ok) return reached;
  if (!isOpenForDesk(reached.value)) return failed(staleFault(db, capture.candidacyId));
  if (capture.state === 'superseded')
    return failed(invalid('captureId', '照片：这一张已经不用了。看清现在的照片，再由第二人放行'));
  if (capture.verdict !== 'bad')
    return failed(invalid('captureId', '照片：这一张没有被检查挡住，不用放行。直接完成登记'));
  const closed = gateOf(db, capture).overrideClosed;
  if (closed !== null) return failed(invalid('captureId', `照片：${closed}`));
  if (!overrideKindsFor(causesIn(capture.causes)).includes(input.kind))
    return failed(invalid('kind', unfoundFaceKinds));
  return input.words.trim().length < 2
    ? failed(invalid('words', '说明：太短，至少 2 个字。写清本人的情况'))
    : ok(capture);
}

/** Two people, the second with the right to judge photos (four eyes); the database has a trigger for the same. */
function unfitSecond(second: AccountView, clerkId: string, takenBy: string): Fault | null {
  if (second.id === clerkId || second.id === takenBy)
    return invalid('secondLogin', '第二人：不能是拍照的人自己（本系统规则）。由审核员或管理员来放行');
  if (second.role !== 'reviewer' && second.role !== 'officeAdministrator')
    return invalid('secondLogin', '第二人：这个账户不能放行照片。由审核员或管理员来放行');
  if (second.mustChangePassword === 1)
    return invalid('secondLogin', '第二人：还在用第一次的密码。先登录一次，换掉密码，再来放行');
  return null;
}

function passedAlready(by: string): Fault {
  return { kind: 'stale', message: `这一张照片已由${by}放行。看过放行的说明再决定。` };
}

/** Faults of a sign-in, at the fields of this form. */
function asSecond(fault: Fault): Fault {
  if (fault.kind !== 'invalid') return fault;
  const fields: Readonly<Record<string, string>> = { loginName: 'secondLogin', password: 'secondPassword' };
  return {
    kind: 'invalid',
    problems: fault.problems.map(({ field, message }) => ({ field: fields[field] ?? field, message })),
  };
}
