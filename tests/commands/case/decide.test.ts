import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completion, makeScene, pupil, type Scene } from '../../fixtures/desk-scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await makeScene();
});
afterEach(() => scene.desk.close());

/** Two records of one name and birth date under two numbers; the second is approved, nothing else. */
async function twoRecords() {
  const visited = await scene.enter(pupil(1));
  const approved = await scene.enter(pupil(751, { fullName: pupil(1).fullName }));
  await scene.approve(approved);
  return { visited, approved };
}

async function joinAsSame() {
  const [opened] = await scene.do('reviewer', 'case.list', { state: 'open' });
  await scene.do('reviewer', 'case.decide', {
    caseId: opened?.caseId ?? '',
    decision: 'same',
    reason: '当面核对证件',
  });
}

describe('case.decide：同一人留哪一份', () => {
  it('拍过照的留下，哪怕另一份班主任已同意：学生不用再来', async () => {
    const { visited, approved } = await twoRecords();
    await scene.shoot(visited);
    await joinAsSame();
    expect([scene.column(visited, 'status'), scene.column(approved, 'status')]).toEqual(['preRegistered', 'joined']);
  });

  it('先存着等同意的，排在只拍了照的前面', async () => {
    const { visited, approved } = await twoRecords();
    await scene.readCard(visited);
    await scene.do('clerk', 'desk.complete', completion(scene, visited, await scene.shoot(visited)));
    await scene.shoot(approved, 2);
    await joinAsSame();
    expect([scene.column(visited, 'status'), scene.column(approved, 'status')]).toEqual(['preRegistered', 'joined']);
  });

  it('都没来过的，看谁走得远', async () => {
    const { visited, approved } = await twoRecords();
    await joinAsSame();
    expect([scene.column(visited, 'status'), scene.column(approved, 'status')]).toEqual(['joined', 'awaitingCapture']);
  });

  it('并入的那份的号码记进留下的那份：凭旧号也找得到留下的人', async () => {
    const { visited, approved } = await twoRecords();
    await scene.shoot(visited);
    await joinAsSame();
    const numbers = scene.desk
      .db()
      .statement(`SELECT kind, value, reason, until IS NULL AS isCurrent FROM number_history WHERE candidacy_id = ?
        AND value LIKE ? ORDER BY kind`)
      .all(visited, `%${pupil(751).documentNumber}`);
    expect(numbers).toEqual([
      { kind: 'documentNumber', value: pupil(751).documentNumber, reason: 'changed', isCurrent: 0 },
      { kind: 'enrolmentNo', value: pupil(751).enrolmentNo, reason: 'changed', isCurrent: 0 },
    ]);
    expect(scene.column(visited, 'document_number')).toBe(pupil(1).documentNumber);
    const hits = await scene.do('clerk', 'desk.search', { text: pupil(751).documentNumber, limit: 5 });
    expect(hits.map((hit) => hit.candidacyId)).toContain(visited);
    expect(scene.column(approved, 'status')).toBe('joined');
  });
});
