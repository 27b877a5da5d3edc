import { fail, pass, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';
import { personName } from './wording.ts';

// 2.4: the person whom the school has named; on this desk that is the school's own account
export const schoolsOwnPersonActs = rule({
  id: 'class-change.named-person',
  title: '由学校指定的人换班',
  clauses: ['2.4', '2.1'],
  from,
  reads: ['fullName', 'actorRole', 'actorSchoolId', 'pupilSchoolId'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.actorRole !== 'schoolAdministrator') return fail('班级由学校指定的人改', '转告学校，用学校的账户换班');
    if (f.pupilSchoolId !== null && f.pupilSchoolId === f.actorSchoolId) return pass();
    return fail(`${personName(f.fullName)}不在你的学校，学校账户只办本校`, '由所在学校办理');
  },
});

// 2.4: a class number, not a school: into another school leads transfer alone (3.1c)
export const targetIsOwnClass = rule({
  id: 'class-change.target-in-school',
  title: '换到本校开着的班',
  clauses: ['2.4'],
  from,
  field: 'classCode',
  reads: ['pupilSchoolId', 'targetClass'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.targetClass === null) return fail('没有要换去的班', '在本校的班级里选一个');
    if (f.targetClass.schoolId !== f.pupilSchoolId)
      return fail(`${f.targetClass.name}不是本校的班`, '在本校的班级里选；换学校的办转籍');
    if (f.targetClass.isOpen) return pass();
    return fail(`${f.targetClass.name}已经关了`, '选开着的班，或先重新开这个班');
  },
});

// 2.4 is silent on years: who comes back after a leave joins a later class, so it is told and goes on
export const targetIsOfSameYear = rule({
  id: 'class-change.same-year',
  title: '换到同一年级的班',
  clauses: ['2.4'],
  from,
  field: 'classCode',
  reads: ['fullName', 'cohortYear', 'targetClass'],
  consequenceOfFail: 'flag',
  consequenceOfUnknown: 'flag',
  test(f) {
    if (f.targetClass === null || f.cohortYear === null || f.targetClass.cohortYear === f.cohortYear) return pass();
    return fail(
      `${personName(f.fullName)}是 ${f.cohortYear} 级，${f.targetClass.name}是 ${f.targetClass.cohortYear} 级`,
      '休学后复学的照办，原因里写明；选错的重新选班',
    );
  },
});
