import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { whatIsLost } from './check-survival.ts';
import { pupilData } from './pupils.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await makeDesk();
  await desk.as('clerk1');
});
afterAll(() => desk.close());

const candidacyId = '0198f000-0000-7000-8000-00000000dead';

test.each([
  ['completed', 'candidacy.completed'],
  ['held', 'held completion'],
] as const)('整条记录不见了，答过 %s 的算丢了', (outcome, what) => {
  expect(whatIsLost(desk.db(), [{ kind: 'done', candidacyId, outcome }])).toEqual([`${what} of ${candidacyId}`]);
});

test('答过的审核、放行、回执不见了，算丢了', () => {
  expect(
    whatIsLost(desk.db(), [
      { kind: 'act', candidacyId, event: 'candidacy.released' },
      { kind: 'receipt', candidacyId, messageId: candidacyId },
    ]),
  ).toEqual([`receipt ${candidacyId}`, `candidacy.released of ${candidacyId}`]);
});

test('状态和流水对不上，算只写了一半', async () => {
  const { call } = await desk.as('clerk1');
  const entry = { candidacyId: null, version: null, data: pupilData(0), pupilPresent: true } as const;
  const entered = value(await call('preRegistration.enter', entry));
  expect(whatIsLost(desk.db(), [])).toEqual([]);
  // the file itself refuses a release outside a batch
  desk.db().client.exec('DROP TRIGGER candidacy_is_released_in_a_batch');
  desk.db().statement(`UPDATE candidacy SET status = 'released'`).run();
  expect(whatIsLost(desk.db(), [])).toEqual([`${entered.candidacyId} is released after candidacy.entered`]);
  desk.db().statement(`UPDATE candidacy SET status = 'preRegistered'`).run();
});

test('什么也没答过，就没有丢的', () => {
  expect(whatIsLost(desk.db(), [])).toEqual([]);
});

test('键下的字不见了算丢了；刚换成新打的、还没有答的不算', async () => {
  const { call } = await desk.as('clerk1');
  const entry = { candidacyId: null, version: null, data: pupilData(7), pupilPresent: true } as const;
  const { candidacyId: id } = value(await call('preRegistration.enter', entry));
  const keep = async (address: string) =>
    value(await call('desk.saveDraft', { candidacyId: id, reading: { address }, documentState: 'shown' }));
  const typed = { kind: 'field', candidacyId: id, address: '新惠镇第一街' } as const;
  await keep('新惠镇第一街');
  expect(whatIsLost(desk.db(), [typed])).toEqual([]);
  await keep('新惠镇');
  expect(whatIsLost(desk.db(), [typed])).toEqual([`typed text of ${id}`]);
  expect(whatIsLost(desk.db(), [typed, { kind: 'typing', candidacyId: id, address: '新惠镇' }])).toEqual([]);
});
