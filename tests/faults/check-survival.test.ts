import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDesk, type TestDesk } from '../make-desk.ts';
import { whatIsLost } from './check-survival.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await makeDesk();
  await desk.as('clerk1');
});
afterAll(() => desk.close());

const candidacyId = '0198f000-0000-7000-8000-00000000dead';

test.each(['completed', 'held'] as const)('整条记录不见了，答过 %s 的算丢了', (outcome) => {
  expect(whatIsLost(desk.db(), [{ kind: 'done', candidacyId, outcome }])).toEqual([`completion ${candidacyId}`]);
});

test('什么也没答过，就没有丢的', () => {
  expect(whatIsLost(desk.db(), [])).toEqual([]);
});
