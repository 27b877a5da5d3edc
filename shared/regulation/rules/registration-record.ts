import { fail, pass, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';
import { personName } from './wording.ts';

// 4.2d: what was returned to the pupil is mended first: the registration stands in for the class teacher's approval of it
export const registrationIsOfMendedRecord = rule({
  id: 'recognition.record-mended',
  title: '补注册以前记录已改正',
  clauses: ['4.2d'],
  from,
  reads: ['status', 'fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: (f) =>
    f.status === 'returned'
      ? fail(`${personName(f.fullName)}的记录退回了，还没有改正`, '按退回的原因当面改正、重新提交，再来补注册')
      : pass(),
});
