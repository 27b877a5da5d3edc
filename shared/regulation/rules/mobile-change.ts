import { fail, pass, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';
import { personName } from './wording.ts';

// 2.5: the mobile is the candidate's own matter; at the desk the clerk only writes down what the candidate does there
export const candidateActsInPerson = rule({
  id: 'mobile-change.candidate-in-person',
  title: '本人到场改手机号',
  clauses: ['2.5'],
  from,
  field: 'mobile',
  reads: ['fullName', 'pupilPresent'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.pupilPresent) return pass();
    return fail(`${personName(f.fullName)}本人不在场，手机号只能由本人改`, '让本人到场，或由本人在考生平台上改');
  },
});
