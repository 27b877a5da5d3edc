import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { candidacyMessage } from '../../../shared/wire/candidacy-message.ts';
import { completion, fault, idNumber, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';
import { makeJpeg } from '../../fixtures/jpeg.ts';

let scene: Scene;
let id: string;
beforeEach(async () => {
  scene = await makeScene();
  id = (await scene.completed(pupil(1))).id;
});
afterEach(() => scene.desk.close());

const items = (...ids: string[]) => ids.map((candidacyId) => ({ candidacyId, version: scene.version(candidacyId) }));
const review = (candidacyId: string) => scene.do('reviewer', 'review.approve', { items: items(candidacyId) });
type OutboxRow = { body: string; body_sha256: string; photo_sha256: string; revision: number; desk_seq: number };
const outbox = () => scene.desk.db().statement('SELECT * FROM outbox ORDER BY desk_seq').all() as OutboxRow[];

describe('release.perform：放行', () => {
  it('状态、事件、待送出的消息在一次提交里；消息合格式，照片哈希对得上', async () => {
    await review(id);
    scene.desk.clock.advance(60_000);
    const result = await scene.do('otherReviewer', 'release.perform', { items: items(id) });
    expect(result).toEqual({ done: [id], failed: [] });
    expect(scene.column(id, 'status')).toBe('released');
    expect(scene.events(id).at(-1)).toBe('candidacy.released');
    const [row] = outbox();
    if (!row) throw new Error('no message');
    expect(row.body_sha256).toBe(createHash('sha256').update(row.body).digest('hex'));
    const message = candidacyMessage.parse(JSON.parse(row.body));
    expect(message).toMatchObject({
      candidacyId: id,
      revision: 1,
      replaces: null,
      candidacyNo: pupil(1).enrolmentNo,
      source: 'assisted',
      documentState: 'shown',
      teacherApproval: { by: { displayName: '乌云' }, foreign: false },
      captured: { by: { displayName: '王敏' }, device: '测试摄像头' },
      reviewed: { by: { displayName: '李牧' }, at: '2026-11-23T02:00:00.000Z' },
      released: { by: { displayName: '额尔敦其其格' }, at: '2026-11-23T02:01:00.000Z' },
      photo: { sha256: row.photo_sha256, profileEdition: 'photo-480x640' },
    });
    expect(message.data).toEqual(pupil(1));
    const blob = scene.desk
      .db()
      .statement('SELECT bytes FROM photo_blob WHERE sha256 = ?')
      .pluck()
      .get(row.photo_sha256);
    expect(
      createHash('sha256')
        .update(blob as Buffer)
        .digest('hex'),
    ).toBe(row.photo_sha256);
    expect((blob as Buffer).length).toBe(message.photo.byteLength);
  });

  it('证件与名册不同的两个值、证件照片的哈希一起送', async () => {
    const other = await scene.enter(pupil(11));
    await scene.approve(other);
    await scene.readCard(other, { documentNumber: idNumber(11), fullName: '钱春山' });
    await scene.do('clerk', 'desk.settleDifference', {
      candidacyId: other,
      field: 'fullName',
      value: 'document',
      pupilConfirmed: true,
      documentPicture: makeJpeg(9, 640, 480),
    });
    await scene.do('clerk', 'desk.complete', completion(scene, other, await scene.shoot(other, 3)));
    await review(other);
    await scene.decideCases();
    await scene.do('otherReviewer', 'release.perform', { items: items(other) });
    const message = candidacyMessage.parse(JSON.parse(outbox()[0]?.body ?? ''));
    expect(message.differences).toMatchObject([
      { field: 'fullName', rosterValue: pupil(11).fullName, documentValue: '钱春山', settled: 'document' },
    ]);
    expect(message.differences[0]?.documentPictureSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(message.data.fullName).toBe('钱春山');
  });

  it('自治区退回后的第 2 版，写明它代替第 1 版', async () => {
    await review(id);
    await scene.do('otherReviewer', 'release.perform', { items: items(id) });
    scene.desk.db().statement(`UPDATE candidacy SET status = 'refusedByRegion' WHERE id = ?`).run(id);
    await scene.do('reviewer', 'review.return', { candidacyId: id, version: scene.version(id), reason: '背景不均匀' });
    await scene.readCard(id);
    await scene.do('clerk', 'desk.complete', completion(scene, id, await scene.shoot(id, 8)));
    await review(id);
    await scene.do('otherReviewer', 'release.perform', { items: items(id) });
    const second = candidacyMessage.parse(JSON.parse(outbox()[1]?.body ?? ''));
    expect(second).toMatchObject({ revision: 2, replaces: 1 });
  });

  it('没有放出去过的版次，不算被代替', async () => {
    await scene.do('reviewer', 'review.return', { candidacyId: id, version: scene.version(id), reason: '背景不均匀' });
    await scene.readCard(id);
    await scene.do('clerk', 'desk.complete', completion(scene, id, await scene.shoot(id, 8)));
    await review(id);
    await scene.do('otherReviewer', 'release.perform', { items: items(id) });
    expect(candidacyMessage.parse(JSON.parse(outbox()[0]?.body ?? ''))).toMatchObject({ revision: 2, replaces: null });
  });

  it('没审核的不放行：不留事件，不留消息', async () => {
    const result = await scene.do('otherReviewer', 'release.perform', { items: items(id) });
    expect(result.failed).toHaveLength(1);
    expect(outbox()).toEqual([]);
    expect(scene.events(id)).not.toContain('candidacy.released');
  });
});

describe('release.perform：谁可以办', () => {
  it('管理员也能放行；登记员、学校、班主任不能', async () => {
    await review(id);
    for (const who of ['clerk', 'school', 'teacher', 'auditor'] as const)
      expect(fault(await scene.ask(who, 'release.perform', { items: items(id) })).kind).toBe('forbidden');
    expect(outbox()).toEqual([]);
    expect((await scene.do('administrator', 'release.perform', { items: items(id) })).done).toEqual([id]);
  });

  it('采集的人、录入的人自己放行：拦住，其余照常', async () => {
    await review(id);
    const other = (await scene.completed(pupil(3))).id;
    await review(other);
    const me = scene.desk.db().statement(`SELECT id FROM user_account WHERE login_name = 'reviewer2'`).pluck().get();
    scene.desk.db().statement('UPDATE candidacy SET entered_by = ? WHERE id = ?').run(me, id);
    await scene.decideCases();
    const result = await scene.do('otherReviewer', 'release.perform', { items: items(id, other) });
    expect(result.done).toEqual([other]);
    expect(result.failed[0]?.sentence).toContain('这条是你录入的，不能自己放行');
    expect(outbox()).toHaveLength(1);
  });
});

describe('release.perform：按两次、别人更快', () => {
  it('再按一次算办好了，只有一份消息；别人按得慢得到说明', async () => {
    await review(id);
    const before = items(id);
    await scene.do('otherReviewer', 'release.perform', { items: before });
    expect((await scene.do('otherReviewer', 'release.perform', { items: before })).done).toEqual([id]);
    expect(outbox()).toHaveLength(1);
    const slow = await scene.do('administrator', 'release.perform', { items: before });
    expect(slow.failed[0]?.sentence).toContain('额尔敦其其格 10:00 放行');
  });
});
