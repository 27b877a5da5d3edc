import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { maskNumber } from '#shared/lib/mask.ts';
import { makeRoster600 } from '../../fixtures/roster-600.ts';
import { value } from '../../make-desk.ts';
import { makeRosterDesk, type RosterDesk } from './roster-desk.ts';

const fixture = makeRoster600();
let desk: RosterDesk;
afterEach(() => desk.close());

test('600 行名册：报告恰好点出 12 处毛病，8 处假象照常进来', async () => {
  desk = await makeRosterDesk('clerk1');
  const read = await desk.read('名册.xlsx', fixture.xlsx);
  expect(read).toMatchObject({
    state: 'previewed',
    rowsRead: 600,
    good: 588,
    rejected: 12,
    unchanged: 0,
    problem: null,
  });
  const expected = fixture.defects.map(({ row, code }) => `${row} ${code}`).sort();
  expect((await desk.problems(read.batchId)).sort()).toEqual(expected);
  expect(desk.count('SELECT count(*) FROM candidacy')).toBe(0);

  const accepted = value(await desk.test.call('roster.accept', { batchId: read.batchId }));
  expect(accepted).toMatchObject({ state: 'accepted', good: 588, rejected: 12 });
  expect(desk.count('SELECT count(*) FROM candidacy')).toBe(588);
  expect(desk.count(`SELECT count(*) FROM candidacy WHERE status = 'staged'`)).toBe(0);
  const decoyRows = fixture.decoys.map(({ row }) => fixture.rows[row - 2]!);
  for (const row of decoyRows) {
    const found = desk.test
      .db()
      .client.prepare('SELECT full_name FROM candidacy WHERE document_number = ?')
      .pluck()
      .get(String(row.documentNumber));
    expect(found).toBe(row.fullName);
  }
});

test('带来的班主任审核照原样记下：谁、哪天、外来', async () => {
  desk = await makeRosterDesk('clerk1');
  const { batchId } = await desk.read('名册.xlsx', fixture.xlsx);
  value(await desk.test.call('roster.accept', { batchId }));
  const approved = fixture.rows.filter(
    (row, at) => row.approval === '同意' && !fixture.defects.some((d) => d.row === at + 2),
  );
  expect(desk.count(`SELECT count(*) FROM candidacy WHERE status = 'awaitingCapture'`)).toBe(approved.length);
  expect(
    desk.count(`SELECT count(*) FROM candidacy WHERE status = 'awaitingCapture' AND approval_is_foreign = 1
    AND approved_by_teacher = '斯琴' AND approved_by_teacher_at = '2026-11-11T16:00:00.000Z'`),
  ).toBe(approved.length);
  expect(
    desk.count(`SELECT count(*) FROM candidacy WHERE status = 'preRegistered' AND approved_by_teacher IS NULL`),
  ).toBe(588 - approved.length);
});

test('同一份文件再导入一次：全部没有变化，一句话说明，什么也不写', async () => {
  desk = await makeRosterDesk('clerk1');
  const first = await desk.read('名册.xlsx', fixture.xlsx);
  value(await desk.test.call('roster.accept', { batchId: first.batchId }));
  const before = desk.test.db().client.prepare('SELECT * FROM candidacy ORDER BY id').all();
  const again = await desk.read('名册.xlsx', fixture.xlsx);
  expect(again).toMatchObject({ good: 0, updated: 0, unchanged: 588, rejected: 12 });
  expect(again.problem).toBe('588 行已在库，没有变化；另外 12 行不能导入。另存问题行，改好后导入它');
  value(await desk.test.call('roster.accept', { batchId: again.batchId }));
  expect(desk.test.db().client.prepare('SELECT * FROM candidacy ORDER BY id').all()).toEqual(before);
  expect(desk.count('SELECT count(*) FROM case_file')).toBe(0);
});

test('预览里号码遮盖，只有出错的那一格照原样', async () => {
  desk = await makeRosterDesk('clerk1');
  const { batchId } = await desk.read('名册.xlsx', fixture.xlsx);
  const page = value(await desk.test.call('roster.rows', { batchId, only: 'all', field: null, offset: 0, limit: 500 }));
  const plain = fixture.rows[0]!;
  expect(page.rows[0]!.cells['documentNumber']).toBe(maskNumber(String(plain.documentNumber)));
  const wrong = page.rows.find((row) => row.row === 63)!;
  expect(wrong.cells['documentNumber']).toBe(String(fixture.rows[61]!.documentNumber));
  expect(wrong.cells['enrolmentNo']).toContain('*');
  const detail = value(await desk.test.call('roster.batch', { batchId }));
  const samples = detail.columns.find((column) => column.field === 'documentNumber')!.samples;
  expect(samples).toHaveLength(3);
  for (const sample of samples) expect(sample).toContain('*');
  expect(detail.byField.find((line) => line.field === 'documentNumber')).toEqual({
    field: 'documentNumber',
    label: '证件号码',
    count: 4,
  });
});

test('接受记成一件事：计数、文件和逐行的摘要', async () => {
  desk = await makeRosterDesk('clerk1');
  const { batchId } = await desk.read('名册.xlsx', fixture.xlsx);
  value(await desk.test.call('roster.accept', { batchId }));
  const content = desk.test
    .db()
    .client.prepare(
      `SELECT p.content FROM event e JOIN event_payload p ON p.event_seq = e.seq WHERE e.kind = 'roster.accepted'`,
    )
    .pluck()
    .all() as string[];
  expect(content).toHaveLength(1);
  expect(JSON.parse(content[0]!)).toMatchObject({
    good: 588,
    rejected: 12,
    updated: 0,
    rowsDigest: expect.stringMatching(/^[0-9a-f]{64}$/u),
    fileSha256: expect.stringMatching(/^[0-9a-f]{64}$/u),
  });
  expect(desk.count('SELECT count(*) FROM import_row')).toBe(12);
});

test('演示名册 600 行（各种证件、生僻字、长名字）全部可以导入，一句拒绝也没有', async () => {
  desk = await makeRosterDesk('admin1');
  const read = await desk.read('roster.xlsx', readFileSync(join(import.meta.dirname, '../../../demo/roster.xlsx')));
  expect(read).toMatchObject({ good: 600, rejected: 0, cases: 0, mended: 0 });
  expect(await desk.problems(read.batchId, 'all')).toEqual([]);
});
