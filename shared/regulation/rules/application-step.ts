import { isElsewhere, mayTakeStep, stepKinds } from '../../domain/procedure-step.ts';
import { stepLabel } from '../../labels/application.ts';
import { roleLabel } from '../../labels/role.ts';
import { fail, pass, type Rule, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';

// 2.1: graded access. Each step has its level; who may take it there is the desk's own table of roles
export const stepIsActors = rule({
  id: 'application.step-is-actors',
  title: '由这一步的人来办',
  clauses: ['2.1'],
  house: true,
  from,
  reads: ['dueStep', 'actorRole'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (mayTakeStep(f.actorRole, f.dueStep)) return pass();
    const step = stepLabel(f.dueStep);
    if (isElsewhere(f.dueStep)) return fail(`现在是“${step}”，不在本机办`, '等决定送到；送到后自动往下走');
    const who = stepKinds[f.dueStep].roles.map(roleLabel).join('、');
    return fail(`现在是“${step}”，由${who}办，登录的是${roleLabel(f.actorRole)}`, `由${who}登录后办`);
  },
});

const someoneElse = '由另一位有权限的人办理；没有另一位时，由管理员再开一个账号';

/** The house: said while it is prepared, so that four eyes never leaves an application without anybody to decide it. */
export const someoneIsLeftToDecide = rule({
  id: 'four-eyes.someone-is-left',
  title: '准备以后还有人能决定',
  clauses: [],
  house: true,
  from,
  reads: ['stepsWithoutDecider'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f) {
    const [step] = f.stepsWithoutDecider;
    if (step === undefined) return pass();
    const place = stepKinds[step].level === 'school' ? '本校' : '本机构';
    return fail(
      `${place}没有另一个账号能办“${stepLabel(step)}”：准备的人不能自己决定，这一件会停在那里`,
      `由管理员为${place}再开一个账号，或撤回后换一位准备；现在可以先准备和提交`,
    );
  },
});

function notByActor(id: string, title: string, people: 'preparedBy' | 'agreedBy', sentence: string): Rule {
  return rule({
    id,
    title,
    clauses: [],
    house: true,
    from,
    reads: ['actorId', people],
    consequenceOfFail: 'block',
    consequenceOfUnknown: 'block',
    test: (f) => (f[people].includes(f.actorId) ? fail(sentence, someoneElse) : pass()),
  });
}

/** The house: nobody decides what he or she prepared, or agreed to at another step. */
export const applicationFourEyes: readonly Rule[] = [
  notByActor('four-eyes.application-prepared', '决定的人不是准备的人', 'preparedBy', '这一件是你准备的，不能自己决定'),
  notByActor(
    'four-eyes.application-agreed',
    '一个人只同意一步',
    'agreedBy',
    '前面的一步是你同意的，这一步不能再由你决定',
  ),
];
