import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationScene, makeApplicationScene } from '../../fixtures/application-scene.ts';

const rename = { kind: 'correction', changes: { fullName: '斯琴高洼' } } as const;
const rule = 'four-eyes.someone-is-left';

describe('学校只有一个账号', () => {
  let scene: ApplicationScene;
  beforeAll(async () => {
    scene = await makeApplicationScene();
  });
  afterAll(() => scene.desk.close());

  it('唯一的学校账号自己准备：当时就说没有人能同意，业务照样留着', async () => {
    const id = await scene.inEffect(1);
    const begun = await scene.do('school', 'application.start', { candidacyId: id, request: rename });
    const { findings, applicationId } = begun;
    expect(findings.map((finding) => finding.ruleId)).toContain(rule);
    const sheet = await scene.do('school', 'application.sheet', { applicationId });
    expect(sheet.findings.find((finding) => finding.ruleId === rule)?.sentence).toContain('本校没有另一个账号');
    await scene.attach('school', applicationId, 'changeProof');
    expect(await scene.submit('school', applicationId)).toMatchObject({ state: 'atStep', place: '等学校同意' });
    const { failed } = await scene.agree('school', applicationId);
    expect(failed[0]?.sentence).toContain('由管理员再开一个账号');
  });

  it('班主任准备：还有学校的账号能同意，不说什么', async () => {
    const id = await scene.inEffect(3);
    const { findings } = await scene.do('teacher', 'application.start', { candidacyId: id, request: rename });
    expect(findings.map((finding) => finding.ruleId)).not.toContain(rule);
  });
});
