import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { pupilData, releasePupils } from './release-pupils.ts';

describe('同一人的业务件', () => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await makeDesk();
  });
  afterEach(() => desk.close());

  const enterTwin = async (serial: number) => {
    const { call } = await desk.as('clerk2');
    const data = pupilData(serial, { fullName: '另名' });
    const input = { ...data, resume: [...data.resume], family: [...data.family] };
    const entry = { candidacyId: null, version: null, data: input, pupilPresent: true } as const;
    return value(await call('preRegistration.enter', entry)).candidacyId;
  };
  const openCases = async () => {
    const { call } = await desk.as('reviewer1');
    return value(await call('case.list', { state: 'open' }));
  };
  const statusOf = (id: string | undefined) =>
    desk.db().statement('SELECT status FROM candidacy WHERE id = ?').pluck().get(id);

  test('同一人：没办完的并入走得远的一份，两份都查得到，账仍平', async () => {
    const [kept] = await releasePupils(desk, [pupilData(1)], 1);
    const twin = await enterTwin(1);
    const [opened] = await openCases();
    expect(opened).toMatchObject({ kindLabel: '证件号相同', state: 'open' });
    expect([...(opened?.candidacyIds ?? [])].sort()).toEqual([kept?.candidacyId, twin].sort());
    const { call } = await desk.as('reviewer1');
    const answer = { caseId: opened?.caseId ?? '', decision: 'same', reason: '当面核对证件' } as const;
    value(await call('case.decide', answer));
    expect([statusOf(kept?.candidacyId), statusOf(twin)]).toEqual(['released', 'joined']);
    const [closed] = value(await call('case.list', { state: 'closed' }));
    expect(closed?.decision).toBe('同一人：当面核对证件');
    const sums = value(await call('custody.sums', { classId: null }));
    expect(sums).toMatchObject({ known: 2, balanced: true, openCases: 0 });
    const kinds = desk
      .db()
      .statement("SELECT kind FROM event WHERE kind IN ('candidacy.joined', 'case.decided') ORDER BY seq");
    expect(kinds.pluck().all()).toEqual(['candidacy.joined', 'case.decided']);
    expect(await call('case.decide', answer)).toMatchObject({ ok: false, fault: { kind: 'stale' } });
  });

  test('不是同一人：只关这一件', async () => {
    const [first] = await releasePupils(desk, [pupilData(1)], 1);
    const twin = await enterTwin(1);
    const [opened] = await openCases();
    const { call } = await desk.as('reviewer1');
    value(await call('case.decide', { caseId: opened?.caseId ?? '', decision: 'different', reason: '两张证件' }));
    expect([statusOf(first?.candidacyId), statusOf(twin)]).toEqual(['released', 'preRegistered']);
    expect(await openCases()).toEqual([]);
  });

  test('两份都已办完：不在本机合并，说出怎么办，什么也不改', async () => {
    const [first, second] = await releasePupils(desk, [pupilData(1), pupilData(2)], 1);
    const { client } = desk.db();
    client
      .prepare(
        "INSERT INTO case_file (id, kind, state, sentence, facts, opened_at) VALUES (?, 'nearDocument', 'open', '核对', '{}', ?)",
      )
      .run('0198f000-0000-7000-8000-00000000cc01', desk.clock.now());
    for (const one of [first, second]) {
      client
        .prepare('INSERT INTO case_subject VALUES (?, ?)')
        .run('0198f000-0000-7000-8000-00000000cc01', one?.candidacyId);
    }
    const { call } = await desk.as('reviewer1');
    const reply = await call('case.decide', {
      caseId: '0198f000-0000-7000-8000-00000000cc01',
      decision: 'same',
      reason: '同名',
    });
    expect(reply).toMatchObject({ ok: false, fault: { kind: 'invalid' } });
    expect(JSON.stringify(reply)).toContain('由自治区核定');
    expect([statusOf(first?.candidacyId), statusOf(second?.candidacyId)]).toEqual(['released', 'released']);
    expect((await openCases()).length).toBeGreaterThan(0);
  });
});
