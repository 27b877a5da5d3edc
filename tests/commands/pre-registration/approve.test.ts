import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fault, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await makeScene();
});
afterEach(() => scene.desk.close());

const absentId = '0198f000-0000-7000-8000-00000000dead';

describe('preRegistration.approve：班主任审核', () => {
  it('一次同意多人：好的都过，一个不行只拦它自己，每人一行', async () => {
    const good = await scene.enter(pupil(1));
    const alsoGood = await scene.enter(pupil(2));
    const bad = await scene.enter(pupil(3));
    scene.desk.db().statement(`UPDATE candidacy SET birth_date = '2010-13-01' WHERE id = ?`).run(bad);
    const elsewhere = await scene.enter(pupil(4, { classCode: '02' }));
    const result = await scene.approve(good, bad, elsewhere, alsoGood);
    expect(result.done).toEqual([good, alsoGood]);
    expect(result.failed.map((line) => [line.candidacyId, line.fullName])).toEqual([
      [bad, pupil(3).fullName],
      [elsewhere, ''],
    ]);
    expect(result.failed[0]?.sentence).toContain('没有这一天');
    expect(result.failed[1]?.sentence).not.toContain(pupil(4).fullName);
    expect(scene.column(good, 'status')).toBe('awaitingCapture');
    expect(scene.column(alsoGood, 'approved_by_teacher')).not.toBeNull();
    expect(scene.column(bad, 'status')).toBe('preRegistered');
    expect(scene.column(elsewhere, 'status')).toBe('preRegistered');
    expect(scene.events(bad)).toEqual(['candidacy.entered']);
    expect(scene.events(good)).toEqual(['candidacy.entered', 'candidacy.approvedByTeacher']);
  });

  it('判断依据和条款跟着决定存下', async () => {
    const id = await scene.enter(pupil(1));
    await scene.approve(id);
    const findings = JSON.parse(
      String(
        scene.desk
          .db()
          .statement(`SELECT findings FROM decision_record WHERE candidacy_id = ? AND act = 'preRegistration.approve'`)
          .pluck()
          .get(id),
      ),
    ) as { ruleId: string; clauses: string[] }[];
    const own = findings.find((finding) => finding.ruleId === 'pre-registration.own-class-teacher');
    expect(own?.clauses).toEqual(['1.3.3']);
  });
});

describe('preRegistration.approve：谁可以办', () => {
  it.each(['clerk', 'reviewer', 'school', 'administrator'] as const)('%s 不能代班主任审核', async (who) => {
    const id = await scene.enter(pupil(1));
    const reply = await scene.ask(who, 'preRegistration.approve', { items: [{ candidacyId: id, version: 1 }] });
    expect(fault(reply).kind).toBe('forbidden');
  });

  it('别班的班主任得到的答复，与记录不存在时一模一样', async () => {
    const id = await scene.enter(pupil(1));
    const foreign = await scene.ask('otherTeacher', 'preRegistration.approve', {
      items: [{ candidacyId: id, version: 1 }],
    });
    const missing = await scene.ask('otherTeacher', 'preRegistration.approve', {
      items: [{ candidacyId: absentId, version: 1 }],
    });
    expect(fault(foreign).kind).toBe('forbidden');
    expect(fault(foreign)).toEqual(fault(missing));
  });
});

describe('preRegistration.approve：按两次、别人更快', () => {
  it('再按一次算办好了，不多一个事件', async () => {
    const id = await scene.enter(pupil(1));
    await scene.approve(id);
    const again = await scene.do('teacher', 'preRegistration.approve', { items: [{ candidacyId: id, version: 1 }] });
    expect(again).toEqual({ done: [id], failed: [] });
    expect(scene.events(id).filter((kind) => kind === 'candidacy.approvedByTeacher')).toHaveLength(1);
  });

  it('看的是旧版本：说清谁改了', async () => {
    const id = await scene.enter(pupil(1));
    await scene.do('teacher', 'preRegistration.return', { candidacyId: id, version: 1, reasons: ['照实填民族'] });
    await scene.do('clerk', 'preRegistration.enter', {
      candidacyId: id,
      version: 2,
      data: pupil(1, { ethnicity: '02' }),
      pupilPresent: true,
    });
    const result = await scene.do('teacher', 'preRegistration.approve', { items: [{ candidacyId: id, version: 1 }] });
    expect(result.done).toEqual([]);
    expect(result.failed[0]?.sentence).toContain('王敏 10:00 当面改正');
  });
});
