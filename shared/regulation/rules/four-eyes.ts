import { type Answer, fail, pass, type Rule, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';

const someoneElse = '由另一位有权限的人办理';

function unlessSame(actor: string, earlier: string | null, sentence: string): Answer {
  return earlier !== null && earlier === actor ? fail(sentence, someoneElse) : pass();
}

// the house: nobody approves, reviews or releases what he or she entered or captured. Two rules per act, for a receiver
// knows who captured but not who entered.
function notCapturedByActor(id: string, act: string): Rule {
  return rule({
    id,
    title: `${act}的人不是采集的人`,
    clauses: [],
    house: true,
    from,
    reads: ['actorId', 'capturedBy'],
    consequenceOfFail: 'block',
    consequenceOfUnknown: 'block',
    test: (f) => unlessSame(f.actorId, f.capturedBy, `这条是你采集的，不能自己${act}`),
  });
}

function notEnteredByActor(id: string, act: string): Rule {
  return rule({
    id,
    title: `${act}的人不是录入的人`,
    clauses: [],
    house: true,
    from,
    reads: ['actorId', 'enteredBy'],
    consequenceOfFail: 'block',
    consequenceOfUnknown: 'block',
    test: (f) => unlessSame(f.actorId, f.enteredBy, `这条是你录入的，不能自己${act}`),
  });
}

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
