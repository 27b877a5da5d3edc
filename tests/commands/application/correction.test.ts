import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationScene, makeApplicationScene } from '../../fixtures/application-scene.ts';
import { fault, idNumber, refusedBy } from '../../fixtures/desk-scene.ts';

describe('信息变更：改姓名、证件号、民族（二（三））', () => {
  let scene: ApplicationScene;
  beforeAll(async () => {
    scene = await makeApplicationScene();
  });
  afterAll(() => scene.desk.close());

  const rename = { kind: 'correction', changes: { fullName: '斯琴高洼' } } as const;

  it('本人申请，学校同意，旗县办理：新值、旧值、版本、报文都在，状态不动', async () => {
    const id = await scene.inEffect(1);
    const before = String(scene.column(id, 'full_name'));
    const revision = Number(scene.column(id, 'revision'));
    const { applicationId } = await scene.start('teacher', id, rename);
    await scene.attach('teacher', applicationId, 'changeProof');
    expect(await scene.submit('teacher', applicationId)).toMatchObject({ state: 'atStep', place: '等学校同意' });
    expect(await scene.agree('school', applicationId)).toEqual({ done: [applicationId], failed: [] });
    expect(scene.column(id, 'full_name')).toBe(before);
    expect(await scene.agree('reviewer', applicationId)).toEqual({ done: [applicationId], failed: [] });
    expect(scene.stateOf(applicationId)).toEqual({ state: 'carriedOut', step: 2 });
    expect(scene.column(id, 'full_name')).toBe('斯琴高洼');
    expect(scene.column(id, 'pinyin_initials')).toBe('sqgw');
    expect(scene.column(id, 'status')).toBe('inEffect');
    expect(scene.column(id, 'revision')).toBe(revision + 1);
    expect(scene.events(id).at(-1)).toBe('candidacy.corrected');
    const body = scene.desk
      .db()
      .statement('SELECT body FROM outbox WHERE candidacy_id = ? AND revision = ?')
      .pluck()
      .get(id, revision + 1);
    expect(JSON.parse(String(body))).toMatchObject({ replaces: revision, data: { fullName: '斯琴高洼' } });
  });

  it('外面的人看不到，办不了', async () => {
    const id = await scene.inEffect(3);
    const reply = await scene.ask('otherTeacher', 'application.start', { candidacyId: id, request: rename });
    expect(fault(reply)).toMatchObject({ kind: 'forbidden' });
    const wrongRole = await scene.ask('reviewer', 'application.start', { candidacyId: id, request: rename });
    expect(refusedBy(wrongRole)).toEqual(['application.step-is-actors']);
  });

  it('证件号改了：旧号查得到，考籍号照旧', async () => {
    const id = await scene.inEffect(5);
    const number = scene.column(id, 'candidacy_no');
    const request = { kind: 'correction', changes: { documentNumber: idNumber(207) } } as const;
    const { applicationId } = await scene.start('clerk', id, request);
    await scene.attach('clerk', applicationId, 'changeProof');
    await scene.submit('clerk', applicationId);
    await scene.agree('school', applicationId);
    expect(await scene.agree('reviewer', applicationId)).toMatchObject({ failed: [] });
    expect(scene.column(id, 'document_number')).toBe(idNumber(207));
    expect(scene.column(id, 'candidacy_no')).toBe(number);
    const found = await scene.do('clerk', 'desk.search', { text: idNumber(5), limit: 10 });
    expect(found.find((hit) => hit.candidacyId === id)?.matchedBy).toBe('证件号（旧）');
    const history = scene.desk
      .db()
      .statement(
        `SELECT value, reason, until IS NULL AS current FROM number_history
         WHERE candidacy_id = ? AND kind = 'documentNumber' ORDER BY since`,
      )
      .all(id);
    expect(history).toEqual([
      { value: idNumber(5), reason: 'assigned', current: 0 },
      { value: idNumber(207), reason: 'changed', current: 1 },
    ]);
  });
});
