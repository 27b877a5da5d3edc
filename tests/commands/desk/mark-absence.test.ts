import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fault, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';

let scene: Scene;
let id: string;
beforeEach(async () => {
  scene = await makeScene();
  id = await scene.enter(pupil(1));
  await scene.approve(id);
});
afterEach(() => scene.desk.close());

describe('desk.markAbsence：缺席和迟到', () => {
  it('记缺席、改迟到、撤销；人始终在总数里，记录的版本不变', async () => {
    const version = scene.version(id);
    await scene.do('clerk', 'desk.markAbsence', { candidacyId: id, kind: 'absent' });
    const classId = String(scene.column(id, 'class_id'));
    const absent = await scene.do('clerk', 'desk.queue', { classId });
    expect(absent.class).toMatchObject({ total: 1, waiting: 1, absent: 1, late: 0, done: 0 });
    await scene.do('clerk', 'desk.markAbsence', { candidacyId: id, kind: 'late' });
    const late = await scene.do('clerk', 'desk.queue', { classId });
    expect(late.class).toMatchObject({ total: 1, absent: 0, late: 1 });
    expect(late.pupils[0]?.absence).toBe('late');
    await scene.do('clerk', 'desk.markAbsence', { candidacyId: id, kind: null });
    const back = await scene.do('clerk', 'desk.queue', { classId });
    expect(back.class).toMatchObject({ total: 1, absent: 0, late: 0 });
    expect(scene.version(id)).toBe(version);
    expect(scene.events(id).slice(-3)).toEqual(['attendance.marked', 'attendance.marked', 'attendance.cleared']);
  });
});

describe('desk.markAbsence：谁可以办', () => {
  it.each(['teacher', 'reviewer', 'school'] as const)('%s 不能记', async (who) => {
    const reply = await scene.ask(who, 'desk.markAbsence', { candidacyId: id, kind: 'absent' });
    expect(fault(reply).kind).toBe('forbidden');
  });
});

describe('desk.markAbsence：按两次、已完成', () => {
  it('再按一次同样的记号，不多一个事件', async () => {
    await scene.do('clerk', 'desk.markAbsence', { candidacyId: id, kind: 'absent' });
    const events = scene.events(id).length;
    await scene.do('clerk', 'desk.markAbsence', { candidacyId: id, kind: 'absent' });
    expect(scene.events(id)).toHaveLength(events);
  });

  it('已完成的不能记缺席', async () => {
    const done = await scene.completed(pupil(3));
    const reply = await scene.ask('clerk', 'desk.markAbsence', { candidacyId: done.id, kind: 'absent' });
    expect(fault(reply).kind).toBe('stale');
  });
});
