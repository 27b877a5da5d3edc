import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completion, fault, makeScene, pupil, refusedBy, type Scene } from '../../fixtures/desk-scene.ts';

let scene: Scene;
let id: string;
let captureId: string;
beforeEach(async () => {
  scene = await makeScene();
  ({ id, captureId } = await scene.completed(pupil(1)));
});
afterEach(() => scene.desk.close());

const order = (reason = '衣服与背景颜色太近') => ({
  candidacyId: id,
  version: scene.version(id),
  orderedBy: 'region' as const,
  reason,
});
/** Reviewed and released by people; what comes after that is the region's, and set by hand. */
const bringTo = async (status: string): Promise<void> => {
  const items = () => [{ candidacyId: id, version: scene.version(id) }];
  if (status === 'completed') return;
  await scene.do('reviewer', 'review.approve', { items: items() });
  if (status === 'reviewed') return;
  await scene.do('otherReviewer', 'release.perform', { items: items() });
  if (status !== 'released') scene.desk.db().statement('UPDATE candidacy SET status = ? WHERE id = ?').run(status, id);
};
const states = () => scene.desk.db().statement('SELECT state, revision FROM capture ORDER BY rowid').all();

describe('photo.orderRetake：安排重拍', () => {
  it.each(['completed', 'reviewed', 'released', 'received', 'refusedByRegion'])('%s 的回到待采集', async (status) => {
    await bringTo(status);
    await scene.do('reviewer', 'photo.orderRetake', order());
    expect(scene.column(id, 'status')).toBe('awaitingCapture');
    expect(scene.column(id, 'reviewed_by')).toBeNull();
    const sheet = await scene.do('clerk', 'desk.open', { candidacyId: id });
    expect(sheet.returnReason).toBe('按自治区要求重拍：衣服与背景颜色太近');
  });

  it('旧照片留着、不再算数；不能拿它再完成；新的一张是第 2 版，旧的仍看得到', async () => {
    await scene.do('administrator', 'photo.orderRetake', { ...order(), orderedBy: 'reviewer' });
    expect(states()).toEqual([{ state: 'superseded', revision: 1 }]);
    await scene.readCard(id);
    expect(refusedBy(await scene.ask('clerk', 'desk.complete', completion(scene, id, captureId))) as unknown).toEqual(
      [],
    );
    const sheet = await scene.do('clerk', 'desk.open', { candidacyId: id });
    expect(sheet.returnReason).toBe('审核员要求重拍：衣服与背景颜色太近');
    expect(sheet.acts.find((act) => act.act === 'desk.complete')?.why.map((one) => one.ruleId)).toContain(
      'desk.photo-taken',
    );
    const next = await scene.shoot(id, 9);
    await scene.do('clerk', 'desk.complete', completion(scene, id, next));
    expect(states()).toEqual([
      { state: 'superseded', revision: 1 },
      { state: 'used', revision: 2 },
    ]);
    const reference = await scene.do('clerk', 'photo.reference', { candidacyId: id });
    expect(reference?.what).toBe('上一次登记的照片');
  });

  it('登记、审核、放行照旧要两个人：新的一版放行后写明替换第 1 版', async () => {
    const items = () => [{ candidacyId: id, version: scene.version(id) }];
    await scene.do('reviewer', 'review.approve', { items: items() });
    await scene.do('otherReviewer', 'release.perform', { items: items() });
    await scene.do('reviewer', 'photo.orderRetake', order());
    await scene.readCard(id);
    await scene.do('clerk', 'desk.complete', completion(scene, id, await scene.shoot(id, 9)));
    await scene.do('reviewer', 'review.approve', { items: items() });
    await scene.do('otherReviewer', 'release.perform', { items: items() });
    const sent = scene.desk.db().statement('SELECT body FROM outbox ORDER BY desk_seq').pluck().all() as string[];
    expect(sent.map((body) => JSON.parse(body)).map(({ revision, replaces }) => [revision, replaces])).toEqual([
      [1, null],
      [2, 1],
    ]);
  });

  it.each(['inEffect', 'suspended', 'closed'])('%s：生效以后不再重拍，说明原因', async (status) => {
    await bringTo(status);
    const reply = await scene.ask('reviewer', 'photo.orderRetake', order());
    expect(refusedBy(reply)).toEqual(['photo.not-in-effect']);
    expect(JSON.stringify(fault(reply))).toContain('注册已生效，照片不再重拍');
    expect(states()).toEqual([{ state: 'used', revision: 1 }]);
  });

  it.each(['preRegistered', 'awaitingCapture', 'joined', 'void'])('%s：没有定下来的照片，不用安排', async (status) => {
    await bringTo(status);
    expect(refusedBy(await scene.ask('reviewer', 'photo.orderRetake', order()))).toEqual(['house.state']);
  });

  it('放行之后安排重拍：记录里有事件，历史里有原因', async () => {
    await bringTo('released');
    await scene.do('reviewer', 'photo.orderRetake', order());
    expect(scene.events(id).at(-1)).toBe('capture.retakeOrdered');
    const history = (await scene.do('reviewer', 'review.sheet', { candidacyId: id })).history;
    expect(history.at(-1)?.what).toBe('安排重拍：按自治区要求重拍：衣服与背景颜色太近');
  });
});

describe('photo.orderRetake：谁可以办、按两次', () => {
  it.each(['clerk', 'teacher', 'school', 'auditor'] as const)('%s 不能安排', async (who) => {
    expect(fault(await scene.ask(who, 'photo.orderRetake', order())).kind).toBe('forbidden');
  });

  it('按两次只有一个事件；版本旧了不办；原因太短不收', async () => {
    const input = order();
    await scene.do('reviewer', 'photo.orderRetake', input);
    await scene.do('reviewer', 'photo.orderRetake', input);
    expect(scene.events(id).filter((kind) => kind === 'capture.retakeOrdered')).toHaveLength(1);
    const stale = await scene.ask('otherReviewer', 'photo.orderRetake', { ...input, reason: '另一个原因' });
    expect(fault(stale).kind).toBe('stale');
    for (const reason of ['重', '   ', ' 重 '])
      expect(fault(await scene.ask('reviewer', 'photo.orderRetake', { ...order(), reason })).kind).toBe('invalid');
  });
});
