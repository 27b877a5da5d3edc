import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Output } from '../../../shared/contract/index.ts';
import type { RegionNotice, SignedNotice } from '../../../shared/wire/region-notice.ts';
import { noteHandedOver } from '../../../src-main/db/store/parcel-log.ts';
import { passedSubjects, resultsOf } from '../../../src-main/db/store/subject-result.ts';
import { type ApplicationScene, makeApplicationScene } from '../../fixtures/application-scene.ts';
import { fault, pupil } from '../../fixtures/desk-scene.ts';
import { acceptance, signedNotice } from '../../fixtures/region-notice.ts';

type Results = Extract<RegionNotice, { kind: 'subjectResults' }>;
const decidedAt = '2027-02-20T01:00:00.000Z';

describe('自治区对记录说的话：号码、退回、成绩', () => {
  let scene: ApplicationScene;
  beforeAll(async () => {
    scene = await makeApplicationScene();
  });
  afterAll(() => scene.desk.close());
  const apply = (...notices: SignedNotice[]): Promise<Output<'region.apply'>> =>
    scene.do('reviewer', 'region.apply', { notices });
  const received = async (sequence: number) => scene.inEffect(sequence, 'received');
  const openCases = async () => scene.do('reviewer', 'case.list', { state: 'open' });

  const number = (candidacyId: string, candidacyNo: string, more: object = {}) =>
    signedNotice({ kind: 'numberAssigned', candidacyId, candidacyNo, because: 'changed', decidedAt, ...more });
  const giveBack = (candidacyId: string, revision = 1) =>
    signedNotice({
      kind: 'returned',
      candidacyId,
      revision,
      reason: { sentence: '照片不是本人', next: '当面核对后重拍' },
      decidedBy: '自治区教育考试院',
      decidedAt,
    });
  const results = (candidacyId: string, candidacyNo: string, list: Results['results'], at = decidedAt) =>
    signedNotice({
      kind: 'subjectResults',
      candidacyId,
      candidacyNo,
      source: '春季成绩公布',
      decidedAt: at,
      results: list,
    });
  const numberOf = (id: string) => scene.column(id, 'candidacy_no') as string;

  it('给号：换上新号，旧号还找得到；再来一遍什么也不变；更早的一条不算', async () => {
    const id = await received(1);
    const before = numberOf(id);
    const notice = number(id, 'S15043000001');
    expect(await apply(notice)).toMatchObject({ applied: 1 });
    expect(numberOf(id)).toBe('S15043000001');
    expect(scene.column(id, 'status')).toBe('received');
    expect(scene.events(id).at(-1)).toBe('candidacy.numberAssigned');
    const history = scene.desk
      .db()
      .statement(
        `SELECT value, until IS NULL AS now FROM number_history WHERE candidacy_id = ? AND kind = 'candidacyNo' ORDER BY since, now`,
      )
      .all(id);
    expect(history).toEqual([
      { value: before, now: 0 },
      { value: 'S15043000001', now: 1 },
    ]);
    const events = scene.count('event');
    expect(await apply(notice)).toMatchObject({ known: 1, applied: 0 });
    const older = await apply(number(id, 'S15043000009', { decidedAt: '2027-02-19T01:00:00.000Z' }));
    expect(older.lines[0]).toMatchObject({ state: 'refused', reason: expect.stringContaining('更新的考籍号') });
    expect(scene.count('event')).toBe(events);
    expect(numberOf(id)).toBe('S15043000001');
  });

  it('生效通知后到、决定在先：生效照办，后来换的号不退回去；反过来也一样', async () => {
    const id = await received(31);
    const late = { decidedAt: '2027-02-21T01:00:00Z' };
    const accept = (candidacyId: string, candidacyNo: string, more = {}) =>
      signedNotice({ ...acceptance(candidacyId, 1, candidacyNo), ...more });
    expect(await apply(number(id, 'S15043000031', late))).toMatchObject({ applied: 1 });
    expect(await apply(accept(id, 'S15043000032'))).toMatchObject({ applied: 1 });
    expect(scene.column(id, 'status')).toBe('inEffect');
    expect(numberOf(id)).toBe('S15043000031');
    const other = await received(33);
    await apply(accept(other, 'S15043000033', late));
    const older = await apply(number(other, 'S15043000034', { decidedAt: '2027-02-21T00:59:59.500Z' }));
    expect(older).toMatchObject({ refused: 1 });
    expect(numberOf(other)).toBe('S15043000033');
  });

  it('交给另一台登记台的记录换了号，仍由那一台审核、放行', async () => {
    const { id } = await scene.completed(pupil(35));
    scene.desk
      .db()
      .client.transaction(() => noteHandedOver(scene.desk.db(), { id, version: scene.version(id) }, 'a'.repeat(64)))
      .immediate();
    expect(await apply(number(id, 'S15043000035'))).toMatchObject({ applied: 1 });
    expect(numberOf(id)).toBe('S15043000035');
    const items = [{ candidacyId: id, version: scene.version(id) }];
    expect(JSON.stringify(await scene.do('reviewer', 'review.approve', { items }))).toContain('交给同办公室另一台');
  });

  it('号在别人名下：不采用，列为待核对，一条只列一次；核对过了结', async () => {
    const [id, other] = [await received(3), await received(5)];
    const notice = number(id, numberOf(other));
    const before = numberOf(id);
    expect(await apply(notice)).toMatchObject({ refused: 1 });
    await apply(notice);
    expect(numberOf(id)).toBe(before);
    const [found, ...rest] = (await openCases()).filter((one) => one.asks === 'lookInto');
    expect(rest).toEqual([]);
    expect(found?.candidacyIds.toSorted()).toEqual([id, other].toSorted());
    const answer = { caseId: found?.caseId ?? '', reason: '电话问过' };
    const wrong = await scene.desk
      .as('reviewer1')
      .then(({ call }) => call('case.decide', { ...answer, decision: 'same' }));
    expect(fault(wrong)).toMatchObject({ kind: 'invalid' });
    await scene.do('reviewer', 'case.decide', { ...answer, decision: 'lookedInto' });
    const closed = await scene.do('reviewer', 'case.list', { state: 'closed' });
    expect(closed.find(({ caseId }) => caseId === answer.caseId)).toMatchObject({ decision: '核对过：电话问过' });
  });

  it('退回：收下的记录回到“自治区退回”，有原因、办理人、下一步；回执没到的先放着', async () => {
    const id = await received(7);
    scene.desk.db().statement("UPDATE candidacy SET status = 'released' WHERE id = ?").run(id);
    const notice = giveBack(id);
    expect(await apply(notice)).toMatchObject({ parked: 1 });
    scene.desk.db().statement("UPDATE candidacy SET status = 'received' WHERE id = ?").run(id);
    await apply(signedNotice(acceptance(v7())));
    expect(scene.column(id, 'status')).toBe('refusedByRegion');
    expect(scene.column(id, 'return_reason')).toMatch(/^自治区退回：照片不是本人。下一步：当面核对后重拍。/u);
    expect(scene.events(id).at(-1)).toBe('candidacy.returnedByRegion');
    const refused = await scene.do('reviewer', 'review.list', { stage: 'refused', classId: null });
    expect(refused.map((line) => line.candidacyId)).toContain(id);
  });

  it('退回遇上本机的新一版或已生效：不动它，列为待核对', async () => {
    const [ahead, final] = [await received(9), await scene.inEffect(11)];
    scene.desk.db().statement("UPDATE candidacy SET revision = 2, status = 'completed' WHERE id = ?").run(ahead);
    expect(await apply(giveBack(ahead), giveBack(final))).toMatchObject({ refused: 2, applied: 0 });
    expect(scene.column(ahead, 'status')).toBe('completed');
    expect(scene.column(final, 'status')).toBe('inEffect');
    const about = (await openCases()).flatMap((one) => (one.asks === 'lookInto' ? one.candidacyIds : []));
    expect(about).toEqual(expect.arrayContaining([ahead, final]));
    const reopened = await received(13);
    scene.desk
      .db()
      .statement("UPDATE candidacy SET status = 'awaitingCapture', return_reason = '眼镜反光' WHERE id = ?")
      .run(reopened);
    expect(await apply(giveBack(reopened))).toMatchObject({ applied: 1 });
    expect(scene.column(reopened, 'return_reason')).toMatch(/^眼镜反光。自治区退回：照片不是本人。/u);
  });

  it('成绩：一科一行，出处是那一条通知；号码没到的先放着', async () => {
    const id = await received(15);
    const early = results(id, 'S15043000002', [{ sitting: '2027-01', subject: '01', outcome: 'pass' }]);
    expect(await apply(early)).toMatchObject({ parked: 1 });
    await apply(number(id, 'S15043000002'));
    const db = scene.desk.db();
    expect(passedSubjects(db, id)).toEqual(['01']);
    const kept = db.statement(
      'SELECT notice_id IS NOT NULL AS told, import_batch_id AS file, candidacy_no AS no FROM subject_result WHERE candidacy_id = ?',
    );
    expect(kept.all(id)).toEqual([{ told: 1, file: null, no: 'S15043000002' }]);
    const count = scene.count('subject_result');
    await apply(early);
    expect(scene.count('subject_result')).toBe(count);
    for (const act of ['DELETE FROM subject_result', `UPDATE subject_result SET outcome = 'fail'`])
      expect(() => db.statement(act).run()).toThrow(/never changed/);
  });

  it('成绩改了：后来的算数，差别列为待核对；更早的一条来迟了不算', async () => {
    const id = await received(17);
    const no = numberOf(id);
    const pass = { sitting: '2027-01', subject: '02', outcome: 'pass' } as const;
    const fail = { ...pass, outcome: 'fail' } as const;
    await apply(results(id, no, [pass]));
    await apply(results(id, no, [fail], '2027-03-01T01:00:00.000Z'));
    const db = scene.desk.db();
    expect(resultsOf(db, id)).toEqual([expect.objectContaining({ subject: '02', outcome: 'fail' })]);
    const late = await apply(results(id, no, [pass, { ...pass, subject: '03' }], '2027-02-25T01:00:00.000Z'));
    expect(late).toMatchObject({ applied: 1 });
    expect(passedSubjects(db, id)).toEqual(['03']);
    expect(await apply(results(id, no, [pass], '2027-02-26T01:00:00.000Z'))).toMatchObject({ refused: 1 });
    const found = (await openCases()).filter((one) => one.asks === 'lookInto' && one.candidacyIds.includes(id));
    expect(found.map((one) => one.sentence)).toEqual([expect.stringContaining('成绩与本机原来的不同')]);
  });
});
