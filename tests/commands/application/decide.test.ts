import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationScene, makeApplicationScene } from '../../fixtures/application-scene.ts';
import { fault, type Who } from '../../fixtures/desk-scene.ts';

const rename = { kind: 'correction', changes: { fullName: '斯琴高洼' } } as const;

describe('业务件上的每一步：谁能办，按两遍，别人先办了', () => {
  let scene: ApplicationScene;
  let sequence = 31;
  beforeAll(async () => {
    scene = await makeApplicationScene();
  });
  afterAll(() => scene.desk.close());

  const prepared = async (who: Who = 'clerk') => {
    sequence += 2;
    const id = await scene.inEffect(sequence);
    const { applicationId } = await scene.start(who, id, rename);
    await scene.attach(who, applicationId, 'changeProof');
    return { id, applicationId };
  };
  const atSchool = async () => {
    const made = await prepared();
    await scene.submit('clerk', made.applicationId);
    return made;
  };
  const atCounty = async () => {
    const made = await atSchool();
    await scene.agree('school', made.applicationId);
    return made;
  };
  const failure = (result: { failed: { sentence: string }[] }) => result.failed[0]?.sentence ?? '';

  it('每一步按两遍，答复一样，事件只有一次', async () => {
    const { applicationId } = await prepared();
    const twice = async (who: Who, name: 'application.submit' | 'application.return', input: object) => {
      const versioned = { applicationId, version: scene.versionOf(applicationId), ...input };
      const one = await scene.ask(who, name, versioned as never);
      const events = scene.count('event');
      expect(await scene.ask(who, name, versioned as never)).toEqual(one);
      expect(scene.count('event')).toBe(events);
      return one;
    };
    expect((await twice('clerk', 'application.submit', { applicantPresent: true })).ok).toBe(true);
    expect((await twice('school', 'application.return', { reason: '证明看不清' })).ok).toBe(true);
    expect((await twice('clerk', 'application.submit', { applicantPresent: true })).ok).toBe(true);
    const items = [{ applicationId, version: scene.versionOf(applicationId) }];
    const agreed = await scene.do('school', 'application.agree', { items });
    const events = scene.count('event');
    expect(await scene.do('school', 'application.agree', { items })).toEqual(agreed);
    expect(scene.count('event')).toBe(events);
    const last = [{ applicationId, version: scene.versionOf(applicationId) }];
    expect(await scene.do('reviewer', 'application.agree', { items: last })).toMatchObject({ done: [applicationId] });
    const after = [scene.count('event'), scene.count('outbox')];
    expect(await scene.do('reviewer', 'application.agree', { items: last })).toMatchObject({ done: [applicationId] });
    expect([scene.count('event'), scene.count('outbox')]).toEqual(after);
  });

  it('不予同意、撤回按两遍也一样；考籍一点没有动', async () => {
    const rejected = await atSchool();
    const name = scene.column(rejected.id, 'full_name');
    const input = {
      applicationId: rejected.applicationId,
      version: scene.versionOf(rejected.applicationId),
      reason: '证明不实',
    };
    const one = await scene.do('school', 'application.reject', input);
    expect(await scene.do('school', 'application.reject', input)).toEqual(one);
    expect(scene.stateOf(rejected.applicationId).state).toBe('rejected');
    const withdrawn = await atCounty();
    const back = {
      applicationId: withdrawn.applicationId,
      version: scene.versionOf(withdrawn.applicationId),
      reason: '不改了',
    };
    const two = await scene.do('clerk', 'application.withdraw', back);
    expect(await scene.do('clerk', 'application.withdraw', back)).toEqual(two);
    expect(scene.stateOf(withdrawn.applicationId).state).toBe('withdrawn');
    expect(scene.column(rejected.id, 'full_name')).toBe(name);
    expect(scene.column(rejected.id, 'version')).toBe(scene.column(withdrawn.id, 'version'));
  });

  it('别人先办了：说谁、什么时候、做了什么', async () => {
    const { applicationId } = await atSchool();
    const version = scene.versionOf(applicationId);
    await scene.do('school', 'application.return', { applicationId, version, reason: '缺公安的章' });
    const reply = await scene.ask('clerk', 'application.withdraw', { applicationId, version, reason: '不改了' });
    expect(fault(reply)).toEqual({
      kind: 'stale',
      message: '张校长 10:00 退回业务件补正：缺公安的章。看过新内容再决定。',
    });
  });

  it('轮不到的步骤，同意不了；学校的一步旗县不能代', async () => {
    const { applicationId } = await atSchool();
    expect(failure(await scene.agree('reviewer', applicationId))).toContain('现在是“学校同意”，由学校办');
    expect(scene.stateOf(applicationId)).toEqual({ state: 'atStep', step: 1 });
    await scene.agree('school', applicationId);
    expect(failure(await scene.agree('school', applicationId))).toContain('现在是“旗县办理”');
  });

  it('四眼：自己提交的自己不能同意，库里也写不进', async () => {
    const { applicationId } = await prepared('school');
    await scene.submit('school', applicationId);
    expect(failure(await scene.agree('school', applicationId))).toContain('这一件是你准备的');
    const db = scene.desk.db();
    const user = (login: string) => db.statement('SELECT id FROM user_account WHERE login_name = ?').pluck().get(login);
    const insert = db.statement(
      `INSERT INTO application_step (application_id, position, step, step_kind, act, by_user, by_name, at, event_seq)
       VALUES (?, 90, 1, 'schoolAgree', 'agreed', ?, 'x', '2027-03-01T00:00:00Z', 1)`,
    );
    expect(() => insert.run(applicationId, user('school1'))).toThrow(/four eyes: application/u);
    // a hand in the evidence is a hand in the preparation
    const other = await prepared('teacher');
    db.statement('UPDATE evidence SET added_by = ? WHERE application_id = ?').run(
      user('reviewer1'),
      other.applicationId,
    );
    expect(() => insert.run(other.applicationId, user('reviewer1'))).toThrow(/four eyes: application/u);
    insert.run(other.applicationId, user('reviewer2'));
    const twoSteps = db.statement(
      `INSERT INTO application_step (application_id, position, step, step_kind, act, by_user, by_name, at, event_seq)
       VALUES (?, 91, 2, 'countyCarryOut', 'agreed', ?, 'x', '2027-03-01T00:00:00Z', 1)`,
    );
    expect(() => twoSteps.run(other.applicationId, user('reviewer2'))).toThrow(/four eyes: application/u);
  });

  it('办结的改不了，步骤删不掉，材料删不掉', async () => {
    const { applicationId } = await atCounty();
    await scene.agree('reviewer', applicationId);
    const run = (sql: string) => () => scene.desk.db().statement(sql).run(applicationId);
    expect(run("UPDATE application SET state = 'atStep' WHERE id = ?")).toThrow(/closed applications/u);
    expect(run('DELETE FROM application WHERE id = ?')).toThrow(/never deleted/u);
    expect(run('DELETE FROM application_step WHERE application_id = ?')).toThrow(/append-only/u);
    expect(run('DELETE FROM evidence WHERE application_id = ?')).toThrow(/never deleted/u);
  });

  it('一次同意多件：一件一行，一件不成不拖累别的', async () => {
    const [one, two] = [await atCounty(), await atCounty()];
    const items = [
      { applicationId: one.applicationId, version: scene.versionOf(one.applicationId) - 1 },
      { applicationId: two.applicationId, version: scene.versionOf(two.applicationId) },
    ];
    const result = await scene.do('reviewer', 'application.agree', { items });
    expect(result.done).toEqual([two.applicationId]);
    expect(result.failed).toMatchObject([
      { applicationId: one.applicationId, sentence: expect.stringContaining('看过新内容再决定') },
    ]);
    expect(scene.column(two.id, 'full_name')).toBe('斯琴高洼');
  });

  it('退回的改好再交，从头再同意一遍；经过记着每一步', async () => {
    const { id, applicationId } = await atCounty();
    const version = scene.versionOf(applicationId);
    await scene.do('reviewer', 'application.return', { applicationId, version, reason: '名字写错一个字' });
    const request = { kind: 'correction', changes: { fullName: '斯琴高娃' } } as const;
    const amend = { applicationId, version: scene.versionOf(applicationId), request };
    const amended = await scene.do('clerk', 'application.amend', amend);
    expect(await scene.do('clerk', 'application.amend', amend)).toMatchObject({ version: amended.version });
    expect(await scene.submit('clerk', applicationId)).toMatchObject({ place: '等学校同意' });
    await scene.agree('school', applicationId);
    await scene.agree('reviewer', applicationId);
    expect(scene.column(id, 'full_name')).toBe('斯琴高娃');
    const sheet = await scene.sheet('reviewer', applicationId);
    expect(sheet.timeline.map((entry) => entry.what)).toEqual([
      '开始准备',
      '提交',
      '学校同意',
      '旗县办理：退回补正',
      '修改',
      '提交',
      '学校同意',
      '旗县办理',
    ]);
    expect(sheet.steps.map((step) => step.state)).toEqual(['done', 'done', 'done']);
    const history = await scene.do('reviewer', 'review.sheet', { candidacyId: id });
    expect(JSON.stringify(history)).toContain('退回业务件补正：名字写错一个字');
  });

  it('每次决定的依据都存着，记在考生名下', async () => {
    const { id, applicationId } = await atCounty();
    await scene.agree('reviewer', applicationId);
    const acts = scene.desk
      .db()
      .statement(
        "SELECT act, findings FROM decision_record WHERE candidacy_id = ? AND act LIKE 'application.%' ORDER BY event_seq",
      )
      .all(id) as { act: string; findings: string }[];
    expect(acts.map((row) => row.act)).toEqual([
      'application.start',
      'application.submit',
      'application.agree',
      'application.agree',
      'application.agree',
    ]);
    expect(acts.every((row) => row.findings.includes('correction.in-effect'))).toBe(true);
  });
});
