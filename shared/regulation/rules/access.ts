import { roleLabel } from '../../labels/role.ts';
import { fail, pass, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';

// 2.1: graded access. County roles reach the whole exam area, a school its own pupils, a class teacher the own class.
export const actorReachesPupil = rule({
  id: 'access.actor-reaches-pupil',
  title: '办理人的权限够得到这名考生',
  clauses: ['2.1'],
  from,
  reads: ['actorRole', 'actorSchoolId', 'actorClassIds', 'pupilSchoolId', 'pupilClassId'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.actorRole === 'classTeacher') {
      if (f.pupilClassId !== null && f.actorClassIds.includes(f.pupilClassId)) return pass();
      return fail(`这名考生不在你的班，${roleLabel(f.actorRole)}只看本班`, '由本班班主任或学校办理');
    }
    if (f.actorRole === 'schoolAdministrator') {
      if (f.pupilSchoolId !== null && f.pupilSchoolId === f.actorSchoolId) return pass();
      return fail('这名考生不在你的学校，学校账户只看本校', '由所在学校办理');
    }
    return pass();
  },
});

// 2.1 read for the county: its reach is the exam area of its own, not another county's school
export const pupilIsOfThisArea = rule({
  id: 'access.pupil-of-this-area',
  title: '考生属于本考区',
  clauses: ['2.1'],
  from,
  reads: ['schoolArea', 'officeAreaCode', 'entryCategory'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.entryCategory === 'private') return pass();
    if (f.schoolArea === null) return fail('考生的学校不在学校清单里', '核对学校代码');
    if (f.schoolArea.code === f.officeAreaCode) return pass();
    return fail(`考生的学校属于${f.schoolArea.name}，不在本考区`, `由${f.schoolArea.name}的招考机构办理`);
  },
});
