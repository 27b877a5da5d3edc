import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withCheckDigit } from '../../../scripts/demo-data/invented-numbers.ts';
import { completion, fault, makeScene, pupil, refusedBy, type Scene } from '../../fixtures/desk-scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await makeScene();
});
afterEach(() => scene.desk.close());

async function ready(sequence = 1): Promise<{ id: string; captureId: string }> {
  const id = await scene.enter(pupil(sequence));
  await scene.approve(id);
  await scene.readCard(id);
  return { id, captureId: await scene.shoot(id) };
}

describe('desk.complete：完成登记', () => {
  it('完成后有状态、版次、考籍号、照片、事件和判断依据，草稿清掉', async () => {
    const { id, captureId } = await ready();
    const older = captureId;
    const newer = await scene.shoot(id, 2);
    const done = await scene.do('clerk', 'desk.complete', completion(scene, id, newer));
    expect(done.outcome).toBe('completed');
    expect(done.candidacyNo).toBe(pupil(1).enrolmentNo);
    expect(scene.column(id, 'status')).toBe('completed');
    expect(scene.column(id, 'revision')).toBe(1);
    expect(scene.column(id, 'document_state')).toBe('shown');
    const captures = scene.desk.db().statement('SELECT id, state, revision FROM capture ORDER BY taken_at, id').all();
    expect(captures).toEqual([
      { id: older, state: 'superseded', revision: 0 },
      { id: newer, state: 'used', revision: 1 },
    ]);
    expect(scene.count('draft')).toBe(0);
    expect(scene.events(id).filter((kind) => kind === 'candidacy.completed')).toHaveLength(1);
    const numbers = scene.desk
      .db()
      .statement('SELECT kind, value, until FROM number_history WHERE candidacy_id = ? ORDER BY kind')
      .all(id);
    expect(numbers).toEqual([
      { kind: 'candidacyNo', value: pupil(1).enrolmentNo, until: null },
      { kind: 'documentNumber', value: pupil(1).documentNumber, until: null },
      { kind: 'enrolmentNo', value: pupil(1).enrolmentNo, until: null },
    ]);
    const decisions = scene.desk
      .db()
      .statement(`SELECT findings FROM decision_record WHERE candidacy_id = ? AND act = 'desk.complete'`)
      .pluck()
      .all(id) as string[];
    expect(decisions).toHaveLength(1);
    expect(JSON.parse(decisions[0] ?? '[]').length).toBeGreaterThan(20);
  });

  it('符合的规则只存规则、条款、用到的事实和版本，不符合的存全文', async () => {
    const { id } = await scene.completed(pupil(3, { enrolmentNo: null }));
    const text = String(
      scene.desk
        .db()
        .statement(`SELECT findings FROM decision_record WHERE candidacy_id = ? AND act = 'desk.complete'`)
        .pluck()
        .get(id),
    );
    const findings = JSON.parse(text) as Record<string, unknown>[];
    const passes = findings.filter((finding) => finding['verdict'] === 'pass');
    expect(passes.length).toBeGreaterThan(20);
    for (const pass of passes)
      expect(Object.keys(pass).sort()).toEqual(['clauses', 'edition', 'facts', 'ruleId', 'verdict']);
    const approved = passes.find((pass) => pass['ruleId'] === 'pre-registration.teacher-has-approved');
    expect(approved).toMatchObject({ clauses: expect.arrayContaining(['1.1.2']), facts: expect.anything() });
    const open = findings.filter((finding) => finding['verdict'] !== 'pass');
    expect(open.length).toBeGreaterThan(0);
    for (const finding of open)
      expect(finding).toMatchObject({
        title: expect.stringMatching(/./),
        sentence: expect.stringMatching(/./),
        next: expect.stringMatching(/./),
      });
    expect(Buffer.byteLength(text)).toBeLessThan(12_000);
    const sheet = await scene.do('reviewer', 'review.sheet', { candidacyId: id });
    expect(sheet.findings).toEqual(open);
  });

  it('没有学籍号也能完成，考籍号待定并带标记', async () => {
    const id = await scene.enter(pupil(3, { enrolmentNo: null }));
    await scene.approve(id);
    await scene.readCard(id);
    const done = await scene.do('clerk', 'desk.complete', completion(scene, id, await scene.shoot(id)));
    expect(done).toMatchObject({ outcome: 'completed', candidacyNo: null });
    expect(JSON.parse(String(scene.column(id, 'flags')))).toContain('number.can-be-assigned');
  });

  it('别人已有同一考籍号：照常完成，号码空着，不撞唯一索引', async () => {
    const first = await scene.completed(pupil(5));
    const id = await scene.enter(pupil(7, { enrolmentNo: pupil(5).enrolmentNo }));
    await scene.approve(id);
    await scene.readCard(id);
    const captureId = await scene.shoot(id);
    const done = await scene.do('clerk', 'desk.complete', {
      ...completion(scene, id, captureId),
      warnReason: '学籍号待学校核实',
    });
    expect(done).toMatchObject({ outcome: 'completed', candidacyNo: null });
    expect(scene.column(first.id, 'candidacy_no')).toBe(pupil(5).enrolmentNo);
    expect(JSON.parse(String(scene.column(id, 'flags')))).toContain('number.is-free');
  });

  it('没核对证件、没记证件状态：一次说全，什么都不写', async () => {
    const id = await scene.enter(pupil(1));
    await scene.approve(id);
    const captureId = await scene.shoot(id);
    const before = scene.count('event');
    const reply = await scene.ask('clerk', 'desk.complete', completion(scene, id, captureId));
    expect(refusedBy(reply)).toEqual(expect.arrayContaining(['desk.document-shown', 'desk.document-compared']));
    expect(scene.column(id, 'status')).toBe('awaitingCapture');
    expect(scene.count('event')).toBe(before);
  });

  it('性别与证件号不符：要写原因，写了就完成并带标记', async () => {
    const id = await scene.enter(pupil(1, { sex: '2' }));
    await scene.approve(id);
    await scene.readCard(id);
    const captureId = await scene.shoot(id);
    const reply = await scene.ask('clerk', 'desk.complete', completion(scene, id, captureId));
    expect(fault(reply)).toMatchObject({ kind: 'invalid', problems: [{ field: 'warnReason' }] });
    const done = await scene.do('clerk', 'desk.complete', {
      ...completion(scene, id, captureId),
      warnReason: '证件签发时登记错，派出所已证明',
    });
    expect(done.outcome).toBe('completed');
    expect(JSON.parse(String(scene.column(id, 'flags')))).toContain('identity.sex-agrees');
  });

  it('叫下一位：按座次往下，跳过缺席的，轮完从头再来', async () => {
    const ids = [await scene.enter(pupil(1)), await scene.enter(pupil(2)), await scene.enter(pupil(4))];
    for (const [seat, id] of ids.entries())
      scene.desk
        .db()
        .statement('UPDATE candidacy SET seat_no = ? WHERE id = ?')
        .run(seat + 1, id);
    await scene.approve(...ids);
    const [first = '', second = '', third = ''] = ids;
    await scene.do('clerk', 'desk.markAbsence', { candidacyId: third, kind: 'absent' });
    await scene.readCard(second);
    const done = await scene.do('clerk', 'desk.complete', completion(scene, second, await scene.shoot(second)));
    expect(done.nextCandidacyId).toBe(first);
    await scene.readCard(first);
    const last = await scene.do('clerk', 'desk.complete', completion(scene, first, await scene.shoot(first, 2)));
    expect(last.nextCandidacyId).toBeNull();
    await scene.do('clerk', 'desk.markAbsence', { candidacyId: third, kind: 'late' });
    const again = await scene.do('clerk', 'desk.complete', {
      ...completion(
        scene,
        first,
        String(scene.desk.db().statement('SELECT id FROM capture WHERE candidacy_id = ?').pluck().get(first)),
      ),
    });
    expect(again.nextCandidacyId).toBe(third);
  });
});

describe('desk.complete：未满 14 周岁', () => {
  const number = withCheckDigit('15043020121124201');
  const child = pupil(1, { documentNumber: number, birthDate: '2012-11-24', enrolmentNo: `G${number}` });

  it('差一天满 14 周岁：照常完成，带标记，说出让监护人签字；登记表上有监护人一栏', async () => {
    const id = await scene.enter(child);
    await scene.approve(id);
    await scene.readCard(id);
    const sheet = await scene.do('clerk', 'desk.open', { candidacyId: id });
    expect(sheet.findings.find((one) => one.ruleId === 'identity.guardian-has-agreed')).toMatchObject({
      verdict: 'unknown',
      consequence: 'flag',
      sentence: '13 岁，未满 14 周岁，还不知道监护人是否同意',
      next: '照常完成；打印登记表，让监护人在上面签字，随表存档',
    });
    const done = await scene.do('clerk', 'desk.complete', completion(scene, id, await scene.shoot(id)));
    expect(done.outcome).toBe('completed');
    expect(JSON.parse(String(scene.column(id, 'flags')))).toContain('identity.guardian-has-agreed');
  });

  it('满 14 周岁的当天不再问', async () => {
    scene.desk.clock.set('2026-11-23T16:00:00.000Z');
    const id = await scene.enter(child);
    await scene.approve(id);
    await scene.readCard(id);
    const done = await scene.do('clerk', 'desk.complete', completion(scene, id, await scene.shoot(id)));
    expect(done.findings.map((one) => one.ruleId)).not.toContain('identity.guardian-has-agreed');
  });
});

describe('desk.complete：先存着，等班主任', () => {
  it('没审核的：照片和核对留下，同意后自动完成，不用再来', async () => {
    const id = await scene.enter(pupil(1));
    await scene.readCard(id);
    const captureId = await scene.shoot(id);
    const held = await scene.do('clerk', 'desk.complete', completion(scene, id, captureId));
    expect(held).toMatchObject({ outcome: 'held', candidacyNo: null });
    expect(held.findings.map((finding) => finding.ruleId)).toContain('pre-registration.teacher-has-approved');
    expect(scene.column(id, 'status')).toBe('preRegistered');
    const result = await scene.approve(id);
    expect(result).toEqual({ done: [id], failed: [] });
    expect(scene.column(id, 'status')).toBe('completed');
    expect(scene.column(id, 'captured_by')).toBe(
      scene.desk.db().statement(`SELECT id FROM user_account WHERE login_name = 'clerk1'`).pluck().get(),
    );
    expect(scene.events(id).slice(-2)).toEqual(['candidacy.approvedByTeacher', 'candidacy.completed']);
    expect(scene.column(id, 'held_completion')).toBeNull();
  });

  it('退回的也能先存；改正后证件对不上，不凭旧的确认完成，回到登记台', async () => {
    const id = await scene.enter(pupil(1));
    await scene.do('teacher', 'preRegistration.return', {
      candidacyId: id,
      version: scene.version(id),
      reasons: ['姓名第二个字不对'],
    });
    await scene.readCard(id, { fullName: pupil(1).fullName, documentNumber: pupil(1).documentNumber });
    const captureId = await scene.shoot(id);
    const held = await scene.do('clerk', 'desk.complete', completion(scene, id, captureId));
    expect(held.outcome).toBe('held');
    await scene.do('otherClerk', 'preRegistration.enter', {
      candidacyId: id,
      version: scene.version(id),
      data: pupil(1, { fullName: '欧阳春' }),
      pupilPresent: true,
    });
    await scene.approve(id);
    expect(scene.column(id, 'status')).toBe('awaitingCapture');
    expect(scene.column(id, 'held_completion')).toBeNull();
    const sheet = await scene.do('clerk', 'desk.open', { candidacyId: id });
    expect(sheet.findings.map((finding) => finding.ruleId)).toContain('desk.differences-settled');
  });
});

describe('desk.complete：先存着，同意那天再查一遍', () => {
  const hold = async (warnReason: string | null, sex = '1') => {
    const id = await scene.enter(pupil(1, { sex }));
    await scene.readCard(id);
    const captureId = await scene.shoot(id);
    const input = { ...completion(scene, id, captureId), warnReason };
    expect(await scene.do('clerk', 'desk.complete', input)).toMatchObject({ outcome: 'held' });
    return id;
  };

  it('多出没有写过原因的提醒：不悄悄完成，留在待采集，写明查过', async () => {
    const id = await hold(null);
    scene.desk.db().statement(`UPDATE candidacy SET sex = '2' WHERE id = ?`).run(id);
    await scene.approve(id);
    expect(scene.column(id, 'status')).toBe('awaitingCapture');
    expect(scene.column(id, 'held_completion')).not.toBeNull();
    expect(scene.events(id).at(-1)).toBe('candidacy.holdChecked');
    const sheet = await scene.do('clerk', 'desk.open', { candidacyId: id });
    expect(sheet.line).toMatchObject({ status: 'awaitingCapture', held: false, hasShot: true });
  });

  it('当时已写过原因的提醒：照常完成', async () => {
    const id = await hold('户口簿上是女，号码第 17 位有误', '2');
    await scene.approve(id);
    expect(scene.column(id, 'status')).toBe('completed');
  });
});

describe('desk.complete：谁可以办', () => {
  it.each(['reviewer', 'teacher', 'school', 'administrator', 'auditor'] as const)('%s 不能办', async (who) => {
    const { id, captureId } = await ready();
    const reply = await scene.ask(who, 'desk.complete', completion(scene, id, captureId));
    expect(fault(reply).kind).toBe('forbidden');
    expect(scene.column(id, 'status')).toBe('awaitingCapture');
  });

  it('还在导入预览里的记录，等于没有', async () => {
    const { id, captureId } = await ready();
    scene.desk.db().statement(`UPDATE candidacy SET status = 'staged' WHERE id = ?`).run(id);
    const reply = await scene.ask('clerk', 'desk.complete', completion(scene, id, captureId));
    const missing = await scene.ask('clerk', 'desk.complete', {
      ...completion(scene, id, captureId),
      candidacyId: '0198f000-0000-7000-8000-00000000dead',
    });
    expect(fault(reply)).toEqual(fault(missing));
    expect(JSON.stringify(fault(reply))).not.toContain(pupil(1).fullName);
  });
});

describe('desk.complete：按两次、别人更快', () => {
  it('同一张照片再按一次，答复一样，只有一个事件', async () => {
    const { id, captureId } = await ready();
    const input = completion(scene, id, captureId);
    const first = await scene.do('clerk', 'desk.complete', input);
    const second = await scene.do('clerk', 'desk.complete', input);
    expect(second).toMatchObject({ outcome: 'completed', candidacyNo: first.candidacyNo });
    expect(scene.events(id).filter((kind) => kind === 'candidacy.completed')).toHaveLength(1);
    expect(scene.column(id, 'revision')).toBe(1);
  });

  it('先存着的再按一次也一样', async () => {
    const id = await scene.enter(pupil(1));
    await scene.readCard(id);
    const input = completion(scene, id, await scene.shoot(id));
    await scene.do('clerk', 'desk.complete', input);
    expect((await scene.do('clerk', 'desk.complete', input)).outcome).toBe('held');
    expect(scene.events(id).filter((kind) => kind === 'candidacy.held')).toHaveLength(1);
  });

  it('班主任刚刚退回：告诉谁、什么时候、做了什么', async () => {
    const { id, captureId } = await ready();
    const input = completion(scene, id, captureId);
    await scene.do('teacher', 'preRegistration.return', {
      candidacyId: id,
      version: scene.version(id),
      reasons: ['照片上的名字不对'],
    });
    const reply = await scene.ask('clerk', 'desk.complete', input);
    expect(fault(reply)).toEqual({
      kind: 'stale',
      message: '乌云 10:00 班主任退回：照片上的名字不对。看过新内容再决定。',
    });
  });

  it('别的学生的照片不能用', async () => {
    const { id } = await ready();
    const other = await ready(2);
    const reply = await scene.ask('clerk', 'desk.complete', completion(scene, id, other.captureId));
    expect(fault(reply)).toMatchObject({ kind: 'invalid', problems: [{ field: 'captureId' }] });
  });
});
