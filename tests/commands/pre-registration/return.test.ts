import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fault, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';

let scene: Scene;
let id: string;
beforeEach(async () => {
  scene = await makeScene();
  id = await scene.enter(pupil(1));
});
afterEach(() => scene.desk.close());

const reasons = ['民族：照户口簿填', '没有填邮政编码'];

describe('preRegistration.return：退回学生', () => {
  it('原因照写的给学生看，已有的同意收回，照片不丢', async () => {
    await scene.approve(id);
    await scene.shoot(id);
    await scene.do('teacher', 'preRegistration.return', { candidacyId: id, version: scene.version(id), reasons });
    expect(scene.column(id, 'status')).toBe('returned');
    expect(scene.column(id, 'approved_by_teacher')).toBeNull();
    const [line] = await scene.do('teacher', 'preRegistration.list', { classId: null, status: 'returned' });
    expect(line).toMatchObject({ candidacyId: id, returnReason: '民族：照户口簿填；没有填邮政编码', hasShot: true });
    const sheet = await scene.do('clerk', 'desk.open', { candidacyId: id });
    expect(sheet.returnReason).toContain('照户口簿填');
  });

  it('已登记完成的不能退回学生', async () => {
    const done = await scene.completed(pupil(3));
    const reply = await scene.ask('teacher', 'preRegistration.return', {
      candidacyId: done.id,
      version: scene.version(done.id),
      reasons,
    });
    const given = fault(reply);
    expect(given.kind === 'refused' && given.findings.map((finding) => finding.ruleId)).toEqual(['house.state']);
  });
});

describe('preRegistration.return：谁可以办', () => {
  it.each(['clerk', 'reviewer', 'school', 'otherTeacher', 'teacherElsewhere'] as const)('%s 不能退回', async (who) => {
    const reply = await scene.ask(who, 'preRegistration.return', { candidacyId: id, version: 1, reasons });
    expect(fault(reply).kind).toBe('forbidden');
    expect(scene.column(id, 'status')).toBe('preRegistered');
  });
});

describe('preRegistration.return：按两次、别人更快', () => {
  it('同样的原因再按一次，不多一个事件', async () => {
    const input = { candidacyId: id, version: 1, reasons };
    await scene.do('teacher', 'preRegistration.return', input);
    await scene.do('teacher', 'preRegistration.return', input);
    expect(scene.events(id)).toEqual(['candidacy.entered', 'candidacy.returnedByTeacher']);
  });

  it('版本旧了：不退', async () => {
    await scene.approve(id);
    const reply = await scene.ask('teacher', 'preRegistration.return', { candidacyId: id, version: 1, reasons });
    expect(fault(reply)).toMatchObject({ kind: 'stale', message: expect.stringContaining('乌云 10:00') });
  });
});
