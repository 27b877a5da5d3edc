import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import { testPassword } from '../../fixtures/county.ts';
import { completion, fault, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';
import { eyesShut, goodMeasurements, nobodyThere } from '../../fixtures/photo-measures.ts';

let scene: Scene;
let id: string;
let captureId: string;
beforeEach(async () => {
  scene = await makeScene();
  id = await scene.enter(pupil(1));
  await scene.approve(id);
  await scene.readCard(id);
  captureId = await scene.shoot(id, 1, { measurements: eyesShut() });
});
afterEach(() => scene.desk.close());

function passing(changes: Partial<Input<'photo.override'>> = {}): Input<'photo.override'> {
  return {
    captureId,
    kind: 'medical',
    words: '眼部手术后，医院证明已看',
    secondLogin: 'reviewer1',
    secondPassword: testPassword,
    ...changes,
  };
}
const triesLeft = (login: string) =>
  Number(scene.desk.db().statement('SELECT tries_left FROM user_account WHERE login_name = ?').pluck().get(login));

describe('photo.override：第二人放行', () => {
  it('放行后能完成，带标记；登记员仍登录着；记录里有谁、为什么', async () => {
    const done = await scene.do('clerk', 'photo.override', passing());
    expect(done.by).toBe('李牧');
    expect((await scene.do('clerk', 'gate.state', {})).session).toMatchObject({ displayName: '王敏', locked: false });
    const sheet = await scene.do('clerk', 'desk.open', { candidacyId: id });
    expect(sheet.shots[0]?.gate.override).toEqual({
      kind: 'medical',
      words: '眼部手术后，医院证明已看',
      by: '李牧',
      at: done.savedAt,
    });
    await scene.do('clerk', 'desk.complete', completion(scene, id, captureId));
    expect(JSON.parse(String(scene.column(id, 'flags')))).toContain('desk.photo-not-overridden');
    expect(scene.events(id)).toContain('capture.overridden');
    const history = (await scene.do('reviewer', 'review.sheet', { candidacyId: id })).history;
    expect(history.map((line) => line.what)).toContain('第二人放行了没有通过检查的照片：眼部手术后，医院证明已看');
    const list = await scene.do('auditor', 'photo.overrides', {});
    expect(list.counts).toEqual([
      { kind: 'medical', count: 1 },
      { kind: 'religious', count: 0 },
      { kind: 'lasting', count: 0 },
    ]);
    expect(list.lines).toMatchObject([
      { candidacyId: id, by: '李牧', clerk: '王敏', fullName: pupil(1).fullName, causes: [{ code: 'EYES_CLOSED' }] },
    ]);
  });

  it('重拍的一张要另外放行', async () => {
    await scene.do('clerk', 'photo.override', passing());
    const next = await scene.shoot(id, 2, { measurements: eyesShut() });
    const reply = await scene.ask('clerk', 'desk.complete', completion(scene, id, next));
    expect(fault(reply)).toMatchObject({ kind: 'refused', findings: [{ ruleId: 'desk.photo-passes-gate' }] });
  });

  it.each([
    ['拍照的登记员自己', 'clerk1', 'secondLogin'],
    ['另一位登记员', 'clerk2', 'secondLogin'],
    ['班主任', 'teacher1', 'secondLogin'],
    ['审计', 'auditor', 'secondLogin'],
    ['没有这个账户', 'nobody', 'secondLogin'],
  ])('%s 不能放行，也不试密码', async (_, secondLogin, field) => {
    const tries = () => scene.desk.db().statement('SELECT login_name, tries_left FROM user_account').all();
    const before = tries();
    for (const secondPassword of [testPassword, 'wrong-one']) {
      const reply = fault(await scene.ask('clerk', 'photo.override', passing({ secondLogin, secondPassword })));
      expect(reply).toMatchObject({ kind: 'invalid', problems: [{ field }] });
    }
    expect(tries()).toEqual(before);
    expect(scene.count('photo_override')).toBe(0);
  });

  it('拍照的人后来当了审核员，也不能放行自己拍的', async () => {
    scene.desk.db().statement(`UPDATE user_account SET role = 'reviewer' WHERE login_name = 'clerk1'`).run();
    const mine = fault(await scene.ask('otherClerk', 'photo.override', passing({ secondLogin: 'clerk1' })));
    expect(mine).toMatchObject({ problems: [{ field: 'secondLogin' }] });
    expect(JSON.stringify(mine)).toContain('不能是拍照的人自己');
  });

  it('管理员也可以放行；停用的、没换第一次密码的不行', async () => {
    const set = (column: string, value: unknown) =>
      scene.desk.db().statement(`UPDATE user_account SET ${column} = ? WHERE login_name = 'admin'`).run(value);
    set('disabled_at', scene.desk.clock.now());
    expect(
      JSON.stringify(fault(await scene.ask('clerk', 'photo.override', passing({ secondLogin: 'admin' })))),
    ).toContain('已停用');
    set('disabled_at', null);
    set('must_change_password', 1);
    expect(
      JSON.stringify(fault(await scene.ask('clerk', 'photo.override', passing({ secondLogin: 'admin' })))),
    ).toContain('换掉密码');
    set('must_change_password', 0);
    expect((await scene.do('clerk', 'photo.override', passing({ secondLogin: 'ADMIN' }))).by).toBe('赵建国');
  });

  it.each(['reviewer', 'administrator', 'teacher', 'auditor'] as const)(
    '%s 登录着不能办：要登记员在台前办',
    async (who) => {
      expect(fault(await scene.ask(who, 'photo.override', passing())).kind).toBe('forbidden');
    },
  );
});

describe('photo.override：密码', () => {
  it('错一次算一次，错满就锁，锁了对的也不行；换一位可以', async () => {
    for (let left = 4; left > 0; left--) {
      const reply = fault(await scene.ask('clerk', 'photo.override', passing({ secondPassword: 'wrong-one' })));
      expect(reply).toMatchObject({ kind: 'invalid', problems: [{ field: 'secondPassword' }] });
      expect(JSON.stringify(reply)).toContain(`还可以试 ${left} 次`);
      expect(triesLeft('reviewer1')).toBe(left);
    }
    await scene.ask('clerk', 'photo.override', passing({ secondPassword: 'wrong-one' }));
    const locked = fault(await scene.ask('clerk', 'photo.override', passing()));
    expect(JSON.stringify(locked)).toContain('账户已锁');
    expect(scene.count('photo_override')).toBe(0);
    expect((await scene.do('clerk', 'photo.override', passing({ secondLogin: 'reviewer2' }))).by).toBe('额尔敦其其格');
  });

  it('同时试三个错的，三次都算', async () => {
    await scene.do('clerk', 'gate.state', {});
    await Promise.all(
      ['a-wrong', 'b-wrong', 'c-wrong'].map((secondPassword) =>
        scene.desk.call('photo.override', passing({ secondPassword })),
      ),
    );
    expect(triesLeft('reviewer1')).toBe(2);
  });

  it('对了一次，试错的次数清零', async () => {
    await scene.ask('clerk', 'photo.override', passing({ secondPassword: 'wrong-one' }));
    await scene.do('clerk', 'photo.override', passing());
    expect(triesLeft('reviewer1')).toBe(5);
    const audit = `SELECT a.outcome, u.login_name AS who FROM audit_entry a LEFT JOIN user_account u ON u.id = a.user_id
      WHERE a.call = 'session.password' AND a.subject_id = (SELECT id FROM user_account WHERE login_name = 'reviewer1')`;
    expect(scene.desk.db().statement(audit).all()).toEqual([
      { outcome: 'refused', who: 'clerk1' },
      { outcome: 'done', who: 'clerk1' },
    ]);
  });

  it('密码不进日志、事件、审计和数据库', async () => {
    const secret = 'a-secret-nobody-may-see';
    await scene.ask('clerk', 'photo.override', passing({ secondPassword: secret }));
    await scene.do('clerk', 'photo.override', passing());
    const db = scene.desk.db();
    const told = ['event_payload', 'audit_entry', 'photo_override', 'decision_record'].map((table) =>
      JSON.stringify(db.client.prepare(`SELECT * FROM ${table}`).all()),
    );
    const files = filesBelow(scene.desk.folder).filter((path) => /log/u.test(path));
    expect(files.length).toBeGreaterThan(0);
    for (const text of [...told, ...files.map((path) => readFileSync(path, 'latin1'))]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(testPassword);
      expect(text.includes('医院证明') && text.startsWith('{"at"')).toBe(false);
    }
  });
});

describe('photo.override：按两次、办不了的', () => {
  it('再按一次算办好了，只有一条；换一套说法不改', async () => {
    const first = await scene.do('clerk', 'photo.override', passing());
    expect(await scene.do('clerk', 'photo.override', passing())).toEqual(first);
    expect(scene.count('photo_override')).toBe(1);
    const other = fault(await scene.ask('clerk', 'photo.override', passing({ kind: 'lasting' })));
    expect(other).toMatchObject({ kind: 'stale' });
    expect(JSON.stringify(other)).toContain('已由李牧放行');
  });

  it('没有被挡住的照片不用放行', async () => {
    const good = await scene.shoot(id, 2, { measurements: goodMeasurements() });
    const unmeasured = await scene.shoot(id, 3);
    for (const one of [good, unmeasured]) {
      const reply = fault(await scene.ask('clerk', 'photo.override', passing({ captureId: one })));
      expect(reply).toMatchObject({ kind: 'invalid', problems: [{ field: 'captureId' }] });
    }
    expect(triesLeft('reviewer1')).toBe(5);
  });

  it.each([
    ['两个人', { ...goodMeasurements(), faceCount: 2 }, '不止一个人', '重拍'],
    ['闭着眼，后面还有一个人', { ...eyesShut(), faceCount: 2 }, '不止一个人', '重拍'],
    ['成片一半在画面外', { ...goodMeasurements(), overhang: 200 }, '成片超出画面', '重拍'],
    ['文件压不到大小', { ...goodMeasurements(), bytes: 90_000 }, '第二人也不能放行', '重拍'],
  ])('不是一个人的完整照片，谁也不能放行：%s', async (_, measurements, what, next) => {
    const other = await scene.shoot(id, 2, { measurements });
    const reply = fault(await scene.ask('clerk', 'photo.override', passing({ captureId: other })));
    expect(reply).toMatchObject({ kind: 'invalid', problems: [{ field: 'captureId' }] });
    for (const part of [what, next]) expect(JSON.stringify(reply)).toContain(part);
    const { shots } = await scene.do('clerk', 'desk.open', { candidacyId: id });
    expect(shots.find((shot) => shot.captureId === other)?.gate.overrideClosed).toContain('第二人也不能放行');
    expect([triesLeft('reviewer1'), scene.count('photo_override')]).toEqual([5, 0]);
  });

  it('检测找不到脸的学生有路走：以医疗原因或长期状况放行后完成，带标记；宗教原因不行', async () => {
    const unfound = await scene.shoot(id, 2, { measurements: nobodyThere });
    const religious = await scene.ask('clerk', 'photo.override', passing({ captureId: unfound, kind: 'religious' }));
    expect(fault(religious)).toMatchObject({
      kind: 'invalid',
      problems: [{ field: 'kind', message: expect.stringMatching(/只能以医疗原因或长期状况/u) }],
    });
    expect([triesLeft('reviewer1'), scene.count('photo_override')]).toEqual([5, 0]);
    await scene.do(
      'clerk',
      'photo.override',
      passing({ captureId: unfound, kind: 'lasting', words: '烧伤，脸上有疤' }),
    );
    await scene.do('clerk', 'desk.complete', completion(scene, id, unfound));
    expect(JSON.parse(String(scene.column(id, 'flags')))).toContain('desk.photo-not-overridden');
  });

  it('第二人写的情况键入时就落盘，只有自己看得到', async () => {
    const about = { form: 'overrideReason', subjectId: captureId } as const;
    await scene.do('clerk', 'draft.save', { ...about, content: JSON.stringify('眼部手术后') });
    expect((await scene.do('clerk', 'draft.read', about))?.content).toBe('"眼部手术后"');
    expect(await scene.do('reviewer', 'draft.read', about)).toBeNull();
  });

  it('从前放行过的也挡住：两个人的照片完成不了', async () => {
    const two = await scene.shoot(id, 2, { measurements: { ...goodMeasurements(), faceCount: 2 } });
    const people = scene.desk.db().statement('SELECT id FROM user_account WHERE login_name = ?').pluck();
    scene.desk
      .db()
      .statement(`INSERT INTO photo_override VALUES (?, 'medical', '从前的版本放行的', ?, ?, ?)`)
      .run(two, people.get('clerk1'), people.get('reviewer1'), scene.desk.clock.now());
    const reply = fault(await scene.ask('clerk', 'desk.complete', completion(scene, id, two)));
    expect(reply).toMatchObject({ kind: 'refused', findings: [{ ruleId: 'desk.photo-passes-gate' }] });
  });

  it('已经登记完成的、不存在的照片放行不了', async () => {
    const done = await scene.completed(pupil(2));
    expect(fault(await scene.ask('clerk', 'photo.override', passing({ captureId: done.captureId }))).kind).toBe(
      'stale',
    );
    const nowhere = '0198f000-0000-7000-8000-00000000ffff';
    expect(fault(await scene.ask('clerk', 'photo.override', passing({ captureId: nowhere }))).kind).toBe('forbidden');
  });

  it('说明只有空格、原因不在表里：不收', async () => {
    expect(fault(await scene.ask('clerk', 'photo.override', passing({ words: '   ' }))).kind).toBe('invalid');
    const odd = { ...passing(), kind: 'hurry' } as unknown as Input<'photo.override'>;
    expect(fault(await scene.ask('clerk', 'photo.override', odd)).kind).toBe('invalid');
    expect(scene.count('photo_override')).toBe(0);
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}
