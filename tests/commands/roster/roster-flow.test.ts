import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, expect, test } from 'vitest';
import { demoSetupBody } from '../../../scripts/demo-data/setup-body.ts';
import { makeRoster600 } from '../../fixtures/roster-600.ts';
import { makeDesk, value } from '../../make-desk.ts';
import { makeRosterDesk, type RosterDesk } from './roster-desk.ts';
import { csv, headers, idNumber, pupilRow, xlsx } from './sheets.ts';

let desk: RosterDesk;
afterEach(() => desk.close());

test('列认不清时停在认列；指定后才预览，预览后可以重新认列', async () => {
  desk = await makeRosterDesk('clerk1');
  const odd = [['人名', '男女', '民族', '号', '生辰', '学校名称', '班级名称', '入学年份'], pupilRow(1), pupilRow(2)];
  const read = await desk.read('名册.csv', csv(odd));
  expect(read).toMatchObject({ state: 'mapping', rowsRead: 2 });
  const refused = await desk.test.call('roster.mapColumns', {
    batchId: read.batchId,
    columns: [{ field: 'fullName', column: 0 }],
  });
  expect(refused).toMatchObject({
    ok: false,
    fault: { kind: 'invalid', problems: [{ message: '还没有指定：证件号码。选出文件里对应的列' }] },
  });
  const twice = [
    { field: 'fullName', column: 0 },
    { field: 'documentNumber', column: 0 },
  ];
  expect(await desk.test.call('roster.mapColumns', { batchId: read.batchId, columns: twice })).toMatchObject({
    ok: false,
    fault: { kind: 'invalid' },
  });
  const columns = [
    { field: 'fullName', column: 0 },
    { field: 'sex', column: 1 },
    { field: 'documentNumber', column: 3 },
    { field: 'birthDate', column: 4 },
  ];
  value(await desk.test.call('roster.mapColumns', { batchId: read.batchId, columns }));
  await desk.settled(read.batchId);
  expect(await desk.summary(read.batchId)).toMatchObject({ state: 'previewed', good: 2, rejected: 0 });
  value(
    await desk.test.call('roster.mapColumns', {
      batchId: read.batchId,
      columns: [...columns.slice(0, 3), { field: 'birthDate', column: null }],
    }),
  );
  await desk.settled(read.batchId);
  expect(await desk.summary(read.batchId)).toMatchObject({ state: 'previewed', good: 2 });
});

test('打不开的文件：记成失败，一句话带文件名，什么也不留', async () => {
  desk = await makeRosterDesk('clerk1');
  const read = await desk.read('名册.xlsx', '%PDF-1.7');
  expect(read).toMatchObject({ state: 'failed', problem: '打不开“名册.xlsx”：这是PDF，不是表格。选 xlsx 或 csv 文件' });
  expect(desk.count('SELECT count(*) FROM import_row')).toBe(0);
  expect(await desk.test.call('roster.accept', { batchId: read.batchId })).toMatchObject({
    ok: false,
    fault: { kind: 'invalid' },
  });
});

test('没有选文件：什么也不发生', async () => {
  desk = await makeRosterDesk('clerk1');
  desk.test.files.open = null;
  expect(value(await desk.test.call('roster.chooseFile', { kind: 'roster' }))).toBeNull();
  expect(desk.count('SELECT count(*) FROM import_batch')).toBe(0);
});

test('读到一半取消：不留一行；读完取消也一样', async () => {
  desk = await makeRosterDesk('clerk1');
  const rows = Array.from({ length: 900 }, (_, at) => pupilRow(at + 1));
  const batchId = await desk.choose('名册.csv', csv([[...headers], ...rows]));
  while (desk.count('SELECT count(*) FROM import_row') === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  value(await desk.test.call('roster.cancel', { batchId }));
  expect(await desk.summary(batchId)).toMatchObject({ state: 'cancelled' });
  expect(desk.count('SELECT count(*) FROM import_row')).toBe(0);
  const read = await desk.read('b.csv', csv([[...headers], pupilRow(1)]));
  value(await desk.test.call('roster.cancel', { batchId: read.batchId }));
  expect(desk.count('SELECT count(*) FROM import_row')).toBe(0);
});

test('写入途中取消：一个人也没有进来，建的班也收回', async () => {
  desk = await makeRosterDesk('clerk1');
  const rows = Array.from({ length: 900 }, (_, at) => pupilRow(at + 1, { 班级名称: '高一(9)班' }));
  const read = await desk.read('名册.csv', csv([[...headers], ...rows]));
  const accepting = desk.test.call('roster.accept', { batchId: read.batchId });
  while (desk.count(`SELECT count(*) FROM candidacy WHERE status = 'staged'`) === 0)
    await new Promise((resolve) => setImmediate(resolve));
  expect(value(await desk.test.call('desk.search', { text: idNumber(1), limit: 5 }))).toEqual([]);
  value(await desk.test.call('roster.cancel', { batchId: read.batchId }));
  expect(await accepting).toMatchObject({ ok: false, fault: { kind: 'stale' } });
  expect(desk.count('SELECT count(*) FROM candidacy')).toBe(0);
  expect(desk.count('SELECT count(*) FROM number_history')).toBe(0);
  expect(desk.count(`SELECT count(*) FROM school_class WHERE name = '高一(9)班'`)).toBe(0);
  expect(await desk.summary(read.batchId)).toMatchObject({ state: 'cancelled' });
});

test('问题行另存：原列在前，标出格子，写明怎么改；改好后直接导入', async () => {
  desk = await makeRosterDesk('clerk1');
  const { batchId } = await desk.read('名册.xlsx', makeRoster600().xlsx);
  value(await desk.test.call('roster.accept', { batchId }));
  const path = join(desk.test.folder, '问题行.xlsx');
  desk.test.files.save = path;
  expect(value(await desk.test.call('roster.saveReport', { batchId }))).toEqual({ fileName: '问题行.xlsx', rows: 12 });
  const report = new ExcelJS.Workbook();
  await report.xlsx.readFile(path);
  const sheet = report.worksheets[0]!;
  const header = (sheet.getRow(1).values as string[]).slice(1);
  expect(header.slice(-3)).toEqual(['行号', '问题', '怎么改']);
  expect(sheet.rowCount).toBe(13);
  const nameMissing = [...Array(12).keys()]
    .map((at) => sheet.getRow(at + 2))
    .find((row) => row.getCell(header.length - 2).text === '242')!;
  expect(nameMissing.getCell(header.length - 1).text).toBe('姓名：没有填姓名，依据《考籍管理办法》一（二）1');
  expect(nameMissing.getCell(header.length).text).toBe('对照证件补上');
  nameMissing.getCell(header.indexOf('姓名') + 1).value = '演示补';
  await report.xlsx.writeFile(path);
  expect(await desk.read('mended.xlsx', readFileSync(path))).toMatchObject({
    state: 'previewed',
    good: 1,
    rejected: 11,
  });
});

test('以 = + - @ 开头的内容存成文字，不成公式', async () => {
  desk = await makeRosterDesk('clerk1');
  const evil = ['=HYPERLINK("http://a.invalid")', '+1', '-1', '@SUM(A1)'];
  const rows = evil.map((text, at) => pupilRow(at + 1, { 姓名: text }));
  const { batchId } = await desk.read('名册.xlsx', await xlsx([[...headers], ...rows]));
  const path = join(desk.test.folder, 'r.xlsx');
  desk.test.files.save = path;
  expect(value(await desk.test.call('roster.saveReport', { batchId }))?.rows).toBe(4);
  const parts = unzipSync(readFileSync(path));
  expect(strFromU8(parts['xl/worksheets/sheet1.xml']!)).not.toContain('<f>');
  const strings = strFromU8(parts['xl/sharedStrings.xml'] ?? parts['xl/worksheets/sheet1.xml']!);
  for (const text of ['HYPERLINK', '@SUM(A1)']) expect(strings).toContain(text);
});

test('模板：文本列、可选列表、代码表；空着导入只说没有数据', async () => {
  desk = await makeRosterDesk('clerk1');
  const path = join(desk.test.folder, '名册模板.xlsx');
  desk.test.files.save = path;
  expect(value(await desk.test.call('roster.saveTemplate', { kind: 'roster' }))).toEqual({ fileName: '名册模板.xlsx' });
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['名册', '代码表', '填写说明']);
  const main = book.worksheets[0]!;
  const column = (main.getRow(1).values as string[]).indexOf('证件号码');
  expect(main.getCell(2, column).numFmt).toBe('@');
  const ethnicity = main.getCell(2, (main.getRow(1).values as string[]).indexOf('民族'));
  expect(ethnicity.dataValidation).toMatchObject({ type: 'list' });
  expect(await desk.read('empty.xlsx', readFileSync(path))).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('表头下面没有一行数据'),
  });
  for (const [at, header] of (main.getRow(1).values as string[]).entries()) {
    const cell = pupilRow(1)[(headers as readonly string[]).indexOf(header)];
    if (cell !== undefined) main.getCell(2, at).value = cell as string;
  }
  await book.xlsx.writeFile(path);
  expect(await desk.read('filled.xlsx', readFileSync(path))).toMatchObject({
    state: 'previewed',
    good: 1,
    rejected: 0,
  });
});

test('学校账户：只导入本校，看不到别人的导入，不能导入学籍名单', async () => {
  desk = await makeRosterDesk('clerk1');
  const other = await desk.read('a.csv', csv([[...headers], pupilRow(1)]));
  await desk.test.as('school2');
  expect(await desk.test.call('roster.batch', { batchId: other.batchId })).toMatchObject({
    ok: false,
    fault: { kind: 'forbidden' },
  });
  expect(value(await desk.test.call('roster.batches', {}))).toEqual([]);
  expect(await desk.test.call('roster.chooseFile', { kind: 'enrolmentList' })).toMatchObject({
    ok: false,
    fault: { kind: 'forbidden' },
  });
  const read = await desk.read(
    'b.csv',
    csv([[...headers], pupilRow(2), pupilRow(3, { 学校名称: '敖汉旗演示蒙古族中学' })]),
  );
  expect(read).toMatchObject({ good: 1, rejected: 1 });
  expect(await desk.problems(read.batchId)).toEqual(['2 otherSchool']);
});

test('学籍名单：换新去旧，别处的学校也收，重号的列出', async () => {
  desk = await makeRosterDesk('clerk1');
  const line = (sequence: number, school: string) => [
    `G${idNumber(sequence)}`,
    `演示${sequence}`,
    idNumber(sequence),
    '',
    school,
    2026,
  ];
  const list = (...rows: (string | number)[][]) =>
    csv([['学籍号', '姓名', '证件号码', '学校代码', '学校名称', '入学年份'], ...rows]);
  const first = await desk.read(
    '名单.csv',
    list(line(1, '敖汉旗演示第一中学'), line(2, '外地中学'), line(1, '外地中学')),
    'enrolmentList',
  );
  expect(first).toMatchObject({ state: 'previewed', good: 2, rejected: 1 });
  value(await desk.test.call('roster.accept', { batchId: first.batchId }));
  expect(desk.count('SELECT count(*) FROM enrolment_record')).toBe(2);
  const second = await desk.read('新名单.csv', list(line(1, '外地中学')), 'enrolmentList');
  expect(desk.count('SELECT count(*) FROM enrolment_record')).toBe(2);
  value(await desk.test.call('roster.accept', { batchId: second.batchId }));
  const rows = desk.test.db().client.prepare('SELECT school_name, import_batch_id FROM enrolment_record').all();
  expect(rows).toEqual([{ school_name: '外地中学', import_batch_id: second.batchId }]);
});

test('学籍名单写入途中取消：旧名单照旧算数，新名单一行不留', async () => {
  desk = await makeRosterDesk('clerk1');
  const line = (sequence: number) => [`G${idNumber(sequence)}`, `演示${sequence}`, idNumber(sequence), '外地中学'];
  const list = (count: number) =>
    csv([['学籍号', '姓名', '证件号码', '学校名称'], ...Array.from({ length: count }, (_, at) => line(at + 1))]);
  const first = await desk.read('旧.csv', list(3), 'enrolmentList');
  value(await desk.test.call('roster.accept', { batchId: first.batchId }));
  const second = await desk.read('新.csv', list(900), 'enrolmentList');
  const accepting = desk.test.call('roster.accept', { batchId: second.batchId });
  while (desk.count('SELECT count(*) FROM enrolment_record') < 100)
    await new Promise((resolve) => setImmediate(resolve));
  value(await desk.test.call('roster.cancel', { batchId: second.batchId }));
  expect(await accepting).toMatchObject({ ok: false, fault: { kind: 'stale' } });
  const rows = desk.test.db().client.prepare('SELECT DISTINCT import_batch_id FROM enrolment_record').pluck().all();
  expect(rows).toEqual([first.batchId]);
  expect(desk.count('SELECT count(*) FROM enrolment_record')).toBe(3);
});

test('时钟倒退一天后接受的学籍名单：重开以后仍是它算数', async () => {
  desk = await makeRosterDesk('clerk1');
  const list = (school: string) =>
    csv([
      ['学籍号', '姓名', '证件号码', '学校名称'],
      [`G${idNumber(1)}`, '演示1', idNumber(1), school],
    ]);
  const older = await desk.read('旧.csv', list('旧校'), 'enrolmentList');
  value(await desk.test.call('roster.accept', { batchId: older.batchId }));
  desk.test.clock.advance(-24 * 3_600_000);
  const newer = await desk.read('新.csv', list('新校'), 'enrolmentList');
  value(await desk.test.call('roster.accept', { batchId: newer.batchId }));
  // the program died before the lines of the older list were gone
  desk.test
    .db()
    .client.prepare(
      `INSERT INTO enrolment_record (id, enrolment_no, full_name, school_code, school_name, import_batch_id)
       VALUES ('left-over', 'G1', '演示1', '', '旧校', ?)`,
    )
    .run(older.batchId);
  desk.test.desk.close();
  const again = await makeDesk({ folder: desk.test.folder, clock: desk.test.clock, county: demoSetupBody() });
  await again.as('clerk1');
  const rows = again.db().client.prepare('SELECT DISTINCT import_batch_id FROM enrolment_record').pluck().all();
  again.desk.close();
  expect(rows).toEqual([newer.batchId]);
});
