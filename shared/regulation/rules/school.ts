import type { SchoolField } from '../../domain/school-field.ts';
import { schoolFieldLabel } from '../../labels/school-field.ts';
import { checkName } from '../../lib/names.ts';
import { checkPhone } from '../../lib/phone.ts';
import { fail, pass, type Rule, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';
import { answerOfFault } from './wording.ts';

// 1.3.1, 2.1: the school works under its own account, on its own data and classes
export const actorKeepsSchool = rule({
  id: 'school.own-administrator',
  title: '由本校的学校账户办理',
  clauses: ['1.3.1', '2.1'],
  from,
  reads: ['actorRole', 'actorSchoolId', 'concernedSchoolId'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.actorRole !== 'schoolAdministrator')
      return fail('学校资料和班级由学校的账户维护', '转告学校，用学校的账户办理');
    if (f.actorSchoolId === f.concernedSchoolId) return pass();
    return fail('这是另一所学校的，学校账户只办本校', '由该校的账户办理');
  },
});

// 1.2.2: what is missing is told and does not stop the school
export const schoolDataIsComplete = rule({
  id: 'school.data-complete',
  title: '学校资料填齐',
  clauses: ['1.2.2'],
  from,
  reads: ['schoolAddress', 'schoolHeadName', 'schoolKind', 'schoolStaffCount', 'schoolPhone'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f) {
    const values: Readonly<Record<SchoolField, unknown>> = {
      address: f.schoolAddress,
      headName: f.schoolHeadName,
      kind: f.schoolKind,
      staffCount: f.schoolStaffCount,
      phone: f.schoolPhone,
    };
    const missing = (Object.keys(values) as SchoolField[]).filter((field) => values[field] === null);
    if (missing.length === 0) return pass();
    return fail(`学校资料缺 ${missing.length} 项：${missing.map(schoolFieldLabel).join('、')}`, '在学校资料里补上');
  },
});

// 1.2.2: classes and class teachers are part of the school's registration
export const schoolHasClasses = rule({
  id: 'school.has-classes',
  title: '学校设了班级',
  clauses: ['1.2.2', '1.3.1'],
  from,
  reads: ['schoolClasses'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test: (f) => (f.schoolClasses.length > 0 ? pass() : fail('学校还没有班级', '新设班级，或导入今年的名册')),
});

const namesShown = 5;

export const classesHaveTeachers = rule({
  id: 'school.classes-have-teachers',
  title: '每个班有班主任账户',
  clauses: ['1.2.2', '1.3.1'],
  from,
  reads: ['classesWithoutTeacher'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f) {
    const bare = f.classesWithoutTeacher;
    if (bare.length === 0) return pass();
    const names = `${bare.slice(0, namesShown).join('、')}${bare.length > namesShown ? '等' : ''}`;
    return fail(`${bare.length} 个班没有班主任账户：${names}`, '给这些班建账户，或让已有的班主任兼管');
  },
});

// 1.2.2: a head with a name that can be written
const headNameIsWritable = rule({
  id: 'school.head-name',
  title: '校长姓名写得出来',
  clauses: ['1.2.2'],
  from,
  field: 'headName',
  reads: ['schoolHeadName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test: (f) =>
    f.schoolHeadName === null
      ? pass()
      : answerOfFault(schoolFieldLabel('headName'), f.schoolHeadName, checkName(f.schoolHeadName)),
});

// 1.2.2: the regulation names no codes for the kinds of schools; the list is a parameter
const schoolKindIsKnown = rule({
  id: 'school.kind',
  title: '学校类别在清单里',
  clauses: ['1.2.2'],
  from,
  field: 'kind',
  reads: ['schoolKind'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test(f, read) {
    const kinds = read('schoolKinds');
    if (f.schoolKind === null || kinds.includes(f.schoolKind)) return pass();
    return fail(`学校类别“${f.schoolKind}”不在清单里`, `在${kinds.join('、')}里选一种`);
  },
});

// 1.2.2: persons come whole, and no school has as many as a town
const staffCountIsSane = rule({
  id: 'school.staff-count',
  title: '教职工数是可能的数',
  clauses: ['1.2.2'],
  from,
  field: 'staffCount',
  reads: ['schoolStaffCount'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test(f, read) {
    const most = read('mostSchoolStaff');
    const count = f.schoolStaffCount;
    if (count === null || (Number.isInteger(count) && count >= 1 && count <= most)) return pass();
    return fail(`教职工数 ${count}：应是 1 到 ${most} 的整数`, '按学校在编和聘用的人数改正');
  },
});

const schoolPhoneIsPossible = rule({
  id: 'school.phone',
  title: '联系电话',
  clauses: ['1.2.2'],
  from,
  field: 'phone',
  reads: ['schoolPhone'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'flag',
  test: (f) =>
    f.schoolPhone === null
      ? pass()
      : answerOfFault(schoolFieldLabel('phone'), f.schoolPhone, checkPhone(f.schoolPhone)),
});

/** One rule per field that can be wrong, in the order of the form. */
export const schoolFieldRules: readonly Rule[] = [
  headNameIsWritable,
  schoolKindIsKnown,
  staffCountIsSane,
  schoolPhoneIsPossible,
];
