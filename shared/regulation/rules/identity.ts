import { documentsWithoutHousehold, documentTypes } from '../../domain/candidate-field.ts';
import { isListed } from '../../domain/code-table.ts';
import { documentTypeLabel } from '../../labels/document.ts';
import { candidateFieldLabel } from '../../labels/field.ts';
import { sexes, sexLabel } from '../../labels/sex.ts';
import { checkDocumentNumber } from '../../lib/document-number.ts';
import { readIdNumber } from '../../lib/id-number.ts';
import { maskNumber } from '../../lib/mask.ts';
import { checkName } from '../../lib/names.ts';
import { ageOn, isRealDate } from '../../lib/plain-date.ts';
import { fail, pass, rule, unknown } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';
import { answerOfFault } from './wording.ts';

// 1.2.1: the name, in the characters of the document, counted by code point
export const nameIsWritable = rule({
  id: 'identity.name',
  title: '姓名',
  clauses: ['1.2.1'],
  from,
  field: 'fullName',
  reads: ['fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: (f) => answerOfFault(candidateFieldLabel('fullName'), f.fullName, checkName(f.fullName)),
});

// 1.2.1: the number must be one that this kind of document can carry (GB 11643 and the permits)
export const documentNumberIsPossible = rule({
  id: 'identity.document-number',
  title: '证件号与证件类型相符',
  clauses: ['1.2.1'],
  from,
  field: 'documentNumber',
  reads: ['documentType', 'documentNumber'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    // enrolment.document-type-accepted tells about a kind nobody knows
    if (!(documentTypes as readonly string[]).includes(f.documentType)) return pass();
    const label = documentTypeLabel(f.documentType);
    if (f.documentNumber.trim() === '') return fail(`没有填${label}的号码`, '对照证件补上');
    return answerOfFault(
      `${label}号`,
      maskNumber(f.documentNumber),
      checkDocumentNumber(f.documentType, f.documentNumber),
    );
  },
});

// 1.2.1: sex by GB/T 2261.1
export const sexIsKnown = rule({
  id: 'identity.sex',
  title: '性别',
  clauses: ['1.2.1'],
  from,
  field: 'sex',
  reads: ['sex'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.sex === '') return fail('没有填性别', '对照证件补上');
    if (!sexes.some(([code]) => code === f.sex)) return fail(`性别“${f.sex}”不在代码表里`, '改成男或女');
    if (f.sex === '1' || f.sex === '2') return pass();
    return fail(`性别写的是“${sexLabel(f.sex)}”`, '对照证件改成男或女', 'flag');
  },
});

// 1.2.1: ethnicity by the region's table, else GB/T 3304 with 97 and 98; foreign documents carry none
export const ethnicityIsKnown = rule({
  id: 'identity.ethnicity',
  title: '民族',
  clauses: ['1.2.1'],
  from,
  field: 'ethnicity',
  reads: ['ethnicity', 'documentType', 'codeTables'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.ethnicity === '')
      return documentsWithoutHousehold.includes(f.documentType) ? pass() : fail('没有填民族', '对照证件补上');
    if (isListed(f.codeTables.ethnicity, f.ethnicity)) return pass();
    return fail(`民族“${f.ethnicity}”不在代码表里`, '对照证件改正；表里没有的选“其他”');
  },
});

// 1.2.1: a birth date that exists and is not still to come
export const birthDateIsReal = rule({
  id: 'identity.birth-date',
  title: '出生日期存在',
  clauses: ['1.2.1'],
  from,
  field: 'birthDate',
  reads: ['birthDate', 'today'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.birthDate === '') return fail('没有填出生日期', '对照证件补上');
    if (!isRealDate(f.birthDate))
      return fail(`出生日期 ${f.birthDate}：没有这一天`, '对照证件，按 2008-05-11 的样子改正');
    if (f.birthDate <= f.today) return pass();
    // the clock may be wrong and never stops work
    return fail(`出生日期 ${f.birthDate} 比今天（${f.today}）还晚`, '对照证件改正；日期没错就查电脑日期', 'warn');
  },
});

// 1.2.1: an unusual age is looked at, not refused: adults take the exam as private candidates
export const ageIsUsual = rule({
  id: 'identity.usual-age',
  title: '年龄在常见范围内',
  clauses: ['1.2.1'],
  from,
  field: 'birthDate',
  reads: ['birthDate', 'today'],
  consequenceOfFail: 'warn',
  consequenceOfUnknown: 'warn',
  test(f, read) {
    if (!isRealDate(f.birthDate)) return pass();
    const [youngest, oldest] = read('usualAges').map(Number);
    const age = ageOn(f.birthDate, f.today);
    if (age >= (youngest ?? 0) && age <= (oldest ?? 200)) return pass();
    return fail(`按出生日期 ${f.birthDate} 算是 ${age} 岁，少见`, '对照证件核对出生日期；没有错就写明情况');
  },
});

// 1.2.1: the number carries a birth date and a sex; where they differ, people look (mistakes of issue exist)
export const birthDateAgreesWithNumber = rule({
  id: 'identity.birth-date-agrees',
  title: '出生日期与证件号一致',
  clauses: ['1.2.1'],
  from,
  field: 'birthDate',
  reads: ['documentNumber', 'birthDate'],
  consequenceOfFail: 'warn',
  consequenceOfUnknown: 'warn',
  test(f) {
    const read = readIdNumber(f.documentNumber);
    if (!read.ok || f.birthDate === '' || read.value.birthDate === f.birthDate) return pass();
    return fail(
      `出生日期填的是 ${f.birthDate}，证件号里是 ${read.value.birthDate}`,
      '对照证件改正；证件本身就不一致的，写明原因',
    );
  },
});

export const sexAgreesWithNumber = rule({
  id: 'identity.sex-agrees',
  title: '性别与证件号一致',
  clauses: ['1.2.1'],
  from,
  field: 'sex',
  reads: ['documentNumber', 'sex'],
  consequenceOfFail: 'warn',
  consequenceOfUnknown: 'warn',
  test(f) {
    const read = readIdNumber(f.documentNumber);
    if (!read.ok || f.sex === '' || read.value.sex === f.sex) return pass();
    return fail(
      `性别填的是${sexLabel(f.sex)}，按证件号第 17 位是${sexLabel(read.value.sex)}`,
      '对照证件改正；证件本身就不一致的，写明原因',
    );
  },
});

// two people with one number: a case for people, never a reason to turn a pupil away
export const documentIsNotShared = rule({
  id: 'identity.document-not-shared',
  title: '证件号没有别人在用',
  clauses: ['1.2.1'],
  from,
  field: 'documentNumber',
  reads: ['documentNumber', 'documentHolders'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f) {
    const [other] = f.documentHolders;
    if (!other) return pass();
    return fail(
      `证件号 ${maskNumber(f.documentNumber)} 在${other.schoolName ?? '本考区'}的${other.fullName}名下也有`,
      '两个人并排核对；照常办理，重号的事另作业务件',
    );
  },
});

const signedForm = '照常完成；打印登记表，让监护人在上面签字，随表存档';

// law on personal information: under the age of consent a guardian agrees. Where nobody asked, work goes on with the flag:
// the registration form has the guardian's line
export const guardianHasAgreed = rule({
  id: 'identity.guardian-has-agreed',
  title: '未满年龄的有监护人同意',
  clauses: [],
  house: true,
  from,
  field: 'birthDate',
  reads: ['birthDate', 'today', 'guardianConsent'],
  consequenceOfFail: 'hold',
  consequenceOfUnknown: 'flag',
  test(f, read) {
    const limit = read('guardianConsentAge');
    if (!isRealDate(f.birthDate)) return pass();
    const age = ageOn(f.birthDate, f.today);
    if (age >= limit || f.guardianConsent) return pass();
    const young = `${age} 岁，未满 ${limit} 周岁`;
    if (f.guardianConsent === null) return unknown(`${young}，还不知道监护人是否同意`, signedForm);
    return fail(`${young}，监护人没有同意`, '照片先存着；监护人同意、在登记表上签字后再完成');
  },
});
