import { roleLabel } from '../../labels/role.ts';
import { fail, pass, rule } from '../engine.ts';
import { regulationIssuedOn as from } from '../parameters.ts';
import { personName } from './wording.ts';

// 1.1.2, 1.3.3: only the class teacher's approval completes the pre-registration; without it the desk's work waits
export const teacherHasApproved = rule({
  id: 'pre-registration.teacher-has-approved',
  title: '班主任已审核通过',
  clauses: ['1.1.2', '1.3.3'],
  from,
  reads: ['entryCategory', 'fullName', 'teacherApproval'],
  consequenceOfFail: 'hold',
  consequenceOfUnknown: 'hold',
  test(f) {
    if (f.entryCategory === 'private' || f.teacherApproval !== null) return pass();
    return fail(
      `${personName(f.fullName)}的预注册班主任还没有审核通过`,
      '照片先存着，班主任通过后自动完成，学生不用再来',
    );
  },
});

// 1.3.3: the class teacher approves and returns, nobody else, and only pupils of the own class
export const approvedByOwnClassTeacher = rule({
  id: 'pre-registration.own-class-teacher',
  title: '由本班班主任审核',
  clauses: ['1.3.3'],
  from,
  reads: ['actorRole', 'actorClassIds', 'pupilClassId', 'fullName', 'className'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test(f) {
    if (f.actorRole !== 'classTeacher')
      return fail(
        `${personName(f.fullName)}的预注册要由班主任审核，现在登录的是${roleLabel(f.actorRole)}`,
        '由本班班主任登录后审核',
      );
    if (f.pupilClassId === null) return fail(`${personName(f.fullName)}还没有班级`, '先由学校编班');
    if (f.actorClassIds.includes(f.pupilClassId)) return pass();
    return fail(`${personName(f.fullName)}在${f.className ?? '别的班'}，不是你的班`, '由这名学生的班主任审核');
  },
});

// 1.3.2: the pupil pre-registers in person; entry at the desk is the pupil's act with the clerk's hands
export const pupilIsPresent = rule({
  id: 'pre-registration.pupil-is-present',
  title: '学生本人在场录入',
  clauses: ['1.3.2'],
  from,
  reads: ['pupilPresent', 'fullName'],
  consequenceOfFail: 'block',
  consequenceOfUnknown: 'block',
  test: (f) =>
    f.pupilPresent
      ? pass()
      : fail(`${personName(f.fullName)}不在场，不能代填预注册`, '等学生到场，当面录入，录完让本人核对'),
});
