import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completion, fault, makeScene, pupil, refusedBy, type Scene } from '../../fixtures/desk-scene.ts';
import { makeJpeg } from '../../fixtures/jpeg.ts';
import { goodMeasurements, nobodyThere } from '../../fixtures/photo-measures.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await makeScene();
});
afterEach(() => scene.desk.close());

const good = goodMeasurements();
const face = '0123456789abcdef';
/** three bits away from `face` */
const almost = '0123456789abcde8';
const other = 'fedcba9876543210';

/** Approved and read, waiting for the shot. */
async function ready(sequence: number): Promise<string> {
  const id = await scene.enter(pupil(sequence));
  await scene.approve(id);
  await scene.readCard(id);
  return id;
}
const gateOf = async (candidacyId: string) =>
  (await scene.do('clerk', 'desk.open', { candidacyId })).shots.find((shot) => shot.current)?.gate;
const complete = (id: string, captureId: string, warnReason: string | null = null) =>
  scene.ask('clerk', 'desk.complete', { ...completion(scene, id, captureId), warnReason });
const shotInput = (candidacyId: string) => ({
  candidacyId,
  original: makeJpeg(1, 640, 480),
  derived: makeJpeg(1),
  source: 'live' as const,
  device: '测试摄像头',
  crop: {},
  measurements: nobodyThere,
  perceptualHash: null,
});

describe('没有检测程序量过', () => {
  it('什么也没有量才算没有检查；少交一个数，不能把挡住的变成没有检查', async () => {
    const id = await ready(1);
    await scene.shoot(id, 1, { measurements: {} });
    expect(await gateOf(id)).toMatchObject({ verdict: 'notMeasured' });
    const { faceCount: _left, ...rest } = goodMeasurements();
    const captureId = await scene.shoot(id, 2, { measurements: rest });
    expect(await gateOf(id)).toMatchObject({ verdict: 'bad', causes: [{ code: 'NO_FACE' }] });
    expect(refusedBy(await complete(id, captureId))).toEqual(['desk.photo-passes-gate']);
  });
});

describe('检查的结论由主程序自己算', () => {
  it('量到的数存下来，结论和原因照它算，答复和再打开看到的一样', async () => {
    const id = await ready(1);
    const stored = await scene.do('clerk', 'desk.storeShot', shotInput(id));
    expect(stored.gate).toMatchObject({
      verdict: 'bad',
      causes: [{ code: 'NO_FACE' }],
      override: null,
      lookAlikes: [],
    });
    expect(stored.gate.causes[0]?.sentence).toMatch(/\p{Script=Han}{4}/u);
    expect(await gateOf(id)).toEqual(stored.gate);
    const row = scene.desk.db().statement('SELECT verdict, measurements FROM capture').get();
    expect(row).toEqual({ verdict: 'bad', measurements: JSON.stringify(nobodyThere) });
  });

  it('屏幕自己报的结论不收：多带一个 verdict 也没有用', async () => {
    const id = await ready(1);
    const forged = { ...shotInput(id), verdict: 'good', gate: { verdict: 'good' } };
    const stored = await scene.do('clerk', 'desk.storeShot', forged);
    expect(stored.gate.verdict).toBe('bad');
  });

  it.each([
    ['不是数', { faceCount: Number.NaN }],
    ['无穷大', { faceCount: Number.POSITIVE_INFINITY }],
    ['名字太长', { ['x'.repeat(41)]: 1 }],
  ])('量得不像样的不收：%s', async (_, measurements) => {
    const id = await ready(1);
    const reply = await scene.ask('clerk', 'desk.storeShot', { ...shotInput(id), measurements });
    expect(fault(reply).kind).toBe('invalid');
    expect(scene.count('capture')).toBe(0);
  });

  it('指纹不是 16 位十六进制的不收', async () => {
    const id = await ready(1);
    const reply = await scene.ask('clerk', 'desk.storeShot', { ...shotInput(id), perceptualHash: 'g'.repeat(16) });
    expect(fault(reply).kind).toBe('invalid');
  });
});

describe('检查的结论管着完成登记', () => {
  it('没有通过的挡住完成，说出原因；重拍一张好的就能完成，不带标记', async () => {
    const id = await ready(1);
    const bad = await scene.shoot(id, 1, { measurements: nobodyThere });
    const sheet = await scene.do('clerk', 'desk.open', { candidacyId: id });
    const offered = sheet.acts.find((act) => act.act === 'desk.complete');
    expect(offered).toMatchObject({ open: false, why: [{ ruleId: 'desk.photo-passes-gate' }] });
    expect(refusedBy(await complete(id, bad))).toEqual(['desk.photo-passes-gate']);
    const better = await scene.shoot(id, 2, { measurements: good });
    expect((await complete(id, better)).ok).toBe(true);
    expect(String(scene.column(id, 'flags'))).not.toContain('desk.photo');
  });

  it('判的是要完成的那一张，不是最新的那一张', async () => {
    const id = await ready(1);
    const bad = await scene.shoot(id, 1, { measurements: nobodyThere });
    await scene.shoot(id, 2, { measurements: good });
    expect(refusedBy(await complete(id, bad))).toEqual(['desk.photo-passes-gate']);
  });

  it('没有检查过的带标记完成，标记随记录走到放行的报文', async () => {
    const done = await scene.completed(pupil(1));
    expect(JSON.parse(String(scene.column(done.id, 'flags')))).toContain('desk.photo-measured');
    const items = () => [{ candidacyId: done.id, version: scene.version(done.id) }];
    await scene.do('reviewer', 'review.approve', { items: items() });
    await scene.do('otherReviewer', 'release.perform', { items: items() });
    const body = scene.desk.db().statement('SELECT body FROM outbox').pluck().get() as string;
    expect(JSON.parse(body)).toMatchObject({ flags: expect.arrayContaining(['desk.photo-measured']) });
    expect(body).toContain('照片没有经过检查，由审核员细看');
  });

  it('等班主任同意的：同意时照片没有通过，仍留在登记台', async () => {
    const id = await scene.enter(pupil(1));
    await scene.readCard(id);
    const captureId = await scene.shoot(id, 1, { measurements: good, perceptualHash: face });
    expect(await scene.do('clerk', 'desk.complete', completion(scene, id, captureId))).toMatchObject({
      outcome: 'held',
    });
    // in the meantime the same picture turned up under another name, which nobody has explained
    const twin = await ready(2);
    await scene.shoot(twin, 3, { measurements: good, perceptualHash: face });
    await scene.approve(id);
    expect(scene.column(id, 'status')).toBe('awaitingCapture');
    expect(scene.events(id).at(-1)).toBe('candidacy.holdChecked');
  });
});

describe('和别人的照片几乎一样', () => {
  it('两个姓名下同一张：当场说出是谁，要写原因才能完成；两边都看得见', async () => {
    const first = await ready(1);
    await scene.shoot(first, 1, { measurements: good, perceptualHash: face });
    const second = await ready(2);
    const captureId = await scene.shoot(second, 2, { measurements: good, perceptualHash: almost });
    expect((await gateOf(second))?.lookAlikes).toMatchObject([
      { candidacyId: first, fullName: pupil(1).fullName, className: '高一(1)班', distance: 3 },
    ]);
    expect((await gateOf(first))?.lookAlikes).toMatchObject([{ candidacyId: second, distance: 3 }]);
    const unexplained = fault(await complete(second, captureId));
    expect(unexplained).toMatchObject({ kind: 'invalid', problems: [{ field: 'warnReason' }] });
    expect(JSON.stringify(unexplained)).toContain(`照片和${pupil(1).fullName}（高一(1)班）的照片几乎一样`);
    expect((await complete(second, captureId, '双胞胎，已看过两人')).ok).toBe(true);
    expect(JSON.parse(String(scene.column(second, 'flags')))).toContain('desk.photo-nobody-elses');
  });

  it('自己的前一张、差得远的、没有指纹的都不算', async () => {
    const first = await ready(1);
    await scene.shoot(first, 1, { measurements: good, perceptualHash: face });
    await scene.shoot(first, 2, { measurements: good, perceptualHash: face });
    const second = await ready(2);
    await scene.shoot(second, 3, { measurements: good, perceptualHash: other });
    const third = await ready(4);
    await scene.shoot(third, 4, { measurements: good });
    for (const id of [first, second, third]) expect((await gateOf(id))?.lookAlikes).toEqual([]);
  });

  it('别人重拍以后不再像：提醒自己消失', async () => {
    const first = await ready(1);
    await scene.shoot(first, 1, { measurements: good, perceptualHash: face });
    const second = await ready(2);
    await scene.shoot(second, 2, { measurements: good, perceptualHash: face });
    await scene.shoot(first, 3, { measurements: good, perceptualHash: other });
    expect((await gateOf(second))?.lookAlikes).toEqual([]);
  });

  it('两人对调：现在的两张互不相同，也看得出来', async () => {
    const first = await ready(1);
    const second = await ready(2);
    await scene.shoot(first, 1, { measurements: good, perceptualHash: face });
    await scene.shoot(second, 2, { measurements: good, perceptualHash: other });
    await scene.shoot(first, 3, { measurements: good, perceptualHash: other });
    await scene.shoot(second, 4, { measurements: good, perceptualHash: face });
    expect((await gateOf(first))?.lookAlikes).toMatchObject([{ candidacyId: second }]);
    expect((await gateOf(second))?.lookAlikes).toMatchObject([{ candidacyId: first }]);
    // put right: each has the own face again
    await scene.shoot(first, 5, { measurements: good, perceptualHash: face });
    await scene.shoot(second, 6, { measurements: good, perceptualHash: other });
    expect((await gateOf(second))?.lookAlikes).toEqual([]);
  });

  it('存照片没有成的，不留在比对里', async () => {
    const first = await ready(1);
    const broken = { ...shotInput(first), derived: makeJpeg(1).subarray(0, 2000), perceptualHash: face };
    expect((await scene.ask('clerk', 'desk.storeShot', broken)).ok).toBe(false);
    const second = await ready(2);
    await scene.shoot(second, 2, { measurements: good, perceptualHash: face });
    expect((await gateOf(second))?.lookAlikes).toEqual([]);
  });
});

describe('照片定了以后', () => {
  it('审核、放行之后不再收照片，说出怎样重拍', async () => {
    const { id } = await scene.completed(pupil(1));
    const before = scene.count('capture');
    const items = () => [{ candidacyId: id, version: scene.version(id) }];
    const expectKept = async () => {
      const reply = fault(await scene.ask('clerk', 'desk.storeShot', shotInput(id)));
      expect(reply).toMatchObject({ kind: 'stale' });
      expect(JSON.stringify(reply)).toContain('要重拍，由审核员或管理员写明原因安排重拍');
      expect(scene.count('capture')).toBe(before);
    };
    await expectKept();
    await scene.do('reviewer', 'review.approve', { items: items() });
    await expectKept();
    await scene.do('otherReviewer', 'release.perform', { items: items() });
    await expectKept();
    scene.desk.db().statement(`UPDATE candidacy SET status = 'inEffect' WHERE id = ?`).run(id);
    const reply = fault(await scene.ask('clerk', 'desk.storeShot', shotInput(id)));
    expect(JSON.stringify(reply)).toContain('注册已生效，照片不再换');
  });
});
