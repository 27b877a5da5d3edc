import { fail, pass, type Rule, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';

const someoneElse = '由另一位有权限的人办理';

// the house: nobody approves, reviews or releases what he or she entered or captured. Two rules per act, for a receiver
// knows who captured but not who entered.
function notTheActors(id: string, act: string, earlier: 'capturedBy' | 'enteredBy', work: string): Rule {
  return rule({
    id,
    title: `${act}的人不是${work}的人`,
    clauses: [],
    house: true,
    from,
    reads: ['actorId', earlier],
    consequenceOfFail: 'block',
    consequenceOfUnknown: 'block',
    test(f) {
      if (f[earlier] === null || f[earlier] !== f.actorId) return pass();
      return fail(`这条是你${work}的，不能自己${act}`, someoneElse);
    },
  });
}

const notCapturedByActor = (id: string, act: string) => notTheActors(id, act, 'capturedBy', '采集');
const notEnteredByActor = (id: string, act: string) => notTheActors(id, act, 'enteredBy', '录入');

export const approvalFourEyes: readonly Rule[] = [
  notCapturedByActor('four-eyes.approval-captured', '审核预注册'),
  notEnteredByActor('four-eyes.approval-entered', '审核预注册'),
];

export const reviewFourEyes: readonly Rule[] = [
  notCapturedByActor('four-eyes.review-captured', '审核'),
  notEnteredByActor('four-eyes.review-entered', '审核'),
];

export const releaseNotCaptured = notCapturedByActor('four-eyes.release-captured', '放行');

export const releaseFourEyes: readonly Rule[] = [
  releaseNotCaptured,
  notEnteredByActor('four-eyes.release-entered', '放行'),
];
