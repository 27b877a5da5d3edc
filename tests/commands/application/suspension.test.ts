import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../shared/contract/index.ts';
import { type ApplicationScene, makeApplicationScene } from '../../fixtures/application-scene.ts';
import { transferCounty } from '../../fixtures/county.ts';
import { refusedBy } from '../../fixtures/desk-scene.ts';

type Request = Input<'application.start'>['request'];
const sitting = '2027-summer';
const pupil = { by: 'pupil', fullName: null, relation: null } as const;
const leave: Request = { kind: 'suspension', applicant: pupil, from: '2027-03-01', until: '2028-02-28' };
const back: Request = { kind: 'reinstatement', applicant: pupil, on: '2027-03-20' };

let scene: ApplicationScene;
beforeAll(async () => {
  scene = await makeApplicationScene(undefined, transferCounty);
});
afterAll(() => scene.desk.close());

async function agreedBySchool(id: string, request: Request): Promise<string> {
  const { applicationId } = await scene.start('teacher', id, request);
  await scene.attach('teacher', applicationId, request.kind === 'suspension' ? 'leaveProof' : 'returnProof');
  expect(await scene.submit('teacher', applicationId)).toMatchObject({ place: '等学校同意' });
  expect(await scene.agree('school', applicationId)).toEqual({ done: [applicationId], failed: [] });
  return applicationId;
}
const enter = (id: string, version: number) =>
  scene.ask('clerk', 'examEntry.perform', {
    candidacyId: id,
    version,
    sitting,
    subjects: ['01', '02'],
    foreignLanguage: null,
  });
const entry = (id: string) =>
  scene.desk
    .db()
    .statement('SELECT state, reason FROM exam_entry WHERE candidacy_id = ? ORDER BY version DESC LIMIT 1')
    .get(id);

describe('休籍和复籍：学校同意，自治区决定（五）', () => {
  it('休籍：考籍号不动，已报的考试撤回，报不了名；复籍后可以重新报', async () => {
    const id = await scene.inEffect(1);
    const number = scene.column(id, 'candidacy_no');
    expect((await enter(id, 0)).ok).toBe(true);
    const suspension = await agreedBySchool(id, leave);
    const { findings } = await scene.do('teacher', 'application.sheet', { applicationId: suspension });
    expect(findings.map(({ ruleId }) => ruleId)).not.toContain('suspension.entries-end');
    expect(scene.column(id, 'status')).toBe('inEffect');
    expect(scene.decide({ applicationId: suspension, step: 'regionDecide' })).toMatchObject({ state: 'applied' });
    expect([scene.column(id, 'status'), scene.column(id, 'candidacy_no')]).toEqual(['suspended', number]);
    expect(entry(id)).toEqual({ state: 'withdrawn', reason: '休籍' });
    expect(scene.events(id).slice(-2)).toEqual(['candidacy.suspended', 'examEntry.endedByLeave']);
    const offer = await enter(id, 2);
    expect(refusedBy(offer)).toEqual(['exam-entry.not-suspended']);
    const again = await scene.ask('teacher', 'application.start', { candidacyId: id, request: leave });
    expect(refusedBy(again)).toEqual(['suspension.in-effect']);

    const reinstatement = await agreedBySchool(id, back);
    scene.decide({ applicationId: reinstatement, step: 'regionDecide' });
    expect([scene.column(id, 'status'), scene.column(id, 'candidacy_no')]).toEqual(['inEffect', number]);
    expect(entry(id)).toEqual({ state: 'withdrawn', reason: '休籍' });
    expect((await enter(id, 2)).ok).toBe(true);
  });

  it('提交时就说已报的考试会撤回', async () => {
    const id = await scene.inEffect(3);
    await enter(id, 0);
    const { applicationId } = await scene.start('teacher', id, leave);
    await scene.attach('teacher', applicationId, 'leaveProof');
    const { findings } = await scene.sheet('teacher', applicationId);
    expect(findings.find(({ ruleId }) => ruleId === 'suspension.entries-end')?.sentence).toBe(
      '已报 2027 年夏季考次，休籍办结时报名自动撤回',
    );
  });

  it('没有休籍的不用复籍；没有证明的提交不了；不同意的留在原来的状态', async () => {
    const id = await scene.inEffect(5);
    const early = await scene.ask('teacher', 'application.start', { candidacyId: id, request: back });
    expect(refusedBy(early)).toEqual(['reinstatement.is-suspended']);
    const { applicationId } = await scene.start('teacher', id, leave);
    const submit = { applicationId, version: scene.versionOf(applicationId), applicantPresent: true };
    expect(refusedBy(await scene.ask('teacher', 'application.submit', submit))).toEqual([
      'application-evidence.leave-proof',
    ]);
    await scene.attach('teacher', applicationId, 'leaveProof');
    await scene.submit('teacher', applicationId);
    await scene.agree('school', applicationId);
    const refusal = { outcome: 'rejected', reason: '休学证明不全' } as const;
    expect(scene.decide({ applicationId, step: 'regionDecide', ...refusal })).toMatchObject({ state: 'applied' });
    expect([scene.stateOf(applicationId).state, scene.column(id, 'status')]).toEqual(['rejected', 'inEffect']);
  });

  it('窗口外收下，等窗口开放', async () => {
    const id = await scene.inEffect(7);
    scene.desk.clock.set('2027-02-20T02:00:00.000Z');
    const { applicationId } = await scene.start('teacher', id, leave);
    await scene.attach('teacher', applicationId, 'leaveProof');
    expect(await scene.submit('teacher', applicationId)).toMatchObject({
      state: 'waitingForWindow',
      waitsUntil: '2027-02-25T01:00:00.000Z',
    });
    scene.desk.clock.set('2027-03-01T02:00:00.000Z');
  });
});
