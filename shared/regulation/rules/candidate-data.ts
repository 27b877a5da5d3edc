import { isListed, tableLabel } from '../../domain/code-table.ts';
import { candidateFieldLabel } from '../../labels/field.ts';
import { maskNumber } from '../../lib/mask.ts';
import { checkMobile } from '../../lib/mobile.ts';
import { checkName } from '../../lib/names.ts';
import { ageOn, isRealDate } from '../../lib/plain-date.ts';
import { checkPostCode } from '../../lib/post-code.ts';
import { fail, pass, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';
import { answerOfFault } from './wording.ts';

// 1.2.1: political status by the region's table, else GB/T 4762
export const politicalStatusIsKnown = rule({
  id: 'candidate.political-status',
  title: '政治面貌在代码表里',
  clauses: ['1.2.1'],
  from,
  field: 'politicalStatus',
  reads: ['politicalStatus', 'codeTables'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test(f) {
    if (!f.politicalStatus || isListed(f.codeTables.politicalStatus, f.politicalStatus)) return pass();
    return fail(`政治面貌“${f.politicalStatus}”不在代码表里`, '问本人后改正，或留空');
  },
});

// party membership begins at 18: for a minor it is nearly always a slip
export const partyMemberIsOfAge = rule({
  id: 'candidate.party-member-age',
  title: '党员已满年龄',
  clauses: ['1.2.1'],
  from,
  field: 'politicalStatus',
  reads: ['politicalStatus', 'birthDate', 'today', 'codeTables'],
  consequenceOfFail: 'warn',
  consequenceOfUnknown: 'flag',
  test(f, read) {
    if (f.politicalStatus !== '01' && f.politicalStatus !== '02') return pass();
    if (!isRealDate(f.birthDate)) return pass();
    const age = ageOn(f.birthDate, f.today);
    const limit = read('partyMemberMinimumAge');
    if (age >= limit) return pass();
    return fail(
      `政治面貌填的是${tableLabel(f.codeTables.politicalStatus, f.politicalStatus)}，本人 ${age} 岁，未满 ${limit} 岁`,
      '问本人后改正；确实是的写明情况',
    );
  },
});

// 1.2.1: the exam's foreign language; which ones may be chosen is the region's list
export const foreignLanguageIsPermitted = rule({
  id: 'candidate.foreign-language',
  title: '外语语种可以选',
  clauses: ['1.2.1'],
  from,
  field: 'foreignLanguage',
  reads: ['foreignLanguage', 'codeTables'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test(f, read) {
    const permitted = read('permittedForeignLanguages');
    if (!f.foreignLanguage || permitted.includes(f.foreignLanguage)) return pass();
    const label = (code: string) => tableLabel(f.codeTables.foreignLanguage, code);
    const choice = permitted.map(label).join('、');
    return fail(`外语语种“${label(f.foreignLanguage)}”不在可选之列`, `问本人后在${choice}里改选`);
  },
});

// 1.2.1: a mobile number that can be dialled
export const mobileIsPossible = rule({
  id: 'candidate.mobile',
  title: '手机号',
  clauses: ['1.2.1'],
  from,
  field: 'mobile',
  reads: ['mobile'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test: (f) =>
    f.mobile ? answerOfFault(candidateFieldLabel('mobile'), maskNumber(f.mobile), checkMobile(f.mobile)) : pass(),
});

// 1.2.1: a post code of six digits
export const postCodeIsPossible = rule({
  id: 'candidate.post-code',
  title: '邮政编码',
  clauses: ['1.2.1'],
  from,
  field: 'postCode',
  reads: ['postCode'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test: (f) =>
    f.postCode ? answerOfFault(candidateFieldLabel('postCode'), f.postCode, checkPostCode(f.postCode)) : pass(),
});

// 1.2.1: family members are named as people are
export const familyNamesAreWritable = rule({
  id: 'candidate.family-names',
  title: '家庭成员的姓名',
  clauses: ['1.2.1'],
  from,
  field: 'family',
  reads: ['family'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f) {
    const faulty = f.family.find((member) => checkName(member.fullName) !== null);
    if (!faulty) return pass();
    return answerOfFault(`家庭成员（${faulty.relation}）${faulty.fullName}`, '', checkName(faulty.fullName));
  },
});
