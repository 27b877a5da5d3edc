import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import { type ApplicationScene, makeApplicationScene } from '../../fixtures/application-scene.ts';
import { transferCounty } from '../../fixtures/county.ts';
import { fault, refusedBy, type Who } from '../../fixtures/desk-scene.ts';

type Transfer = Extract<Input<'application.start'>['request'], { kind: 'transfer' }>;
const elsewhere = { code: '1504020001', name: '红山区实验中学' };
const joining = { code: '1504300002', name: '敖汉旗蒙古族中学' };

let scene: ApplicationScene;
beforeAll(async () => {
  scene = await makeApplicationScene(undefined, transferCounty);
});
afterAll(() => scene.desk.close());

const at = (applicationId: string) => ({ applicationId, version: scene.versionOf(applicationId) });
const classOfJoining = () =>
  String(
    scene.desk
      .db()
      .statement(
        `SELECT k.id FROM school_class k JOIN school s ON s.id = k.school_id WHERE s.code = ? AND k.code = '01'`,
      )
      .pluck()
      .get(joining.code),
  );

async function filed(
  sequence: number,
  who: Who,
  school: Transfer['joiningSchool'] = joining,
  ...papers: Input<'application.addEvidence'>['kind'][]
) {
  const id = await scene.inEffect(sequence);
  const request: Transfer = {
    kind: 'transfer',
    joiningSchool: school,
    applicant: { by: 'guardian', fullName: '赵大明', relation: '父亲' },
    candidateNumber: who === 'joiningSchool' ? String(scene.column(id, 'document_number')) : null,
  };
  const { applicationId } = await scene.start(who, id, request);
  for (const kind of ['schoolMoveProof' as const, ...papers]) await scene.attach(who, applicationId, kind);
  await scene.submit(who, applicationId);
  return { id, applicationId };
}

const withdraw = (who: Who, applicationId: string, version = scene.versionOf(applicationId)) =>
  scene.ask(who, 'application.withdraw', { applicationId, version, reason: '家里改了主意' });

describe('撤回转籍：在申请的地方，由本人或家长（三（一）3）', () => {
  it.each([
    ['转出学校', 101, 'school', 'joiningSchool', 'otherOfSchool'],
    ['转入学校', 103, 'joiningSchool', 'school', 'otherOfJoiningSchool'],
    ['旗县', 105, 'clerk', 'school', 'otherClerk'],
  ] as const)(
    '在%s申请的，另一边撤不了，也说去哪里撤；申请的地方撤得了',
    async (place, sequence, filer, other, colleague) => {
      const { applicationId } = await filed(sequence, filer);
      const refused = await withdraw(other, applicationId);
      expect(refusedBy(refused)).toEqual(['transfer.withdrawn-where-filed']);
      const name = { 转出学校: '敖汉旗第一中学', 转入学校: '敖汉旗蒙古族中学', 旗县: '旗县招生考试机构' }[place];
      expect(JSON.stringify(fault(refused))).toContain(`到${name}撤回`);
      const offer = (await scene.sheet(other, applicationId)).line.acts.find(
        ({ act }) => act === 'application.withdraw',
      );
      expect(offer).toMatchObject({ open: false });
      expect(scene.stateOf(applicationId).state).toBe('atStep');
      const version = scene.versionOf(applicationId);
      const done = await withdraw(colleague, applicationId);
      expect(done).toMatchObject({ ok: true });
      // the same key twice, also where the reach has ended with it
      expect(await withdraw(colleague, applicationId, version)).toEqual(done);
      expect(scene.stateOf(applicationId).state).toBe('withdrawn');
    },
  );
});

describe('没有转成的，转入学校不再看到他（二（六））', () => {
  it('撤回以后、不同意以后：打不开，列表里没有；转出学校照旧看得到', async () => {
    const withdrawn = await filed(111, 'school');
    const rejected = await filed(113, 'school');
    for (const { applicationId } of [withdrawn, rejected])
      expect((await scene.sheet('joiningSchool', applicationId)).line.applicationId).toBe(applicationId);
    await withdraw('school', withdrawn.applicationId);
    const reject = { ...at(rejected.applicationId), reason: '高一没有空的学位' };
    const first = await scene.ask('joiningSchool', 'application.reject', reject);
    expect(first).toMatchObject({ ok: true });
    expect(await scene.ask('joiningSchool', 'application.reject', reject)).toEqual(first);
    for (const { applicationId } of [withdrawn, rejected]) {
      const sheet = await scene.ask('joiningSchool', 'application.sheet', { applicationId });
      expect(fault(sheet)).toMatchObject({ kind: 'forbidden' });
      const list = await scene.do('joiningSchool', 'application.list', { duty: 'decided', kind: null });
      expect(JSON.stringify(list)).not.toContain(applicationId);
      expect((await scene.sheet('school', applicationId)).line.applicationId).toBe(applicationId);
    }
  });
});

describe('转出学校只有书面同意：旗县凭它记下（三（一）3）', () => {
  it('没有附上的不算；附上的由另一个人记下，写明凭哪所学校的书面决定；两边仍是各自同意', async () => {
    const without = await filed(121, 'clerk');
    const none = await scene.agree('reviewer', without.applicationId);
    expect(none.failed[0]?.sentence).toContain('附上它盖章的同意证明');

    const { id, applicationId } = await filed(123, 'clerk', joining, 'releasingConsent');
    const mine = await scene.do('reviewer', 'application.list', { duty: 'mine', kind: null });
    expect(JSON.stringify(mine)).toContain(applicationId);
    expect(JSON.stringify(mine)).not.toContain(without.applicationId);
    const item = at(applicationId);
    expect(await scene.agree('reviewer', applicationId)).toEqual({ done: [applicationId], failed: [] });
    expect(await scene.do('reviewer', 'application.agree', { items: [item] })).toEqual({
      done: [applicationId],
      failed: [],
    });
    const { timeline, line } = await scene.sheet('otherReviewer', applicationId);
    expect(timeline.map(({ who }) => who)).toContain('李牧（凭敖汉旗第一中学的书面决定记下）');
    expect(line.place).toBe('等转入学校同意');
    const joins = { items: [at(applicationId)], joiningClassId: classOfJoining() };
    expect(await scene.do('joiningSchool', 'application.agree', joins)).toMatchObject({ failed: [] });
    scene.decide({ applicationId, step: 'regionDecide' });
    expect(scene.stateOf(applicationId).state).toBe('carriedOut');
    expect(scene.column(id, 'class_id')).toBe(classOfJoining());
  });

  it('两所学校都只有书面同意：由两个人各记一所', async () => {
    const papers = ['releasingConsent', 'joiningConsent'] as const;
    const { applicationId } = await filed(125, 'clerk', elsewhere, ...papers);
    expect(await scene.agree('reviewer', applicationId)).toMatchObject({ failed: [] });
    expect((await scene.sheet('reviewer', applicationId)).line.place).toBe('等转入学校同意');
    const again = await scene.agree('reviewer', applicationId);
    expect(again.failed[0]?.sentence).toContain('由另一位有权限的人办理');
    expect(await scene.agree('otherReviewer', applicationId)).toMatchObject({ failed: [] });
    const { timeline } = await scene.sheet('reviewer', applicationId);
    expect(timeline.map(({ who }) => who)).toContain('额尔敦其其格（凭红山区实验中学的书面决定记下）');
  });
});
