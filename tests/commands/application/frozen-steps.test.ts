import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationScene, makeApplicationScene } from '../../fixtures/application-scene.ts';

const rename = { kind: 'correction', changes: { fullName: '斯琴高洼' } } as const;

describe('步骤和版本在开始时定下', () => {
  let scene: ApplicationScene;
  beforeAll(async () => {
    scene = await makeApplicationScene();
  });
  afterAll(() => scene.desk.close());

  it('新版本加了自治区一步：在办的照旧，新开的多一步，由自治区的决定办结', async () => {
    const old = await scene.inEffect(1);
    const running = (await scene.start('clerk', old, rename)).applicationId;
    const chain = ['apply', 'schoolAgree', 'countyCarryOut', 'regionDecide'].map((step) => ({
      step,
      clauses: ['2.3a'],
    }));
    scene.desk
      .db()
      .statement(
        `INSERT INTO edition (id, kind, label, in_force_from, content, signature, arrived_at)
         VALUES ('regulation-2027', 'regulation', '2027 版', '2027-02-01', ?, 'x', '2027-02-01T00:00:00Z')`,
      )
      .run(JSON.stringify({ parameters: {}, chains: { correction: chain } }));
    const id = await scene.inEffect(3);
    const { applicationId } = await scene.start('clerk', id, rename);
    for (const one of [running, applicationId]) {
      await scene.attach('clerk', one, 'changeProof');
      await scene.submit('clerk', one);
      await scene.agree('school', one);
      expect((await scene.agree('reviewer', one)).failed).toEqual([]);
    }
    expect(scene.stateOf(running).state).toBe('carriedOut');
    expect(scene.stateOf(applicationId)).toEqual({ state: 'atStep', step: 3 });
    expect(scene.column(id, 'full_name')).not.toBe('斯琴高洼');
    expect(await scene.sheet('reviewer', applicationId)).toMatchObject({
      line: { place: '在自治区' },
      editionLabel: '2027 版',
      steps: [{ state: 'done' }, { state: 'done' }, { state: 'done' }, { state: 'now', elsewhere: true }],
    });
    expect(scene.decide({ applicationId, step: 'regionDecide' }).state).toBe('applied');
    expect(scene.column(id, 'full_name')).toBe('斯琴高洼');
    const sheet = await scene.sheet('reviewer', applicationId);
    expect(sheet.timeline.at(-1)).toMatchObject({ who: '自治区教育考试院', what: '自治区决定', elsewhere: true });
    expect(scene.events(applicationId).at(-1)).toBe('application.agreed');
  });

  it('同一考生同一种业务只有一件在办；再开一件说在哪里', async () => {
    const id = await scene.inEffect(5);
    const first = await scene.ask('clerk', 'application.start', { candidacyId: id, request: rename });
    const events = scene.count('event');
    expect(await scene.ask('clerk', 'application.start', { candidacyId: id, request: rename })).toEqual(first);
    expect(scene.count('event')).toBe(events);
    const other = { kind: 'correction', changes: { ethnicity: '02' } } as const;
    expect(await scene.ask('clerk', 'application.start', { candidacyId: id, request: other })).toMatchObject({
      ok: false,
      fault: { kind: 'stale', message: expect.stringContaining('已有一件信息变更（草稿）。打开那一件接着办') },
    });
  });

  it('办信息变更动不到冻结的项目', async () => {
    const id = await scene.inEffect(7);
    const frozen = () =>
      ['resume_entry', 'family_member'].map((table) =>
        scene.desk.db().statement(`SELECT * FROM ${table} WHERE candidacy_id = ? ORDER BY position`).all(id),
      );
    const [before, mobile] = [frozen(), scene.column(id, 'mobile')];
    const { applicationId } = await scene.start('clerk', id, { kind: 'correction', changes: { ethnicity: '02' } });
    await scene.attach('clerk', applicationId, 'changeProof');
    await scene.submit('clerk', applicationId);
    await scene.agree('school', applicationId);
    scene.desk
      .db()
      .statement('UPDATE application SET request = ? WHERE id = ?')
      .run(
        JSON.stringify({
          kind: 'correction',
          changes: { ethnicity: '02', mobile: '13900000000', family: [] },
          from: {},
        }),
        applicationId,
      );
    const { failed } = await scene.agree('reviewer', applicationId).catch(() => ({ failed: [{ sentence: 'broken' }] }));
    expect(failed[0]?.sentence).toContain('手机号、家庭成员不在信息变更之内');
    expect(frozen()).toEqual(before);
    expect(scene.column(id, 'mobile')).toBe(mobile);
  });
});
