import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fault, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';

let scene: Scene;
let own: string;
let nextClass: string;
let elsewhere: string;
beforeEach(async () => {
  scene = await makeScene();
  own = await scene.enter(pupil(1, { mobile: null }));
  nextClass = await scene.enter(pupil(2, { classCode: '02' }));
  elsewhere = await scene.enter(pupil(4, { schoolCode: '1504300002', schoolName: '敖汉旗蒙古族中学' }));
});
afterEach(() => scene.desk.close());

const listed = async (who: Parameters<Scene['do']>[0], classId: string | null = null) =>
  (await scene.do(who, 'preRegistration.list', { classId, status: 'all' })).map((line) => line.candidacyId).sort();

describe('preRegistration.list：只看自己的范围', () => {
  it('班主任看本班，学校看本校，旗县看全部', async () => {
    expect(await listed('teacher')).toEqual([own]);
    expect(await listed('otherTeacher')).toEqual([nextClass]);
    expect(await listed('teacherElsewhere')).toEqual([elsewhere]);
    expect(await listed('school')).toEqual([own, nextClass].sort());
    expect(await listed('clerk')).toEqual([own, nextClass, elsewhere].sort());
  });

  it('点名要别的班，也不给', async () => {
    expect(await listed('teacher', String(scene.column(nextClass, 'class_id')))).toEqual([]);
    expect(await listed('school', String(scene.column(elsewhere, 'class_id')))).toEqual([]);
  });

  it('导入预览里的人不在任何名单里', async () => {
    scene.desk.db().statement(`UPDATE candidacy SET status = 'staged' WHERE id = ?`).run(own);
    expect(await listed('teacher')).toEqual([]);
    expect(await listed('clerk')).toHaveLength(2);
  });

  it('审核员、审计不看预注册名单', async () => {
    for (const who of ['reviewer', 'auditor'] as const) {
      const reply = await scene.ask(who, 'preRegistration.list', { classId: null, status: 'all' });
      expect(fault(reply).kind).toBe('forbidden');
    }
  });
});

describe('preRegistration.list：分栏和问题数', () => {
  it('等审核、已退回、已同意各在各栏；问题数只数资料的问题', async () => {
    const approved = await scene.enter(pupil(3));
    const returned = await scene.enter(pupil(5));
    await scene.approve(approved);
    await scene.do('teacher', 'preRegistration.return', { candidacyId: returned, version: 1, reasons: ['改'] });
    const column = async (status: 'waiting' | 'returned' | 'approved') =>
      (await scene.do('teacher', 'preRegistration.list', { classId: null, status })).map((line) => [
        line.candidacyId,
        line.findingCount,
        line.returnReason,
      ]);
    expect(await column('waiting')).toEqual([[own, 1, null]]);
    expect(await column('returned')).toEqual([[returned, 0, '改']]);
    expect(await column('approved')).toEqual([[approved, 0, null]]);
    const [byClerk] = (await scene.do('clerk', 'preRegistration.list', { classId: null, status: 'waiting' })).filter(
      (line) => line.candidacyId === own,
    );
    expect(byClerk?.findingCount).toBe(1);
  });
});

describe('preRegistration.sheet：一名学生', () => {
  it('各项用文字，缺项写未填，号码遮住，经过在内', async () => {
    const sheet = await scene.do('teacher', 'preRegistration.sheet', { candidacyId: own });
    const byField = Object.fromEntries(sheet.fields.map((line) => [line.field, line.value]));
    expect(byField).toMatchObject({ sex: '男', ethnicity: '汉族', mobile: '未填', householdPlace: '赤峰市敖汉旗' });
    expect(sheet.resume).toEqual(pupil(1).resume);
    expect(sheet.family[0]?.fullName).toBe('赵大明');
    expect(JSON.stringify(sheet)).not.toContain(pupil(1).documentNumber);
    expect(sheet.history).toEqual([{ at: '2026-11-23T02:00:00.000Z', who: '包·呼格吉勒', what: '当面补录' }]);
    expect(sheet.acts).toMatchObject([
      { act: 'preRegistration.approve', open: true },
      { act: 'preRegistration.return', open: true },
    ]);
  });

  it('能办的事随角色和状态', async () => {
    await scene.approve(own);
    const teacher = await scene.do('teacher', 'preRegistration.sheet', { candidacyId: own });
    const approve = teacher.acts.find((act) => act.act === 'preRegistration.approve');
    expect(approve).toMatchObject({ open: false });
    expect(approve?.why[0]?.sentence).toContain('待采集');
    const clerk = await scene.do('clerk', 'preRegistration.sheet', { candidacyId: own });
    expect(clerk.acts.map(({ act, open }) => [act, open])).toEqual([['preRegistration.enter', false]]);
    expect((await scene.do('school', 'preRegistration.sheet', { candidacyId: own })).acts).toEqual([]);
  });

  it('别班的打不开，答复和不存在一样', async () => {
    const foreign = await scene.ask('otherTeacher', 'preRegistration.sheet', { candidacyId: own });
    const missing = await scene.ask('otherTeacher', 'preRegistration.sheet', {
      candidacyId: '0198f000-0000-7000-8000-00000000dead',
    });
    expect(fault(foreign).kind).toBe('forbidden');
    expect(fault(foreign)).toEqual(fault(missing));
  });
});
