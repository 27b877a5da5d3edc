import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completion, fault, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await makeScene();
});
afterEach(() => scene.desk.close());

describe('desk.open：一名学生在登记台', () => {
  it('名册的值、证件对照、检查、能办的事都在；号码只露头尾', async () => {
    const id = await scene.enter(pupil(1, { politicalStatus: null }));
    await scene.approve(id);
    const sheet = await scene.do('clerk', 'desk.open', { candidacyId: id });
    expect(sheet).toMatchObject({
      revision: 0,
      documentTypeLabel: '居民身份证',
      documentState: null,
      documentMasked: `150430********${pupil(1).documentNumber.slice(-4)}`,
      candidacyNoMasked: null,
      draft: null,
      savedAt: null,
    });
    expect(sheet.fields.find((line) => line.field === 'politicalStatus')).toMatchObject({
      value: '未填',
      missing: true,
    });
    expect(sheet.fields.find((line) => line.field === 'family')).toMatchObject({ value: '1 人', fieldClass: 'frozen' });
    expect(sheet.findings.map((finding) => finding.ruleId)).toContain('required-field.political-status');
    const text = JSON.stringify(sheet);
    for (const secret of [pupil(1).documentNumber, pupil(1).enrolmentNo ?? '', '赵大明'])
      expect(text).not.toContain(secret);
  });

  it('开着的事和真去办的结果一致；关着的事至少有一个原因', async () => {
    const waiting = await scene.enter(pupil(1));
    const ready = await scene.enter(pupil(2));
    await scene.approve(ready);
    const done = (await scene.completed(pupil(3))).id;
    await scene.readCard(ready);
    const captureId = await scene.shoot(ready);
    for (const id of [waiting, ready, done]) {
      const sheet = await scene.do('clerk', 'desk.open', { candidacyId: id });
      for (const act of sheet.acts) expect(act.open || act.why.length > 0).toBe(true);
    }
    const open = await scene.do('clerk', 'desk.open', { candidacyId: ready });
    expect(open.acts.find((act) => act.act === 'desk.complete')?.open).toBe(true);
    const reply = await scene.ask('clerk', 'desk.complete', completion(scene, ready, captureId));
    expect(reply.ok).toBe(true);
    const closed = await scene.do('clerk', 'desk.open', { candidacyId: done });
    // the candidate's own mobile stays open at any time (2.5)
    expect(closed.acts.filter((act) => act.open).map((act) => act.act)).toEqual(['mobileChange.perform']);
  });

  it('班主任没同意：完成是开着的（先存着），并说明为什么要等', async () => {
    const id = await scene.enter(pupil(1));
    await scene.readCard(id);
    await scene.shoot(id);
    const sheet = await scene.do('clerk', 'desk.open', { candidacyId: id });
    const complete = sheet.acts.find((act) => act.act === 'desk.complete');
    expect(complete).toMatchObject({ open: true });
    expect(complete?.why.map((finding) => finding.ruleId)).toEqual(['pre-registration.teacher-has-approved']);
  });
});

describe('desk.queue、desk.classes：班级', () => {
  it('每班的数加得起来，人按座次', async () => {
    const absent = await scene.enter(pupil(1));
    const returned = await scene.enter(pupil(2));
    await scene.enter(pupil(4));
    const approved = await scene.enter(pupil(6));
    await scene.approve(absent, approved);
    await scene.do('teacher', 'preRegistration.return', { candidacyId: returned, version: 1, reasons: ['改'] });
    await scene.do('clerk', 'desk.markAbsence', { candidacyId: absent, kind: 'absent' });
    await scene.completed(pupil(8));
    const classes = await scene.do('clerk', 'desk.classes', {});
    const own = classes.find((line) => line.total > 0);
    expect(own).toMatchObject({ total: 5, done: 1, waiting: 2, absent: 1, late: 0, returned: 1, waitingForTeacher: 1 });
    const queue = await scene.do('clerk', 'desk.queue', { classId: own?.classId ?? '' });
    expect(queue.class).toEqual(own);
    expect(queue.pupils).toHaveLength(5);
    expect(classes).toHaveLength(4);
  });

  it('没有的班：不说有没有', async () => {
    const reply = await scene.ask('clerk', 'desk.queue', { classId: '0198f000-0000-7000-8000-00000000dead' });
    expect(fault(reply).kind).toBe('forbidden');
  });

  it('每班的数只从索引里数', async () => {
    const plan = scene.desk
      .db()
      .client.prepare(
        'EXPLAIN QUERY PLAN SELECT class_id, status, count(*) FROM candidacy WHERE class_id IS NOT NULL GROUP BY class_id, status',
      )
      .all() as { detail: string }[];
    expect(plan.map((step) => step.detail).join()).toContain('COVERING INDEX candidacy_by_class');
  });
});

describe('desk.revealNumber、photo.read：全号和照片', () => {
  it('全号只给登记员和审核员，留下访问记录', async () => {
    const id = await scene.enter(pupil(1));
    const shown = await scene.do('clerk', 'desk.revealNumber', { candidacyId: id });
    expect(shown).toEqual({ documentNumber: pupil(1).documentNumber, enrolmentNo: pupil(1).enrolmentNo });
    scene.desk.desk.tick();
    const lines = scene.desk
      .db()
      .statement(`SELECT subject_id || ' ' || reference FROM audit_entry WHERE call = 'desk.revealNumber'`)
      .pluck()
      .all();
    expect(lines).toEqual([`${id} 核对证件`]);
    for (const who of ['teacher', 'school', 'administrator', 'auditor'] as const)
      expect(fault(await scene.ask(who, 'desk.revealNumber', { candidacyId: id })).kind).toBe('forbidden');
  });

  it('班主任看本班的登记照，看不到原图，也看不到别班的', async () => {
    const id = await scene.enter(pupil(1));
    const captureId = await scene.shoot(id);
    const own = await scene.do('teacher', 'photo.read', { captureId, which: 'derived' });
    expect([...own.jpeg.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    expect(fault(await scene.ask('teacher', 'photo.read', { captureId, which: 'original' })).kind).toBe('forbidden');
    const foreign = await scene.ask('otherTeacher', 'photo.read', { captureId, which: 'derived' });
    const missing = await scene.ask('otherTeacher', 'photo.read', {
      captureId: '0198f000-0000-7000-8000-00000000dead',
      which: 'derived',
    });
    expect(fault(foreign)).toEqual(fault(missing));
    expect((await scene.do('school', 'photo.read', { captureId, which: 'derived' })).jpeg.length).toBeGreaterThan(500);
  });
});
