import { describe, expect, it } from 'vitest';
import { roles } from '#shared/domain/role.ts';
import { actorReachesPupil } from '#shared/regulation/rules/access.ts';
import { verdictOf } from './canonical-case.ts';

describe('二（一）分级访问', () => {
  it.each([
    ['本班班主任', { actorRole: 'classTeacher', actorClassIds: ['class-1'] }, 'pass'],
    ['别班班主任', { actorRole: 'classTeacher', actorClassIds: ['class-2'] }, 'fail block'],
    [
      '班主任看没有班的学生',
      { actorRole: 'classTeacher', actorClassIds: ['class-1'], pupilClassId: null },
      'fail block',
    ],
    ['本校', { actorRole: 'schoolAdministrator', actorSchoolId: 'school-1' }, 'pass'],
    ['别校', { actorRole: 'schoolAdministrator', actorSchoolId: 'school-2' }, 'fail block'],
    ['学校账户没有学校', { actorRole: 'schoolAdministrator', actorSchoolId: null, pupilSchoolId: null }, 'fail block'],
    ['不知道是谁', { actorRole: undefined }, 'unknown block'],
    ['班主任，不知道学生的班', { actorRole: 'classTeacher', pupilClassId: undefined }, 'unknown block'],
  ] as const)('%s', (_, changes, verdict) => {
    expect(verdictOf(actorReachesPupil, changes)).toBe(verdict);
  });

  it.each(roles.filter((role) => role !== 'classTeacher' && role !== 'schoolAdministrator'))(
    '旗县角色 %s 看得到本考区',
    (actorRole) => {
      expect(verdictOf(actorReachesPupil, { actorRole })).toBe('pass');
    },
  );
});
