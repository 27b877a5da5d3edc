import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ApplicationScene,
  insideWindow,
  makeApplicationScene,
  privateCandidate,
} from '../../fixtures/application-scene.ts';
import { fault } from '../../fixtures/desk-scene.ts';

const rename = { kind: 'correction', changes: { fullName: '斯琴高洼' } } as const;

describe('更正窗口（二（三））：窗口外收下等着，不会丢', () => {
  let scene: ApplicationScene;
  beforeAll(async () => {
    scene = await makeApplicationScene('2026-12-01T02:00:00.000Z');
  });
  afterAll(() => scene.desk.close());

  it('窗口开放前一秒等着，到点自己进入办理，不记在谁名下', async () => {
    const id = await scene.inEffect(1);
    const { applicationId } = await scene.start('clerk', id, rename);
    await scene.attach('clerk', applicationId, 'changeProof');
    const submitted = await scene.submit('clerk', applicationId);
    expect(submitted).toMatchObject({
      state: 'waitingForWindow',
      place: '等窗口开放',
      waitsUntil: '2027-02-25T01:00:00.000Z',
    });
    const { lines } = await scene.do('school', 'application.list', { duty: 'others', kind: null });
    expect(lines[0]?.due).toContain('2 月 25 日 09:00');
    expect(await scene.agree('school', applicationId)).toMatchObject({ done: [] });
    scene.desk.clock.set('2027-02-25T00:59:59.999Z');
    scene.desk.desk.tick();
    expect(scene.stateOf(applicationId).state).toBe('waitingForWindow');
    scene.desk.clock.set('2027-02-25T01:00:00.000Z');
    scene.desk.desk.tick();
    expect(scene.stateOf(applicationId)).toEqual({ state: 'atStep', step: 1 });
    expect(scene.events(applicationId).at(-1)).toBe('application.windowOpened');
    const actor = scene.desk
      .db()
      .statement("SELECT actor_id FROM event WHERE kind = 'application.windowOpened'")
      .pluck()
      .all();
    expect(actor).toEqual([null]);
    const events = scene.count('event');
    scene.desk.desk.tick();
    expect(scene.count('event')).toBe(events);
    expect(scene.desk.events.some((one) => one.kind === 'changed' && one.nouns.includes('application'))).toBe(true);
  });

  it('窗口关了，没办完的留着，不办；下次开放再办', async () => {
    scene.desk.clock.set(insideWindow);
    const id = await scene.inEffect(3);
    const { applicationId } = await scene.start('clerk', id, rename);
    await scene.attach('clerk', applicationId, 'changeProof');
    await scene.submit('clerk', applicationId);
    scene.desk.clock.set('2027-04-01T08:59:59.000Z');
    expect(await scene.agree('school', applicationId)).toMatchObject({ failed: [] });
    scene.desk.clock.set('2027-04-01T09:00:00.000Z');
    const { failed } = await scene.agree('reviewer', applicationId);
    expect(failed[0]?.sentence).toContain('更正窗口 4 月 1 日 17:00 已关闭');
    expect(failed[0]?.sentence).toContain('《考籍管理办法》二（三）');
    expect(scene.stateOf(applicationId)).toEqual({ state: 'atStep', step: 2 });
    expect(scene.column(id, 'full_name')).not.toBe('斯琴高洼');
    scene.desk.clock.set(insideWindow);
  });

  it('缺材料的不因为窗口没开就收下', async () => {
    scene.desk.clock.set('2027-05-01T02:00:00.000Z');
    const id = await scene.inEffect(5);
    const { applicationId } = await scene.start('clerk', id, rename);
    const input = { applicationId, version: scene.versionOf(applicationId), applicantPresent: true };
    const reply = await scene.ask('clerk', 'application.submit', input);
    expect(JSON.stringify(fault(reply))).toContain('缺变更证明');
    expect(scene.stateOf(applicationId).state).toBe('draft');
  });
});

describe('社会考生的申请（一（一）3）：注册窗口外收下等着，不会丢', () => {
  it('窗口开放前等着，说出哪一刻开；到点自己进入办理，不用重交', async () => {
    const scene = await makeApplicationScene('2026-11-16T00:00:00.000Z');
    // a private candidate belongs to no cohort: only a window for everybody is his or hers
    scene.desk.db().statement(`UPDATE exam_window SET cohort_year = NULL WHERE kind = 'registration'`).run();
    const { applicationId } = await scene.start('clerk', null, privateCandidate(31));
    await scene.attach('clerk', applicationId, 'householdProof');
    expect(await scene.submit('clerk', applicationId)).toMatchObject({
      state: 'waitingForWindow',
      waitsUntil: '2026-11-16T01:00:00.000Z',
    });
    const { lines } = await scene.do('reviewer', 'application.list', { duty: 'others', kind: null });
    expect(lines[0]?.due).toContain('11 月 16 日 09:00');
    scene.desk.clock.set('2026-11-16T00:59:59.999Z');
    scene.desk.desk.tick();
    expect(scene.stateOf(applicationId).state).toBe('waitingForWindow');
    scene.desk.clock.set('2026-11-16T01:00:00.000Z');
    scene.desk.desk.tick();
    expect(scene.stateOf(applicationId)).toEqual({ state: 'atStep', step: 1 });
    scene.desk.close();
  });
});
