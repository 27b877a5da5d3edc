import { fail, pass, rule, unknown } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';
import { personName } from './wording.ts';

// 1.1.1c: a private candidate goes to the county in person; a school's roster cannot bring one
export const privateCandidateComesAlone = rule({
  id: 'private-candidate.not-by-roster',
  title: '社会考生不随学校名册办理',
  clauses: ['1.1.1c'],
  from,
  field: 'pupilCategory',
  reads: ['pupilCategory'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test: (f) =>
    f.pupilCategory === 'private' ? fail('社会考生不随学校名册进来', '由本人持户籍证明到户籍地旗县申请') : pass(),
});

// 1.1.3: a private candidate is captured only after county and region have agreed
export const privateCandidateIsApproved = rule({
  id: 'private-candidate.is-approved',
  title: '社会考生先经旗县和自治区同意',
  clauses: ['1.1.3'],
  from,
  reads: ['entryCategory', 'fullName', 'privateApproval'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.entryCategory !== 'private') return pass();
    const approval = f.privateApproval;
    if (approval === null || approval.county === null)
      return unknown(`${personName(f.fullName)}的社会考生申请旗县还没有审核`, '先由旗县审核，再送自治区');
    if (approval.county === false)
      return fail(`${personName(f.fullName)}的社会考生申请旗县没有同意`, '按旗县写明的原因补齐后重新申请');
    if (approval.region === null)
      return unknown(`${personName(f.fullName)}的社会考生申请还在等自治区的决定`, '等自治区的决定送到；同意后再采集');
    if (approval.region === false)
      return fail(`${personName(f.fullName)}的社会考生申请自治区没有同意`, '把自治区的原因告诉本人；补齐后重新申请');
    return pass();
  },
});
