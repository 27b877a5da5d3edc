import { areaName } from '../../labels/area-name.ts';
import { counties } from '../../labels/divisions.ts';
import { type Answer, fail, pass, rule, unknown } from '../engine.ts';
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

type Household = {
  readonly entryCategory: 'enrolled' | 'private';
  readonly householdPlace: string | null;
  readonly officeCounty: { readonly code: string; readonly name: string };
};

/** Where the household is decides; unknown until somebody has read it off the proof. */
function atHousehold({ entryCategory, householdPlace, officeCounty }: Household): Answer {
  if (entryCategory !== 'private' || householdPlace === officeCounty.code) return pass();
  if (householdPlace === null || householdPlace === '')
    return unknown('没有填户口所在地', `看户籍证明补上；户籍在${officeCounty.name}的才在这里办`);
  if (!/^\d{6}$/u.test(householdPlace))
    return unknown(`户口所在地写的是“${householdPlace}”，看不出是哪个旗县`, '看户籍证明，改选到旗县（市、区）');
  const place = areaName(householdPlace) ?? `代码 ${householdPlace} 的地方`;
  if (!counties.some((county) => county.code === householdPlace))
    return fail(`户口所在地是${place}，不是本自治区的旗县`, '户籍迁入自治区后，到户籍地旗县申请');
  return fail(`户口所在地是${place}，不在${officeCounty.name}`, `到${place}的招生考试机构申请`);
}

// 1.1.1c: the county of the household takes the application
export const householdIsInThisCounty = rule({
  id: 'private-candidate.household-here',
  title: '户籍在本旗县',
  clauses: ['1.1.1c'],
  from,
  field: 'householdPlace',
  reads: ['entryCategory', 'householdPlace', 'officeCounty'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'hold',
  test: atHousehold,
});

// 1.1.3: and captures there, nowhere else
export const privateCaptureIsAtHousehold = rule({
  id: 'private-candidate.capture-at-household',
  title: '社会考生在户籍地旗县采集',
  clauses: ['1.1.3'],
  from,
  field: 'householdPlace',
  reads: ['entryCategory', 'householdPlace', 'officeCounty'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'hold',
  test: atHousehold,
});

// 1.1.1c: who has an enrolment here is registered by the school that holds it
export const privateCandidateHasNoEnrolment = rule({
  id: 'private-candidate.no-enrolment',
  title: '社会考生没有高中学籍',
  clauses: ['1.1.1c'],
  from,
  field: 'enrolmentNo',
  reads: ['entryCategory', 'enrolmentListImported', 'enrolmentRecord', 'fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test(f) {
    if (f.entryCategory !== 'private') return pass();
    if (!f.enrolmentListImported)
      return unknown('还没有导入学籍名单，不知道有没有高中学籍', '照常办理，由自治区核定；有名单时由管理员导入');
    if (f.enrolmentRecord === null) return pass();
    const school = f.enrolmentRecord.schoolName;
    return fail(
      `${personName(f.fullName)}在${school}有学籍，不作社会考生`,
      `由${school}组织注册；学籍已注销的，等新的学籍名单`,
    );
  },
});

// 1.1.1c: in person, with the proof in hand
export const privateCandidateIsPresent = rule({
  id: 'private-candidate.in-person',
  title: '本人到场申请',
  clauses: ['1.1.1c'],
  from,
  reads: ['applicantPresent', 'fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: (f) =>
    f.applicantPresent ? pass() : fail(`${personName(f.fullName)}本人不在场`, '等本人持户籍证明到场后再提交'),
});
