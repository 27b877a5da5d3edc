import { isWithinScope } from '../../domain/role.ts';
import { roleLabel } from '../../labels/role.ts';
import { fail, pass, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';

// 2.1: graded access. The store lets nobody open a record out of reach; the decision of every act says so too.
export const actorReachesPupil = rule({
  id: 'access.actor-reaches-pupil',
  title: '办理人的权限够得到这名考生',
  clauses: ['2.1'],
  from,
  reads: ['actorRole', 'actorSchoolId', 'actorClassIds', 'pupilSchoolId', 'pupilClassId', 'joiningSchoolId'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    const actor = { role: f.actorRole, schoolId: f.actorSchoolId, classIds: f.actorClassIds };
    if (isWithinScope(actor, { schoolId: f.pupilSchoolId, classId: f.pupilClassId })) return pass();
    // 3.1c: the other school of a transfer takes part in it, in nothing else
    const joins = f.joiningSchoolId !== null && f.joiningSchoolId === f.actorSchoolId;
    if (f.actorRole === 'schoolAdministrator' && joins) return pass();
    if (f.actorRole === 'classTeacher')
      return fail(`这名考生不在你的班，${roleLabel(f.actorRole)}只看本班`, '由本班班主任或学校办理');
    return fail('这名考生不在你的学校，学校账户只看本校', '由所在学校办理');
  },
});
