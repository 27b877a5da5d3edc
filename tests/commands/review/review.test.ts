import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completion, fault, makeScene, pupil, refusedBy, type Scene } from '../../fixtures/desk-scene.ts';

let scene: Scene;
let id: string;
beforeEach(async () => {
  scene = await makeScene();
  id = (await scene.completed(pupil(1))).id;
});
afterEach(() => scene.desk.close());

const items = (...ids: string[]) => ids.map((candidacyId) => ({ candidacyId, version: scene.version(candidacyId) }));
const userId = (loginName: string) =>
  scene.desk.db().statement('SELECT id FROM user_account WHERE login_name = ?').pluck().get(loginName) as string;

describe('review.approve：审核同意', () => {
  it('一行一个结果：好的过，自己采集的不过，其余照常', async () => {
    const own = (await scene.completed(pupil(2))).id;
    const good = (await scene.completed(pupil(4))).id;
    scene.desk.db().statement('UPDATE candidacy SET captured_by = ? WHERE id = ?').run(userId('reviewer1'), own);
    const result = await scene.do('reviewer', 'review.approve', { items: items(id, own, good) });
    expect(result.done).toEqual([id, good]);
    expect(result.failed).toMatchObject([{ candidacyId: own, fullName: pupil(2).fullName }]);
    expect(result.failed[0]?.sentence).toContain('这条是你采集的');
    expect(result.failed[0]?.sentence).toContain('本系统规则');
    expect(scene.column(id, 'status')).toBe('reviewed');
    expect(scene.column(own, 'status')).toBe('completed');
    expect(scene.events(id).at(-1)).toBe('candidacy.reviewed');
    expect(scene.events(own).at(-1)).toBe('candidacy.completed');
  });

  it('绕过规则直接写库，触发器也拦住四眼', () => {
    const clerk = userId('clerk1');
    const write = (column: string) =>
      scene.desk.db().statement(`UPDATE candidacy SET ${column} = ? WHERE id = ?`).run(clerk, id);
    expect(() => write('reviewed_by')).toThrow('four eyes: review');
    expect(() => write('released_by')).toThrow('four eyes: release');
  });
});

describe('review.approve：谁可以办', () => {
  it.each(['clerk', 'teacher', 'school', 'administrator', 'auditor'] as const)('%s 不能审核', async (who) => {
    expect(fault(await scene.ask(who, 'review.approve', { items: items(id) })).kind).toBe('forbidden');
    expect(scene.column(id, 'status')).toBe('completed');
  });

  it('还没完成登记的不能审核', async () => {
    const early = await scene.enter(pupil(2));
    const result = await scene.do('reviewer', 'review.approve', { items: items(early) });
    expect(result.done).toEqual([]);
    expect(scene.column(early, 'status')).toBe('preRegistered');
  });
});

describe('review.approve：按两次、别人更快', () => {
  it('再按一次算办好了；另一位审核员按得慢，告诉谁快', async () => {
    const before = items(id);
    await scene.do('reviewer', 'review.approve', { items: before });
    expect(await scene.do('reviewer', 'review.approve', { items: before })).toEqual({ done: [id], failed: [] });
    expect(scene.events(id).filter((kind) => kind === 'candidacy.reviewed')).toHaveLength(1);
    const slow = await scene.do('otherReviewer', 'review.approve', { items: before });
    expect(slow.failed[0]?.sentence).toBe('李牧 10:00 审核同意。看过新内容再决定。');
  });
});

describe('review.return：退回登记台', () => {
  it('带原因回到待采集，照片和班主任的同意还在；再完成是第 2 版', async () => {
    await scene.do('reviewer', 'review.approve', { items: items(id) });
    await scene.do('reviewer', 'review.return', { candidacyId: id, version: scene.version(id), reason: '背景不均匀' });
    expect(scene.column(id, 'status')).toBe('awaitingCapture');
    expect(scene.column(id, 'reviewed_by')).toBeNull();
    expect(scene.column(id, 'approved_by_teacher')).not.toBeNull();
    const sheet = await scene.do('clerk', 'desk.open', { candidacyId: id });
    expect(sheet).toMatchObject({ returnReason: '背景不均匀', revision: 1 });
    expect(sheet.shots).toHaveLength(1);
    await scene.readCard(id);
    const captureId = await scene.shoot(id, 7);
    await scene.do('clerk', 'desk.complete', completion(scene, id, captureId));
    expect(scene.column(id, 'revision')).toBe(2);
    expect(scene.column(id, 'return_reason')).toBeNull();
    const states = scene.desk.db().statement('SELECT state, revision FROM capture ORDER BY rowid').all();
    expect(states).toEqual([
      { state: 'superseded', revision: 1 },
      { state: 'used', revision: 2 },
    ]);
  });

  it('已放行的不能再退回；按两次只有一个事件；版本旧了不退', async () => {
    const input = { candidacyId: id, version: scene.version(id), reason: '姓名要再核对' };
    await scene.do('reviewer', 'review.return', input);
    await scene.do('reviewer', 'review.return', input);
    expect(scene.events(id).filter((kind) => kind === 'candidacy.returnedToDesk')).toHaveLength(1);
    const stale = await scene.ask('otherReviewer', 'review.return', { ...input, reason: '照片要重拍' });
    expect(fault(stale).kind).toBe('stale');
    const other = (await scene.completed(pupil(3))).id;
    await scene.do('reviewer', 'review.approve', { items: items(other) });
    await scene.decideCases();
    await scene.do('otherReviewer', 'release.perform', { items: items(other) });
    const late = await scene.ask('reviewer', 'review.return', {
      candidacyId: other,
      version: scene.version(other),
      reason: '照片要重拍',
    });
    expect(refusedBy(late)).toEqual(['house.state']);
  });

  it.each(['clerk', 'teacher', 'administrator'] as const)('%s 不能退回登记台', async (who) => {
    const reply = await scene.ask(who, 'review.return', {
      candidacyId: id,
      version: scene.version(id),
      reason: '试试',
    });
    expect(fault(reply).kind).toBe('forbidden');
  });
});
