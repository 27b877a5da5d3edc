import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationScene, makeApplicationScene } from '../../fixtures/application-scene.ts';
import { pupil } from '../../fixtures/desk-scene.ts';

describe('认证错了：自治区收回（四（二））', () => {
  let scene: ApplicationScene;
  beforeAll(async () => {
    scene = await makeApplicationScene('2026-11-23T02:00:00.000Z');
  });
  afterAll(() => scene.desk.close());

  const request = {
    kind: 'recognitionOfResults',
    certificate: { province: '37', issuer: '山东省教育招生考试院', certificateNo: 'SD-9' },
    lines: [{ name: '语文', examType: 'qualifying', asCertified: '合格', outcome: 'pass', subject: null }],
  } as const;
  const apply = async (id: string) => {
    const lines = [...request.lines];
    const { applicationId } = await scene.start('clerk', id, { ...request, lines });
    for (const kind of ['foreignResults', 'acceptanceProof', 'identityProof'] as const)
      await scene.attach('clerk', applicationId, kind);
    await scene.submit('clerk', applicationId);
    return applicationId;
  };
  const certified = async (sequence: number) => {
    const id = await scene.enter(pupil(sequence));
    const applicationId = await apply(id);
    await certify(applicationId);
    return { id, applicationId };
  };
  const certify = async (applicationId: string) => {
    await scene.agree('reviewer', applicationId);
    scene.decide({ applicationId, step: 'leagueApprove', decidedBy: '赤峰市' });
    expect(scene.decide({ applicationId, step: 'regionDecide' }).state).toBe('applied');
  };
  const takeBack = (applicationId: string, decisionId = crypto.randomUUID()) =>
    scene.decide({
      applicationId,
      decisionId,
      step: 'supplementaryRegister',
      outcome: 'rejected',
      reason: '成绩证明是另一人的',
    });
  const rows = (id: string) =>
    scene.desk.db().statement('SELECT count(*) FROM recognised_result WHERE candidacy_id = ?').pluck().get(id);
  const counts = async (id: string) => JSON.stringify(await scene.do('clerk', 'desk.open', { candidacyId: id }));

  it('还没有补注册：这一件不予同意，写下原因；认证过的都留着、不再算数；可以照对的重新申请', async () => {
    const { id, applicationId } = await certified(1);
    const decisionId = crypto.randomUUID();
    expect(takeBack(applicationId, decisionId)).toEqual({ state: 'applied', reason: null });
    expect(takeBack(applicationId, decisionId)).toEqual({ state: 'applied', reason: null });
    expect(takeBack(applicationId)).toMatchObject({ state: 'refused' });
    expect(scene.stateOf(applicationId).state).toBe('rejected');
    expect(scene.events(id).filter((kind) => kind === 'recognition.withdrawn')).toHaveLength(1);
    const { timeline } = await scene.sheet('reviewer', applicationId);
    expect(JSON.stringify(timeline)).toContain('成绩证明是另一人的');
    expect(rows(id)).toBe(1);
    expect(() => scene.desk.db().statement('DELETE FROM recognition_withdrawal').run()).toThrow('never changed');
    // nothing is taken over any more: the pupil registers like anybody else
    expect(await scene.approve(id)).toMatchObject({ failed: [] });

    const other = await scene.enter(pupil(3));
    const wrong = await apply(other);
    await certify(wrong);
    takeBack(wrong);
    const right = await apply(other);
    await certify(right);
    expect(await scene.agree('school', right)).toEqual({ done: [right], failed: [] });
    expect(rows(other)).toBe(2);
  });

  it('补注册以后才发现：成绩不再算数，记录不动，列出一件给人核对', async () => {
    const { id, applicationId } = await certified(5);
    await scene.agree('school', applicationId);
    const status = scene.column(id, 'status');
    expect(takeBack(applicationId).state).toBe('applied');
    expect([scene.column(id, 'status'), scene.stateOf(applicationId).state]).toEqual([status, 'carriedOut']);
    const cases = await scene.do('reviewer', 'case.list', { state: 'open' });
    expect(JSON.stringify(cases)).toContain('收回了');
    expect(await counts(id)).not.toContain('补注册');
  });

  it('退回学生的记录不给补注册，说先改正；改正后照办', async () => {
    const { id, applicationId } = await certified(9);
    const back = { candidacyId: id, version: scene.version(id), reasons: ['地址写错了'] };
    await scene.do('teacher', 'preRegistration.return', back);
    expect(scene.column(id, 'status')).toBe('returned');
    const { acts } = (await scene.sheet('school', applicationId)).line;
    expect(acts.find(({ act }) => act === 'application.agree')).toMatchObject({
      open: false,
      why: [expect.objectContaining({ sentence: expect.stringContaining('还没有改正') })],
    });
    const { failed } = await scene.agree('school', applicationId);
    expect(failed[0]?.sentence).toContain('重新提交，再来补注册');
  });

  it('这一件没有的步骤：不放着等，说由谁办', async () => {
    const { applicationId } = await certified(11);
    const decided = scene.decide({ applicationId, step: 'countyIssue' });
    expect(decided).toMatchObject({ state: 'refused', reason: expect.stringContaining('没有“旗县出具”这一步') });
  });

  it('没有认证的先放着；补注册不能由自治区代办；没有写原因的不用', async () => {
    const id = await scene.enter(pupil(7));
    const applicationId = await apply(id);
    expect(takeBack(applicationId)).toMatchObject({ state: 'parked' });
    await certify(applicationId);
    const bare = { applicationId, step: 'supplementaryRegister' } as const;
    expect(scene.decide(bare)).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('补注册由转入学校办'),
    });
    expect(scene.decide({ ...bare, outcome: 'rejected' })).toMatchObject({ state: 'refused' });
    expect(scene.stateOf(applicationId).state).toBe('atStep');
  });
});
