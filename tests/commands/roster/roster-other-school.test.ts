import { afterEach, beforeEach, expect, test } from 'vitest';
import { value } from '../../make-desk.ts';
import { makeRosterDesk, type RosterDesk } from './roster-desk.ts';
import { csv, headers, idNumber, pupilRow } from './sheets.ts';

let desk: RosterDesk;
beforeEach(async () => {
  desk = await makeRosterDesk('clerk1');
});
afterEach(() => desk.close());

const neutral = '与本旗县另一所学校的登记相近，交旗县核对';
const elsewhere = { 姓名: '白梅花', 班级名称: '高一(3)班' } as const;

/** A pupil of another school than school1's is there; returns the sentences that the same row brings up. */
async function sentences(loginName: string, ...rows: Parameters<typeof csv>[0]): Promise<string[]> {
  await desk.test.as(loginName);
  const read = await desk.read('名册.csv', csv([[...headers], ...rows]));
  const page = value(
    await desk.test.call('roster.rows', { batchId: read.batchId, only: 'all', field: null, offset: 0, limit: 50 }),
  );
  return page.rows
    .flatMap((row) => row.problems.map((problem) => problem.sentence))
    .filter((one) => one.includes('登记相近') || one.includes('库中'));
}

beforeEach(async () => {
  const read = await desk.read('别校.csv', csv([[...headers], pupilRow(11, elsewhere)]));
  value(await desk.test.call('roster.accept', { batchId: read.batchId }));
  desk.test.db().client.exec(`UPDATE candidacy SET class_id = NULL, school_id =
      (SELECT id FROM school WHERE is_own = 1 AND id <> candidacy.school_id LIMIT 1)`);
});

test.each([
  ['号码相同', pupilRow(11, { 姓名: '旁人' })],
  ['差一位、同名', pupilRow(31, { 姓名: '白梅花' })],
  ['同名同生日', pupilRow(222, { 姓名: '白梅花', 性别: '女' })],
  ['生日相同、差一位', pupilRow(31)],
])('学校导入时碰到别校的人（%s）：一句中性的话，不带姓名和班级', async (_what, row) => {
  expect(await sentences('school1', row)).toEqual([neutral]);
});

test('旗县导入时照样说清是谁', async () => {
  const [sentence] = await sentences('clerk1', pupilRow(31, { 姓名: '白梅花' }));
  expect(sentence).toContain('库中 白梅花');
  expect(idNumber(11)).not.toBe(idNumber(31));
});
