import { afterEach, beforeEach, expect, test } from 'vitest';
import { value } from '../../make-desk.ts';
import { makeRosterDesk, type RosterDesk } from './roster-desk.ts';
import { csv, headers, idNumber, pupilRow } from './sheets.ts';

let desk: RosterDesk;
beforeEach(async () => {
  desk = await makeRosterDesk('clerk1');
});
afterEach(() => desk.close());

const file = (...rows: readonly (readonly unknown[])[]) => csv([[...headers], ...(rows as Parameters<typeof csv>[0])]);
async function bring(...rows: readonly (readonly unknown[])[]) {
  const read = await desk.read('名册.csv', file(...rows));
  return value(await desk.test.call('roster.accept', { batchId: read.batchId }));
}
const pupil = (sequence: number) =>
  desk.test.db().client.prepare('SELECT * FROM candidacy WHERE document_number = ?').get(idNumber(sequence)) as Record<
    string,
    unknown
  >;

test('同一号码在文件里两次：后一行列出，不导入', async () => {
  const read = await desk.read(
    'a.csv',
    file(pupilRow(1), pupilRow(2), pupilRow(2, { 姓名: '另一人', 证件号码: idNumber(1) })),
  );
  expect(read).toMatchObject({ good: 2, rejected: 1, cases: 1, casesHeldBack: 1 });
  const page = value(
    await desk.test.call('roster.rows', { batchId: read.batchId, only: 'bad', field: null, offset: 0, limit: 10 }),
  );
  expect(page.rows[0]!.problems[0]).toMatchObject({ row: 4, code: 'duplicateInFile', severity: 'case' });
  expect(page.rows[0]!.problems[0]!.sentence).toBe(
    `与第 2 行相同，姓名不同（${pupilRow(1)[0]} / 另一人）。核对后只留一行`,
  );
});

test('与库中的人同名、号码差一位：先放下，不导入', async () => {
  await bring(pupilRow(11));
  const read = await desk.read('b.csv', file(pupilRow(31, { 姓名: pupilRow(11)[0] ?? null })));
  expect(await desk.problems(read.batchId)).toEqual(['2 neighbour']);
});

test('生日相同、号码差一位而姓名不同（双胞胎）：照常导入，只提醒', async () => {
  await bring(pupilRow(11));
  const read = await desk.read('b.csv', file(pupilRow(31)));
  expect(read).toMatchObject({ good: 1, rejected: 0, cases: 0 });
  expect(await desk.problems(read.batchId, 'all')).toEqual(['2 twin']);
});

test('同名同生日、号码不同：导入，并开一个业务件；再来一次不再开', async () => {
  await bring(pupilRow(11));
  const accepted = await bring(pupilRow(11), pupilRow(222, { 姓名: pupilRow(11)[0] ?? null, 性别: '女' }));
  expect(accepted).toMatchObject({ good: 1, unchanged: 1, cases: 1, casesHeldBack: 0 });
  expect(desk.count(`SELECT count(*) FROM case_file WHERE kind = 'sameNameAndBirth' AND state = 'open'`)).toBe(1);
  expect(desk.count('SELECT count(*) FROM case_subject')).toBe(2);
  await bring(pupilRow(11), pupilRow(222, { 姓名: pupilRow(11)[0] ?? null, 性别: '女' }));
  expect(desk.count('SELECT count(*) FROM case_file')).toBe(1);
});

test('预注册的人名册改了：更新、记一件事；再来一次没有变化', async () => {
  await bring(pupilRow(1), pupilRow(2));
  const changed = [pupilRow(1, { 民族: '汉族', 班级名称: '高一(2)班' }), pupilRow(2)];
  const read = await desk.read('c.csv', file(...changed));
  expect(read).toMatchObject({ good: 0, updated: 1, unchanged: 1 });
  const page = value(
    await desk.test.call('roster.rows', { batchId: read.batchId, only: 'good', field: null, offset: 0, limit: 10 }),
  );
  expect(page.rows[0]).toMatchObject({ outcome: 'updated' });
  expect(page.rows[0]!.problems[0]!.sentence).toBe('库中已有此人，导入后更新：民族、班级名称');
  expect(value(await desk.test.call('roster.accept', { batchId: read.batchId }))).toMatchObject({
    updated: 1,
    unchanged: 1,
  });
  expect(pupil(1)).toMatchObject({ ethnicity: '01', status: 'preRegistered', version: 2 });
  expect(desk.count(`SELECT count(*) FROM event WHERE kind = 'candidacy.updatedFromRoster'`)).toBe(1);
  expect(await desk.read('d.csv', file(...changed))).toMatchObject({ updated: 0, unchanged: 2 });
});

test('少了一列的名册不会抹掉那一列已有的内容', async () => {
  const wide = [
    [...headers, '手机号', '家庭成员'],
    [...pupilRow(1), '13800000001', '父亲 巴图 个体 13800000002'],
  ];
  const first = await desk.read('e.csv', csv(wide as Parameters<typeof csv>[0]));
  value(await desk.test.call('roster.accept', { batchId: first.batchId }));
  await bring(pupilRow(1, { 民族: '汉族' }));
  expect(pupil(1)).toMatchObject({ ethnicity: '01', mobile: '13800000001' });
  expect(desk.count('SELECT count(*) FROM family_member')).toBe(1);
});

test('退回的人改好再导入：回到班主任那里，退回原因清掉；姓名也可以改', async () => {
  await bring(pupilRow(1));
  desk.test
    .db()
    .client.prepare(`UPDATE candidacy SET status = 'returned', return_reason = '姓名写错' WHERE document_number = ?`)
    .run(idNumber(1));
  await bring(pupilRow(1, { 姓名: '演示改' }));
  expect(pupil(1)).toMatchObject({
    full_name: '演示改',
    name_key: '演示改',
    pinyin_initials: 'ysg',
    status: 'preRegistered',
    return_reason: null,
  });
});

test('没有退回的人不凭名册改姓名：列出两边，先放下', async () => {
  await bring(pupilRow(1));
  const read = await desk.read('f.csv', file(pupilRow(1, { 姓名: '演示改' })));
  expect(await desk.problems(read.batchId)).toEqual(['2 duplicateInDatabase']);
});

test('班主任已同意的人名册改了：不写入，说明怎么办；同一行再来没有变化', async () => {
  await bring(pupilRow(1));
  desk.test
    .db()
    .client.prepare(`UPDATE candidacy SET status = 'awaitingCapture' WHERE document_number = ?`)
    .run(idNumber(1));
  const read = await desk.read('g.csv', file(pupilRow(1, { 民族: '汉族' })));
  expect(await desk.problems(read.batchId)).toEqual(['2 alreadyApproved']);
  expect(await desk.read('h.csv', file(pupilRow(1)))).toMatchObject({ unchanged: 1, rejected: 0 });
});

test('现场已按证件改过的人，原来那份名册再导入不会改回去', async () => {
  await bring(pupilRow(1));
  desk.test
    .db()
    .client.prepare(`UPDATE candidacy SET status = 'completed', ethnicity = '01' WHERE document_number = ?`)
    .run(idNumber(1));
  expect(await bring(pupilRow(1))).toMatchObject({ unchanged: 1, updated: 0, rejected: 0 });
  expect(pupil(1)['ethnicity']).toBe('01');
});

test('后来才带来的班主任审核：从预注册变成待采集', async () => {
  await bring(pupilRow(1));
  const withApproval = [
    [...headers, '班主任审核', '审核人', '审核日期'],
    [...pupilRow(1), '同意', '斯琴', '2026-11-12'],
  ];
  const read = await desk.read('i.csv', csv(withApproval as Parameters<typeof csv>[0]));
  expect(read).toMatchObject({ updated: 1 });
  value(await desk.test.call('roster.accept', { batchId: read.batchId }));
  expect(pupil(1)).toMatchObject({ status: 'awaitingCapture', approved_by_teacher: '斯琴', approval_is_foreign: 1 });
});

test('没有的班：预览里说，导入时建上，记一件事', async () => {
  const accepted = await bring(pupilRow(1, { 班级名称: '高一(9)班' }));
  expect(accepted.good).toBe(1);
  expect(desk.count(`SELECT count(*) FROM school_class WHERE name = '高一(9)班' AND cohort_year = 2026`)).toBe(1);
  expect(
    desk.count(`SELECT count(*) FROM candidacy c JOIN school_class k ON k.id = c.class_id WHERE k.name = '高一(9)班'`),
  ).toBe(1);
  expect(desk.count(`SELECT count(*) FROM event WHERE kind = 'schoolClass.added'`)).toBe(1);
});

test('简历、家庭成员、号码历史一起进来，按任何号码找得到', async () => {
  const wide = [
    [...headers, '学籍号', '本人简历'],
    [...pupilRow(1), `G${idNumber(1)}`, '2017.09-2023.07 演示小学；2023.09-2026.07 演示中学'],
  ];
  const read = await desk.read('j.csv', csv(wide as Parameters<typeof csv>[0]));
  value(await desk.test.call('roster.accept', { batchId: read.batchId }));
  expect(desk.count('SELECT count(*) FROM resume_entry')).toBe(2);
  expect(desk.count('SELECT count(*) FROM number_history')).toBe(2);
});

test('预览之后别人已登记的同一人：不会进来两次', async () => {
  const one = await desk.read('k.csv', file(pupilRow(1), pupilRow(2)));
  const two = await desk.read('l.csv', file(pupilRow(1), pupilRow(3)));
  value(await desk.test.call('roster.accept', { batchId: one.batchId }));
  expect(value(await desk.test.call('roster.accept', { batchId: two.batchId }))).toMatchObject({
    good: 1,
    unchanged: 1,
  });
  expect(desk.count('SELECT count(*) FROM candidacy')).toBe(3);
});
