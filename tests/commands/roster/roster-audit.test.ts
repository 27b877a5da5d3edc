import { afterEach, beforeEach, expect, test } from 'vitest';
import { value } from '../../make-desk.ts';
import { makeRosterDesk, type RosterDesk } from './roster-desk.ts';
import { csv, headers, pupilRow } from './sheets.ts';

let desk: RosterDesk;
beforeEach(async () => {
  desk = await makeRosterDesk('clerk1');
});
afterEach(() => desk.close());

const audited = (subjectId: string) =>
  desk.test
    .db()
    .client.prepare('SELECT call FROM audit_entry WHERE subject_id = ? ORDER BY seq')
    .pluck()
    .all(subjectId);

test('选文件、取消各留一行，写明是哪一次导入', async () => {
  const read = await desk.read('名册.csv', csv([[...headers], pupilRow(1)]));
  value(await desk.test.call('roster.cancel', { batchId: read.batchId }));
  expect(audited(read.batchId)).toEqual(['roster.chooseFile', 'roster.cancel']);
});

test('导入时立的业务件写在导入的事件里，各留一行', async () => {
  const twin = pupilRow(222, { 姓名: pupilRow(11)[0] ?? null, 性别: '女' });
  const read = await desk.read('名册.csv', csv([[...headers], pupilRow(11), twin]));
  value(await desk.test.call('roster.accept', { batchId: read.batchId }));
  const { client } = desk.test.db();
  const caseId = String(client.prepare('SELECT id FROM case_file').pluck().get());
  const content = client
    .prepare(
      `SELECT p.content FROM event e JOIN event_payload p ON p.event_seq = e.seq WHERE e.kind = 'roster.accepted'`,
    )
    .pluck()
    .get();
  expect(JSON.parse(String(content)).openedCases).toMatchObject([{ caseId, kind: 'sameNameAndBirth' }]);
  expect(audited(caseId)).toEqual(['roster.accept']);
});

test('看名册的行（问题格里是全号）：留一行访问记录', async () => {
  const read = await desk.read('名册.csv', csv([[...headers], pupilRow(1)]));
  value(await desk.test.call('roster.rows', { batchId: read.batchId, only: 'all', field: null, offset: 0, limit: 10 }));
  desk.test.desk.tick();
  expect(audited(read.batchId)).toEqual(['roster.chooseFile', 'roster.rows']);
});
