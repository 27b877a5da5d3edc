import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import { type ApplicationScene, makeApplicationScene } from '../../fixtures/application-scene.ts';
import { transferCounty } from '../../fixtures/county.ts';
import { fault, idNumber, refusedBy, type Who } from '../../fixtures/desk-scene.ts';

type Transfer = Extract<Input<'application.start'>['request'], { kind: 'transfer' }>;

const joining = { code: '1504300002', name: '敖汉旗蒙古族中学' };
const elsewhere = { code: '1504020001', name: '红山区实验中学' };
const guardian = { by: 'guardian', fullName: '赵大明', relation: '父亲' } as const;
const to = (joiningSchool: Transfer['joiningSchool'], candidateNumber: string | null = null): Transfer => ({
  kind: 'transfer',
  joiningSchool,
  applicant: guardian,
  candidateNumber,
});

let scene: ApplicationScene;
beforeAll(async () => {
  scene = await makeApplicationScene(undefined, transferCounty);
});
afterAll(() => scene.desk.close());

const sql = (text: string, ...values: unknown[]) =>
  scene.desk
    .db()
    .statement(text)
    .pluck()
    .get(...values);
const schoolId = (code: string) => String(sql('SELECT id FROM school WHERE code = ?', code));
const classOf = (code: string) =>
  String(
    sql(`SELECT k.id FROM school_class k JOIN school s ON s.id = k.school_id WHERE s.code = ? AND k.code = '01'`, code),
  );

async function filed(sequence: number, who: Who = 'teacher', school = joining, status = 'inEffect') {
  const id = await scene.inEffect(sequence, status);
  const { applicationId } = await scene.start(who, id, to(school));
  await scene.attach(who, applicationId, 'schoolMoveProof');
  return { id, applicationId, submitted: await scene.submit(who, applicationId) };
}

const joinAgrees = (
  applicationId: string,
  classId: string | null = classOf(joining.code),
  who: Who = 'joiningSchool',
) =>
  scene.ask(who, 'application.agree', {
    items: [{ applicationId, version: scene.versionOf(applicationId) }],
    joiningClassId: classId,
  });
const done = (applicationId: string) => ({ ok: true, value: { done: [applicationId], failed: [] } });
const regionAgrees = (applicationId: string) => scene.decide({ applicationId, step: 'regionDecide' });

describe('区内转籍：两校分别同意，自治区变更学校（三（一））', () => {
  it.each([
    ['先转出、后转入', 11, true],
    ['先转入、后转出', 13, false],
  ] as const)('%s：学校、班级换了，考籍号、状态不动，两边都记下', async (_, sequence, releasingFirst) => {
    const { id, applicationId, submitted } = await filed(sequence);
    expect(submitted).toMatchObject({ state: 'atStep', place: '等转出学校同意、转入学校同意' });
    const number = scene.column(id, 'candidacy_no');
    const release = () => scene.agree('school', applicationId);
    if (releasingFirst) expect(await release()).toEqual({ done: [applicationId], failed: [] });
    expect(await joinAgrees(applicationId)).toEqual(done(applicationId));
    if (!releasingFirst) {
      expect((await scene.sheet('school', applicationId)).line.place).toBe('等转出学校同意');
      expect(await release()).toEqual({ done: [applicationId], failed: [] });
    }
    expect((await scene.sheet('reviewer', applicationId)).line.place).toBe('在自治区');
    expect(scene.column(id, 'school_id')).toBe(schoolId('1504300001'));
    expect(regionAgrees(applicationId)).toMatchObject({ state: 'applied' });
    expect(scene.stateOf(applicationId)).toEqual({ state: 'carriedOut', step: 3 });
    expect(scene.column(id, 'school_id')).toBe(schoolId(joining.code));
    expect(scene.column(id, 'class_id')).toBe(classOf(joining.code));
    expect([scene.column(id, 'status'), scene.column(id, 'candidacy_no')]).toEqual(['inEffect', number]);
    expect(scene.events(id).at(-1)).toBe('candidacy.transferred');
    const steps = (await scene.sheet('reviewer', applicationId)).steps;
    expect(steps.map(({ label, state }) => `${label} ${state}`)).toEqual([
      '本人申请 done',
      '转出学校同意 done',
      '转入学校同意 done',
      '自治区决定 done',
    ]);
  });

  it('自治区的决定早到：先放着，两校都同意了才用', async () => {
    const { id, applicationId } = await filed(15);
    await scene.agree('school', applicationId);
    expect(regionAgrees(applicationId)).toMatchObject({ state: 'parked' });
    expect(scene.column(id, 'school_id')).toBe(schoolId('1504300001'));
  });

  it('发两次：同样的回答，不多写一步', async () => {
    const { applicationId } = await filed(17);
    const input = { items: [{ applicationId, version: scene.versionOf(applicationId) }] };
    const first = await scene.do('school', 'application.agree', input);
    expect(await scene.do('school', 'application.agree', input)).toEqual(first);
    const steps = `SELECT count(*) FROM application_step WHERE application_id = ? AND act = 'agreed'`;
    expect(sql(steps, applicationId)).toBe(1);
  });

  it('各办各的：转出学校不能代转入，旗县不能代本考区的学校，已同意的不再有一步', async () => {
    const { applicationId } = await filed(19);
    const items = () => ({ items: [{ applicationId, version: scene.versionOf(applicationId) }] });
    const ofCounty = await scene.do('reviewer', 'application.agree', items());
    expect(ofCounty.failed[0]?.sentence).toContain('转出要由敖汉旗第一中学决定');
    await scene.agree('school', applicationId);
    const again = await scene.do('otherOfSchool', 'application.agree', {
      ...items(),
      joiningClassId: classOf(joining.code),
    });
    expect(again.failed[0]?.sentence).toContain('转入要由敖汉旗蒙古族中学决定');
    expect(await joinAgrees(applicationId, null)).toMatchObject({
      value: { failed: [{ sentence: expect.stringContaining('哪个班') }] },
    });
    expect(await joinAgrees(applicationId, classOf('1504300001'))).toMatchObject({
      value: { failed: [{ sentence: expect.stringContaining('不是敖汉旗蒙古族中学的班') }] },
    });
  });

  it('哪一边不同意都到此为止，考生留在原校，可以重新申请；同时只有一件', async () => {
    const { id, applicationId } = await filed(21);
    const twice = await scene.ask('clerk', 'application.start', { candidacyId: id, request: to(elsewhere) });
    expect(fault(twice)).toMatchObject({ kind: 'stale' });
    await scene.do('joiningSchool', 'application.reject', {
      applicationId,
      version: scene.versionOf(applicationId),
      reason: '高一没有空的学位',
    });
    expect(scene.stateOf(applicationId).state).toBe('rejected');
    expect(scene.column(id, 'school_id')).toBe(schoolId('1504300001'));
    expect((await scene.start('clerk', id, to(elsewhere))).applicationId).not.toBe(applicationId);
  });

  it('退回补正以后，同意过的也重新同意', async () => {
    const { applicationId } = await filed(23);
    await scene.agree('school', applicationId);
    await scene.do('joiningSchool', 'application.return', {
      applicationId,
      version: scene.versionOf(applicationId),
      reason: '转学证明看不清',
    });
    expect(await scene.submit('teacher', applicationId)).toMatchObject({ place: '等转出学校同意、转入学校同意' });
  });

  it('区外的学校、社会考生、没有生效的：说清依据和去处', async () => {
    const id = await scene.inEffect(25);
    const outside = to({ code: null, name: '承德市第一中学' });
    expect(refusedBy(await scene.ask('teacher', 'application.start', { candidacyId: id, request: outside }))).toEqual([
      'transfer.inside-region',
    ]);
    const released = await scene.released(27);
    const early = await scene.ask('teacher', 'application.start', { candidacyId: released, request: to(joining) });
    expect(refusedBy(early)).toEqual(['transfer.in-effect']);
  });

  it('窗口外申请：收下，等窗口；窗口内申请、关了才轮到：等下一次窗口', async () => {
    const id = await scene.inEffect(29);
    scene.desk.clock.set('2027-02-20T02:00:00.000Z');
    const { applicationId } = await scene.start('teacher', id, to(joining));
    await scene.attach('teacher', applicationId, 'schoolMoveProof');
    expect(await scene.submit('teacher', applicationId)).toMatchObject({
      state: 'waitingForWindow',
      waitsUntil: '2027-02-25T01:00:00.000Z',
    });
    scene.desk.clock.set('2027-02-25T01:00:00.000Z');
    scene.desk.desk.tick();
    expect(scene.stateOf(applicationId)).toEqual({ state: 'atStep', step: 1 });
    await scene.agree('school', applicationId);
    scene.desk.clock.set('2027-04-01T09:00:00.000Z');
    expect(await joinAgrees(applicationId)).toMatchObject({
      value: { failed: [{ sentence: expect.stringContaining('窗口开放时再办') }] },
    });
    // the region decides when it decides: what both schools agreed to in time is carried out
    scene.desk.clock.set('2027-04-01T08:59:59.999Z');
    expect(await joinAgrees(applicationId)).toEqual(done(applicationId));
    scene.desk.clock.set('2027-05-01T02:00:00.000Z');
    expect(regionAgrees(applicationId)).toMatchObject({ state: 'applied' });
    expect(scene.column(id, 'school_id')).toBe(schoolId(joining.code));
    scene.desk.clock.set('2027-03-01T02:00:00.000Z');
  });
});

describe('转入学校只看这一件', () => {
  it('提交以后看得到申请，看不到考生的别的；草稿看不到；队列里在“待我办理”', async () => {
    const id = await scene.inEffect(31);
    const { applicationId } = await scene.start('teacher', id, to(joining));
    expect(fault(await scene.ask('joiningSchool', 'application.sheet', { applicationId })).kind).toBe('forbidden');
    await scene.attach('teacher', applicationId, 'schoolMoveProof');
    await scene.submit('teacher', applicationId);
    const list = (who: Who) => scene.do(who, 'application.list', { duty: 'mine', kind: 'transfer' });
    const [line] = (await list('joiningSchool')).lines.filter((one) => one.applicationId === applicationId);
    expect(line).toMatchObject({ className: null, place: '等转出学校同意、转入学校同意' });
    expect((await list('reviewer')).lines.map((one) => one.applicationId)).not.toContain(applicationId);
    const sheet = await scene.sheet('joiningSchool', applicationId);
    expect(sheet.joiningClasses?.map(({ name }) => name)).toEqual(['高一(1)班', '高一(2)班']);
    expect((await scene.sheet('school', applicationId)).joiningClasses).toBeNull();
    expect(JSON.stringify(sheet)).not.toContain(idNumber(31));
    expect(
      fault(
        await scene.ask('joiningSchool', 'application.start', {
          candidacyId: id,
          request: { kind: 'correction', changes: { fullName: '斯琴' } },
        }),
      ).kind,
    ).toBe('forbidden');
    expect(fault(await scene.ask('teacherElsewhere', 'application.sheet', { applicationId })).kind).toBe('forbidden');
    await joinAgrees(applicationId);
    expect((await list('joiningSchool')).lines.map((one) => one.applicationId)).not.toContain(applicationId);
    expect((await list('school')).lines.map((one) => one.applicationId)).toContain(applicationId);
    await scene.agree('school', applicationId);
    regionAgrees(applicationId);
    // the school that was left still sees what it decided, and nothing else of the pupil
    expect((await scene.sheet('school', applicationId)).line).toMatchObject({ state: 'carriedOut', className: null });
    expect(
      fault(
        await scene.ask('school', 'application.start', {
          candidacyId: id,
          request: { kind: 'correction', changes: { fullName: '斯琴' } },
        }),
      ).kind,
    ).toBe('forbidden');
  });

  it('家长到转入学校申请：姓名和完整号码都对才找得到；号码不对开不了', async () => {
    const id = await scene.inEffect(33);
    const name = String(scene.column(id, 'full_name'));
    const find = (text: string, isJoining = true) =>
      scene.do('joiningSchool', 'application.candidates', { text, joining: isJoining });
    expect(await find(`${name} ${idNumber(33)}`)).toMatchObject([{ candidacyId: id, className: null, current: [] }]);
    expect([await find(name), await find(idNumber(33)), await find(`${name} ${idNumber(33).slice(0, 10)}`)]).toEqual([
      [],
      [],
      [],
    ]);
    expect([await find(`别人 ${idNumber(33)}`), await find(`${name} ${idNumber(33)}`, false)]).toEqual([[], []]);
    const start = (request: Transfer) => scene.ask('joiningSchool', 'application.start', { candidacyId: id, request });
    expect(fault(await start(to(joining))).kind).toBe('forbidden');
    expect(fault(await start(to(joining, idNumber(35)))).kind).toBe('forbidden');
    expect(refusedBy(await start(to(elsewhere, idNumber(33))))).toEqual(['access.actor-reaches-pupil']);
    const { applicationId } = await scene.start('joiningSchool', id, to(joining, idNumber(33)));
    expect(String(sql('SELECT request FROM application WHERE id = ?', applicationId))).not.toContain(idNumber(33));
    await scene.attach('joiningSchool', applicationId, 'schoolMoveProof');
    expect(await scene.submit('joiningSchool', applicationId)).toMatchObject({ state: 'atStep' });
    // who prepared it does not decide it; another of that school does
    expect(await joinAgrees(applicationId)).toMatchObject({
      value: { failed: [{ sentence: expect.stringContaining('不能自己决定') }] },
    });
    expect(await joinAgrees(applicationId, classOf(joining.code), 'otherOfJoiningSchool')).toEqual(done(applicationId));
  });
});

describe('转到别的考区', () => {
  it('旗县凭同意证明记下；办结后记录离开本考区，历史留着，在办的别的件撤回', async () => {
    const { id, applicationId } = await filed(41, 'teacher', elsewhere);
    const rename = { kind: 'correction', changes: { fullName: '斯琴高洼' } } as const;
    const other = await scene.start('teacher', id, rename);
    const items = () => ({ items: [{ applicationId, version: scene.versionOf(applicationId) }] });
    const without = await scene.do('reviewer', 'application.agree', items());
    expect(without.failed[0]?.sentence).toContain('同意证明');
    await scene.do('reviewer', 'application.return', {
      applicationId,
      version: scene.versionOf(applicationId),
      reason: '附上转入学校的同意证明',
    });
    await scene.attach('teacher', applicationId, 'joiningConsent');
    await scene.submit('teacher', applicationId);
    await scene.agree('school', applicationId);
    expect(await scene.agree('reviewer', applicationId)).toEqual({ done: [applicationId], failed: [] });
    expect(regionAgrees(applicationId)).toMatchObject({ state: 'applied' });
    expect([scene.column(id, 'status'), scene.column(id, 'class_id')]).toEqual(['closed', null]);
    expect(scene.column(id, 'return_reason')).toBe('已转籍到红山区实验中学（红山区考区）');
    expect(scene.stateOf(other.applicationId).state).toBe('withdrawn');
    expect(scene.events(id)).toContain('candidacy.transferred');
    const found = await scene.do('clerk', 'desk.search', { text: idNumber(41), limit: 5 });
    expect(found.map((hit) => hit.status)).toContain('closed');
  });

  it('转入学校的同意也可以由自治区的通知带来', async () => {
    const { id, applicationId } = await filed(43, 'teacher', elsewhere);
    const bring = scene.decide({ applicationId, step: 'joiningSchoolAgree', decidedBy: '红山区实验中学' });
    expect(bring).toMatchObject({ state: 'applied' });
    await scene.agree('school', applicationId);
    regionAgrees(applicationId);
    expect(scene.column(id, 'status')).toBe('closed');
    const { timeline } = await scene.sheet('reviewer', applicationId);
    expect(timeline.filter(({ elsewhere: brought }) => brought).map(({ who }) => who)).toEqual([
      '红山区实验中学',
      '自治区教育考试院',
    ]);
  });

  it('先定了班、退回后改去别的学校：不带着前一所学校的班走', async () => {
    const { id, applicationId } = await filed(49);
    expect(await joinAgrees(applicationId)).toEqual(done(applicationId));
    const at = () => ({ applicationId, version: scene.versionOf(applicationId) });
    await scene.do('school', 'application.return', { ...at(), reason: '家长改了主意，改去红山区' });
    await scene.do('teacher', 'application.amend', { ...at(), request: to(elsewhere) });
    await scene.submit('teacher', applicationId);
    scene.decide({ applicationId, step: 'joiningSchoolAgree', decidedBy: '红山区实验中学' });
    await scene.agree('school', applicationId);
    expect(regionAgrees(applicationId)).toMatchObject({ state: 'applied' });
    expect([scene.column(id, 'school_id'), scene.column(id, 'class_id')]).toEqual([schoolId(elsewhere.code), null]);
  });

  it('决定到之前记录已经不在：不用，说明原因', async () => {
    const { id, applicationId } = await filed(45);
    await scene.agree('school', applicationId);
    await joinAgrees(applicationId);
    scene.desk.db().statement(`UPDATE candidacy SET status = 'joined' WHERE id = ?`).run(id);
    expect(regionAgrees(applicationId)).toMatchObject({ state: 'refused' });
  });
});

describe('休籍的考生转籍', () => {
  it('照常转，仍是休籍', async () => {
    const { id, applicationId } = await filed(47, 'teacher', joining, 'suspended');
    await scene.agree('school', applicationId);
    await joinAgrees(applicationId);
    regionAgrees(applicationId);
    expect([scene.column(id, 'status'), scene.column(id, 'school_id')]).toEqual(['suspended', schoolId(joining.code)]);
  });
});
