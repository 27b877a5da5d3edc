import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import { type ApplicationScene, makeApplicationScene } from '../../fixtures/application-scene.ts';
import { completion, fault, pupil, refusedBy } from '../../fixtures/desk-scene.ts';
import { acceptance, signedNotice } from '../../fixtures/region-notice.ts';

type Request = Extract<Input<'application.start'>['request'], { kind: 'recognitionOfResults' }>;
const line = (changes: Partial<Request['lines'][number]> = {}): Request['lines'][number] => ({
  name: '语文',
  examType: 'qualifying',
  asCertified: '合格',
  outcome: 'pass',
  subject: null,
  ...changes,
});
const request = (...lines: Request['lines']): Request => ({
  kind: 'recognitionOfResults',
  certificate: { province: '37', issuer: '山东省教育招生考试院', certificateNo: 'SD-1' },
  lines,
});
const proofs = ['foreignResults', 'acceptanceProof', 'identityProof'] as const;

describe('成绩转入认证（四）', () => {
  let scene: ApplicationScene;
  beforeAll(async () => {
    scene = await makeApplicationScene('2026-11-23T02:00:00.000Z');
  });
  afterAll(() => scene.desk.close());

  const begin = async (sequence: number, ...lines: Request['lines']) => {
    const id = await scene.enter(pupil(sequence));
    const { applicationId } = await scene.start('clerk', id, request(...lines));
    return { id, applicationId };
  };
  const handIn = async (sequence: number, ...lines: Request['lines']) => {
    const begun = await begin(sequence, ...lines);
    for (const kind of proofs) await scene.attach('clerk', begun.applicationId, kind);
    await scene.submit('clerk', begun.applicationId);
    return begun;
  };
  const certify = async (applicationId: string) => {
    expect(await scene.agree('reviewer', applicationId)).toMatchObject({ failed: [] });
    expect(scene.decide({ applicationId, step: 'leagueApprove', decidedBy: '赤峰市' }).state).toBe('applied');
    expect(scene.decide({ applicationId, step: 'regionDecide' }).state).toBe('applied');
  };
  const recognised = (id: string) =>
    scene.desk
      .db()
      .statement('SELECT subject, outcome, foreign_name, mapped_by FROM recognised_result WHERE candidacy_id = ?')
      .all(id);

  it('旗县、盟市、自治区、转入学校，到登记台：合格的计入，不合格的照记，本区没有的不计', async () => {
    const { id, applicationId } = await begin(
      1,
      line(),
      line({ name: '科学', asCertified: 'D', outcome: 'fail', subject: '07' }),
      line({ name: '综合实践', asCertified: 'A', subject: 'none' }),
    );
    const missing = async () =>
      refusedBy(
        await scene.ask('clerk', 'application.submit', {
          applicationId,
          version: scene.versionOf(applicationId),
          applicantPresent: true,
        }),
      );
    for (const kind of proofs) {
      expect((await missing()).length).toBeGreaterThan(0);
      await scene.attach('clerk', applicationId, kind);
    }
    expect(await scene.submit('clerk', applicationId)).toMatchObject({ state: 'atStep', place: '等旗县同意' });
    const teacher = await scene.approve(id);
    expect(teacher.failed[0]?.sentence).toContain('成绩转入还在办');
    expect(scene.decide({ applicationId, step: 'regionDecide' }).state).toBe('parked');
    expect(recognised(id)).toEqual([]);
    await certify(applicationId);
    expect(recognised(id)).toEqual([
      { subject: '01', outcome: 'pass', foreign_name: '语文', mapped_by: 'name' },
      { subject: '07', outcome: 'fail', foreign_name: '科学', mapped_by: 'clerk' },
    ]);
    expect(await scene.approve(id)).toMatchObject({
      failed: [{ sentence: expect.stringContaining('转入学校还没有补注册') }],
    });
    // no other office or role takes the school's place
    const { failed } = await scene.agree('otherReviewer', applicationId);
    expect(failed).toHaveLength(1);
    expect(await scene.agree('school', applicationId)).toEqual({ done: [applicationId], failed: [] });
    expect([scene.column(id, 'status'), scene.events(id).at(-1)]).toEqual([
      'awaitingCapture',
      'candidacy.supplementaryRegistered',
    ]);
    await scene.readCard(id);
    await scene.do('clerk', 'desk.complete', completion(scene, id, await scene.shoot(id)));
    expect(scene.column(id, 'status')).toBe('completed');
    const offered = await offer(id);
    expect(offered.closed).toEqual(['语文']);
    expect(offered.results).toEqual([
      ['语文', 'pass', '山东省成绩，经自治区认证'],
      ['物理', 'fail', '山东省成绩，经自治区认证'],
    ]);
    expect(offered.open).toContain('物理');
  });

  const offer = async (id: string) => {
    const sitting = '2026-autumn';
    const insert = scene.desk.db().statement(
      `INSERT OR IGNORE INTO exam_window (id, kind, label, cohort_year, sitting, opens_at, closes_at, edition_id)
         VALUES (?, ?, '考次', NULL, ?, ?, ?, 'calendar-2026')`,
    );
    insert.run('r-entry', 'examEntry', sitting, '2026-11-20T01:00:00.000Z', '2026-11-30T14:00:00.000Z');
    insert.run('r-sitting', 'sitting', sitting, '2027-01-09T01:00:00.000Z', '2027-01-12T10:00:00.000Z');
    const asked = { candidacyId: id, sitting, subjects: null, foreignLanguage: null };
    const { subjects } = await scene.do('clerk', 'examEntry.offer', asked);
    const isTaken = (one: (typeof subjects)[number]) => one.why.some((w) => w.ruleId === 'exam-entry.not-recognised');
    return {
      closed: subjects.filter(isTaken).map((one) => one.label),
      results: subjects.flatMap((one) => one.results.map(({ outcome, source }) => [one.label, outcome, source])),
      open: subjects.filter((one) => one.open).map((one) => one.label),
    };
  };

  it('选择性考试的行不收，说是哪一科、哪一条；社会考生和已并掉的不收', async () => {
    const id = await scene.enter(pupil(3));
    const graded = await scene.ask('clerk', 'application.start', {
      candidacyId: id,
      request: request(line({ name: '化学', examType: 'graded', asCertified: 'A' })),
    });
    expect(refusedBy(graded)).toEqual(['recognition.qualifying-only']);
    expect(JSON.stringify(fault(graded))).toContain('四（一）');
    scene.desk.db().statement(`UPDATE candidacy SET status = 'void' WHERE id = ?`).run(id);
    const gone = await scene.ask('clerk', 'application.start', { candidacyId: id, request: request(line()) });
    expect(refusedBy(gone)).toEqual(['recognition.joining-pupil']);
  });

  it('对不上的科目先问，自己不猜；说了以后记下是人说的', async () => {
    const { applicationId } = await begin(5, line({ name: '科学' }));
    for (const kind of proofs) await scene.attach('clerk', applicationId, kind);
    const asked = () => ({ applicationId, version: scene.versionOf(applicationId) });
    const open = await scene.ask('clerk', 'application.submit', { ...asked(), applicantPresent: true });
    expect(refusedBy(open)).toEqual(['recognition.subjects-mapped']);
    await scene.do('clerk', 'application.amend', {
      ...asked(),
      request: request(line({ name: '科学', subject: '09' })),
    });
    expect(await scene.submit('clerk', applicationId)).toMatchObject({ state: 'atStep' });
    const stored = scene.desk.db().statement('SELECT request FROM application WHERE id = ?').pluck().get(applicationId);
    expect(JSON.parse(String(stored)).lines).toMatchObject([{ subject: '09', mappedBy: 'clerk' }]);
  });

  it('四眼：准备的人不能同意；录入的人不能补注册；同一个决定送两次只算一次', async () => {
    const { id, applicationId } = await handIn(7, line());
    const own = await scene.ask('clerk', 'application.agree', {
      items: [{ applicationId, version: scene.versionOf(applicationId) }],
    });
    expect(fault(own).kind).toBe('forbidden');
    await scene.agree('reviewer', applicationId);
    scene.decide({ applicationId, step: 'leagueApprove' });
    const decisionId = crypto.randomUUID();
    for (let times = 0; times < 2; times += 1)
      expect(scene.decide({ decisionId, applicationId, step: 'regionDecide' }).state).toBe('applied');
    expect(recognised(id)).toHaveLength(1);
    const schoolUser = scene.desk
      .db()
      .statement(`SELECT id FROM user_account WHERE login_name = 'school1'`)
      .pluck()
      .get();
    scene.desk.db().statement('UPDATE candidacy SET entered_by = ? WHERE id = ?').run(schoolUser, id);
    const { failed } = await scene.agree('school', applicationId);
    expect(failed[0]?.sentence).toContain('你录入的');
    for (const act of [`UPDATE recognised_result SET outcome = 'fail'`, 'DELETE FROM recognised_result'])
      expect(() => scene.desk.db().client.exec(act)).toThrow(/never changed/);
  });

  it('自治区认证以后：成绩已计入，不能再退回、不予同意或撤回，只有补注册', async () => {
    const { id, applicationId } = await handIn(13, line());
    await certify(applicationId);
    const input = () => ({ applicationId, version: scene.versionOf(applicationId), reason: '成绩证明有误' });
    for (const [who, act] of [
      ['school', 'application.return'],
      ['school', 'application.reject'],
      ['clerk', 'application.withdraw'],
    ] as const) {
      const refused = await scene.ask(who, act, input());
      expect(refusedBy(refused), act).toEqual(['recognition.certified-stands']);
      expect(JSON.stringify(fault(refused))).toContain('四（二）');
    }
    const acts = (await scene.sheet('school', applicationId)).line.acts.filter(({ open }) => open);
    expect(acts.map(({ act }) => act)).toEqual(['application.agree']);
    expect(recognised(id)).toHaveLength(1);
    expect(await scene.agree('school', applicationId)).toEqual({ done: [applicationId], failed: [] });
  });

  it('自治区不同意：什么也不计入，学生照常由班主任审核', async () => {
    const { id, applicationId } = await handIn(9, line());
    await scene.agree('reviewer', applicationId);
    scene.decide({ applicationId, step: 'leagueApprove' });
    scene.decide({ applicationId, step: 'regionDecide', outcome: 'rejected', reason: '证明查无此号' });
    expect(recognised(id)).toEqual([]);
    expect(await scene.approve(id)).toMatchObject({ failed: [] });
    expect(scene.column(id, 'status')).toBe('awaitingCapture');
  });

  it('版本说不用采集：补注册以后等自治区，由自治区转为生效', async () => {
    const db = scene.desk.db();
    const edition = String(db.statement(`SELECT id FROM edition WHERE kind = 'regulation'`).pluck().get());
    const content = String(db.statement('SELECT content FROM edition WHERE id = ?').pluck().get(edition));
    const changed = { ...JSON.parse(content), parameters: { captureAfterRecognition: 'none' } };
    db.statement(
      `INSERT INTO edition (id, kind, label, in_force_from, content, signature, arrived_at, authority)
         SELECT 'regulation-none', kind, label, '2026-11-20', ?, signature, arrived_at, authority FROM edition WHERE id = ?`,
    ).run(JSON.stringify(changed), edition);
    const { id, applicationId } = await handIn(11, line());
    await certify(applicationId);
    expect(await scene.agree('school', applicationId)).toMatchObject({ failed: [] });
    expect([scene.column(id, 'status'), scene.column(id, 'revision')]).toEqual(['awaitingRegion', 1]);
    // nothing of it is released here: the region's word is what it waits for
    const accepted = await scene.do('reviewer', 'region.apply', { notices: [signedNotice(acceptance(id, 1))] });
    expect(accepted).toMatchObject({ applied: 1, parked: 0 });
    expect([scene.column(id, 'status'), scene.events(id).at(-1)]).toEqual(['inEffect', 'candidacy.tookEffect']);
  });
});
