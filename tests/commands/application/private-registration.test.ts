import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationScene, makeApplicationScene, privateCandidate } from '../../fixtures/application-scene.ts';
import { completion, fault, pupil, refusedBy } from '../../fixtures/desk-scene.ts';

describe('社会考生：受理，旗县同意，自治区决定，户籍地采集（一（一）1、3）', () => {
  let scene: ApplicationScene;
  beforeAll(async () => {
    scene = await makeApplicationScene('2026-11-23T02:00:00.000Z');
  });
  afterAll(() => scene.desk.close());

  const atRegion = async (sequence: number) => {
    const prepared = await scene.start('clerk', null, privateCandidate(sequence));
    await scene.attach('clerk', prepared.applicationId, 'householdProof');
    await scene.submit('clerk', prepared.applicationId);
    const agreed = await scene.agree('reviewer', prepared.applicationId);
    expect(agreed.failed).toEqual([]);
    return prepared;
  };
  const balanced = async () => scene.do('clerk', 'custody.sums', { classId: null });

  it('一路办到放行；台账每一步都平', async () => {
    const { applicationId, candidacyId } = await scene.start('clerk', null, privateCandidate(11));
    expect(scene.column(candidacyId, 'status')).toBe('preRegistered');
    expect(scene.column(candidacyId, 'school_id')).toBeNull();
    await scene.attach('clerk', applicationId, 'householdProof');
    expect(await scene.submit('clerk', applicationId)).toMatchObject({ state: 'atStep', place: '等旗县同意' });
    expect((await balanced()).balanced).toBe(true);
    await scene.agree('reviewer', applicationId);
    expect(scene.column(candidacyId, 'status')).toBe('awaitingRegion');
    expect(await balanced()).toMatchObject({ balanced: true });
    const desk = await scene.do('clerk', 'desk.open', { candidacyId });
    const complete = desk.acts.find((one) => one.act === 'desk.complete');
    expect(complete?.open).toBe(false);
    expect(complete?.why.map((one) => one.ruleId)).toContain('private-candidate.is-approved');
    const number = `G${scene.column(candidacyId, 'document_number')}`;
    expect(scene.decide({ applicationId, step: 'regionDecide', candidacyNo: number })).toEqual({
      state: 'applied',
      reason: null,
    });
    expect(scene.column(candidacyId, 'status')).toBe('awaitingCapture');
    expect((await balanced()).balanced).toBe(true);
    await scene.readCard(candidacyId);
    const captureId = await scene.shoot(candidacyId);
    const done = await scene.do('clerk', 'desk.complete', completion(scene, candidacyId, captureId));
    expect(done.outcome).toBe('completed');
    expect(scene.column(candidacyId, 'candidacy_no')).toBe(number);
    await scene.do('reviewer', 'review.approve', { items: [{ candidacyId, version: scene.version(candidacyId) }] });
    const released = await scene.do('reviewer', 'release.perform', {
      items: [{ candidacyId, version: scene.version(candidacyId) }],
    });
    expect(released.failed).toEqual([]);
    expect((await balanced()).balanced).toBe(true);
  });

  it('自治区退回以前作出的决定迟到了：重新送到自治区以后也不算数', async () => {
    const { applicationId } = await atRegion(31);
    const about = { applicationId, step: 'regionDecide' } as const;
    const early = { ...about, decisionId: crypto.randomUUID(), decidedAt: '2026-11-23T01:00:00.000Z' };
    const returned = { ...about, outcome: 'returned', reason: '户籍证明看不清' } as const;
    expect(scene.decide({ ...returned, decidedAt: '2026-11-23T01:30:00.000Z' }).state).toBe('applied');
    expect(scene.decide(early)).toMatchObject({ state: 'refused' });
    await scene.submit('clerk', applicationId);
    await scene.agree('reviewer', applicationId);
    expect(scene.decide(early)).toMatchObject({
      state: 'refused',
      reason: '这个决定作出以后，这一件又有过退回的决定；等对重新送去的这一份作出的决定',
    });
    expect(scene.stateOf(applicationId).state).toBe('atStep');
    expect(scene.decide(about).state).toBe('applied');
  });

  it('不混在班主任的名单里：台账另算一项，预注册的数里没有', async () => {
    const before = await balanced();
    const count = (sums: typeof before, part: string) => sums.parts.find((one) => one.part === part)?.count ?? 0;
    await scene.start('clerk', null, privateCandidate(29));
    const after = await balanced();
    expect(after.balanced).toBe(true);
    expect(count(after, 'waitingForCounty')).toBe(count(before, 'waitingForCounty') + 1);
    expect(count(after, 'waitingForTeacher')).toBe(count(before, 'waitingForTeacher'));
    expect(await scene.do('clerk', 'preRegistration.list', { classId: null, status: 'waiting' })).toEqual([]);
    const counts = await scene.do('clerk', 'preRegistration.counts', {});
    expect(counts.filter((line) => line.classId === null)).toEqual([]);
    const names = await scene.do('clerk', 'custody.names', { part: 'waitingForCounty', classId: null });
    expect(names).toHaveLength(count(after, 'waitingForCounty'));
  });

  it('姓名查得到；按两遍只有一个人', async () => {
    const request = privateCandidate(13);
    const one = await scene.start('clerk', null, request);
    const events = scene.count('event');
    const two = await scene.start('clerk', null, request);
    expect(two).toEqual(one);
    expect(scene.count('event')).toBe(events);
    const name = request.kind === 'privateRegistration' ? request.data.fullName : '';
    const hits = await scene.do('clerk', 'desk.search', { text: name, limit: 20 });
    expect(hits.map((hit) => hit.candidacyId)).toContain(one.candidacyId);
  });

  it('户籍在别的旗县：不受理，说到哪里去；什么也没有留下', async () => {
    const before = scene.count('candidacy');
    const reply = await scene.ask('clerk', 'application.start', {
      candidacyId: null,
      request: privateCandidate(15, { householdPlace: '150402' }),
    });
    expect(fault(reply)).toMatchObject({
      kind: 'refused',
      findings: [{ ruleId: 'private-candidate.household-here', next: '到赤峰市红山区的招生考试机构申请' }],
    });
    expect(scene.count('candidacy')).toBe(before);
  });

  it('缺户籍证明说缺哪一样；本人不在场不能提交', async () => {
    const { applicationId } = await scene.start('clerk', null, privateCandidate(17));
    const input = { applicationId, version: scene.versionOf(applicationId), applicantPresent: false };
    const reply = await scene.ask('clerk', 'application.submit', input);
    expect(refusedBy(reply)).toEqual(['private-candidate.in-person', 'application-evidence.household-proof']);
    expect(JSON.stringify(fault(reply))).toContain('缺户籍证明');
  });

  it('自治区不同意：作废，带原因；退回：补正后再来；撤回：已撤回', async () => {
    const refused = await atRegion(19);
    scene.decide({
      applicationId: refused.applicationId,
      step: 'regionDecide',
      outcome: 'rejected',
      reason: '户籍不符',
    });
    expect(scene.column(refused.candidacyId, 'status')).toBe('void');
    expect(scene.column(refused.candidacyId, 'return_reason')).toBe('户籍不符');
    const returned = await atRegion(21);
    scene.decide({
      applicationId: returned.applicationId,
      step: 'regionDecide',
      outcome: 'returned',
      reason: '补一页',
    });
    expect(scene.stateOf(returned.applicationId).state).toBe('returned');
    expect(scene.column(returned.candidacyId, 'status')).toBe('preRegistered');
    expect(await scene.submit('clerk', returned.applicationId)).toMatchObject({ place: '等旗县同意' });
    const withdrawn = await atRegion(23);
    await scene.do('clerk', 'application.withdraw', {
      applicationId: withdrawn.applicationId,
      version: scene.versionOf(withdrawn.applicationId),
      reason: '本人不办了',
    });
    expect(scene.column(withdrawn.candidacyId, 'status')).toBe('withdrawn');
    expect((await balanced()).balanced).toBe(true);
  });

  it('自治区的决定：来两遍只算一遍，没到那一步先放着，别人名下的号先放着', async () => {
    const { applicationId } = await scene.start('clerk', null, privateCandidate(25));
    const decision = { applicationId, step: 'regionDecide', decisionId: crypto.randomUUID() } as const;
    expect(scene.decide(decision)).toMatchObject({
      state: 'parked',
      reason: expect.stringContaining('还没有走到这一步'),
    });
    await scene.attach('clerk', applicationId, 'householdProof');
    await scene.submit('clerk', applicationId);
    await scene.agree('reviewer', applicationId);
    const { id } = await scene.completed(pupil(301));
    const taken = String(scene.column(id, 'candidacy_no'));
    expect(scene.decide({ ...decision, candidacyNo: taken })).toMatchObject({ state: 'parked' });
    expect(scene.stateOf(applicationId)).toEqual({ state: 'atStep', step: 2 });
    expect(scene.decide(decision).state).toBe('applied');
    const events = scene.count('event');
    expect(scene.decide(decision).state).toBe('applied');
    expect(scene.count('event')).toBe(events);
    expect(scene.decide({ ...decision, decisionId: crypto.randomUUID() })).toMatchObject({ state: 'refused' });
  });

  it('学籍名单里有的，指回学校', async () => {
    const { db } = scene.desk;
    const clerkId = db().statement("SELECT id FROM user_account WHERE login_name = 'clerk1'").pluck().get();
    db()
      .statement(
        `INSERT INTO import_batch (id, kind, state, file_name, file_sha256, created_by, created_at)
         VALUES ('b', 'enrolmentList', 'accepted', 'x', 'x', ?, '2026-11-01T00:00:00Z')`,
      )
      .run(clerkId);
    const request = privateCandidate(27);
    const number = request.kind === 'privateRegistration' ? request.data.documentNumber : '';
    db()
      .statement(
        `INSERT INTO enrolment_record (id, enrolment_no, document_number, full_name, school_code, school_name, import_batch_id)
         VALUES ('e', 'G1', ?, '某人', '1504300002', '敖汉旗蒙古族中学', 'b')`,
      )
      .run(number);
    const reply = await scene.ask('clerk', 'application.start', { candidacyId: null, request });
    expect(fault(reply)).toMatchObject({
      kind: 'refused',
      findings: [{ ruleId: 'private-candidate.no-enrolment', sentence: expect.stringContaining('敖汉旗蒙古族中学') }],
    });
  });
});
