import type { CandidacyStatus } from '../../domain/candidacy-status.ts';
import type { CandidateField } from '../../domain/candidate-field.ts';
import { candidacyStatusLabel } from '../../labels/status.ts';
import { readIdNumber } from '../../lib/id-number.ts';
import { fail, pass, rule } from '../engine.ts';
import { fieldNames } from '../fact-labels.ts';
import { fieldsUnder } from '../field-classes.ts';
import { regulationIssuedOn as from } from '../parameters.ts';
import { personName } from './wording.ts';

const inEffect: readonly CandidacyStatus[] = ['inEffect', 'suspended'];
const over: readonly CandidacyStatus[] = ['closed', 'joined', 'withdrawn', 'void'];
const outOfTheHouse: readonly CandidacyStatus[] = ['released', 'received', 'refusedByRegion', 'setAside'];

// 2.3a: the application is for a registration in effect; before, the county corrects by itself
export const correctionIsInEffect = rule({
  id: 'correction.in-effect',
  title: '注册已生效',
  clauses: ['2.3a'],
  from,
  reads: ['status', 'entryCategory'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (inEffect.includes(f.status)) return pass();
    const state = candidacyStatusLabel(f.status, f.entryCategory === 'private');
    if (over.includes(f.status))
      return fail(`这份考籍现在是“${state}”，不再变更`, '按姓名或号码查找，在现用的那一份上办');
    const sentence = `这份考籍现在是“${state}”，还没有生效，不用申请变更`;
    if (outOfTheHouse.includes(f.status)) return fail(sentence, '由旗县直接改：重新打开，回登记台改好再报');
    return fail(sentence, '由旗县直接改：在登记台当面改正');
  },
});

export const correctionChangesSomething = rule({
  id: 'correction.changes-something',
  title: '有要改的',
  clauses: ['2.3a'],
  from,
  reads: ['changedFields'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: (f) => (f.changedFields.length > 0 ? pass() : fail('填的和现在登记的一样，没有要改的', '填上要改成的内容')),
});

// 2.3a: name, ID number and ethnicity; sex and birth date only as the document number says
export const correctionIsOfPermittedFields = rule({
  id: 'correction.permitted-fields',
  title: '只改姓名、证件、民族',
  clauses: ['2.3a'],
  from,
  reads: ['changedFields', 'documentNumber', 'sex', 'birthDate'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    const permitted = fieldsUnder(f.changedFields, '2.3a', ['byApplication', 'followsDocument']);
    const others = f.changedFields.filter((field) => !permitted.includes(field));
    if (others.length > 0) return fail(`${fieldNames(others)}不在信息变更之内`, '去掉这几项；按各自的办法改');
    const read = readIdNumber(f.documentNumber);
    if (!read.ok || f.changedFields.includes('documentNumber')) return pass();
    const against: CandidateField[] = [];
    if (f.changedFields.includes('sex') && f.sex !== read.value.sex) against.push('sex');
    if (f.changedFields.includes('birthDate') && f.birthDate !== read.value.birthDate) against.push('birthDate');
    if (against.length === 0) return pass();
    return fail(`${fieldNames(against)}随证件号走，改成的与现在的证件号不一致`, '连同证件号一起改，或去掉这几项');
  },
});

// 2.3a: the candidate applies; the school takes its own pupils' applications
export const correctionIsTheCandidatesOwn = rule({
  id: 'correction.candidates-own',
  title: '本人申请',
  clauses: ['2.3a'],
  from,
  reads: ['applicantPresent', 'actorRole', 'fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.actorRole === 'classTeacher' || f.actorRole === 'schoolAdministrator' || f.applicantPresent) return pass();
    return fail(`${personName(f.fullName)}本人不在场`, '等本人到场申请，或由本人向学校申请');
  },
});
