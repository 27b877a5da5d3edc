import { afterEach, beforeEach, expect, it } from 'vitest';
import { listLimit } from '../../shared/domain/list-limit.ts';
import { makeScene, pupil, type Scene } from '../fixtures/desk-scene.ts';

let scene: Scene;
let own: string;
let nextClass: string;
beforeEach(async () => {
  scene = await makeScene();
  own = await scene.enter(pupil(1));
  nextClass = await scene.enter(pupil(2, { classCode: '02' }));
});
afterEach(() => scene.desk.close());

/** As many more of one record as asked for, straight into the file: the numbers do not matter here. */
function multiply(candidacyId: string, times: number): void {
  const db = scene.desk.db().client;
  const columns = db.prepare(`SELECT name FROM pragma_table_info('candidacy') WHERE name <> 'id'`).pluck().all();
  db.prepare(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @times)
     INSERT INTO candidacy (id, ${columns.join(', ')})
     SELECT format('0198f000-0000-7000-8000-%012d', (SELECT count(*) FROM candidacy) + i), ${columns.join(', ')}
     FROM candidacy, n WHERE id = @candidacyId`,
  ).run({ times, candidacyId });
}

it('预注册名单一次最多给这么多人，按学校、班级、座号；总数由 counts 给全', async () => {
  multiply(own, listLimit + 50);
  const list = await scene.do('school', 'preRegistration.list', { classId: null, status: 'waiting' });
  expect(list).toHaveLength(listLimit);
  expect(new Set(list.map((line) => line.className))).toEqual(new Set(['高一(1)班']));
  const other = String(scene.column(nextClass, 'class_id'));
  const ofOther = await scene.do('school', 'preRegistration.list', { classId: other, status: 'all' });
  expect(ofOther.map((line) => line.candidacyId)).toEqual([nextClass]);
  const counts = await scene.do('school', 'preRegistration.counts', {});
  expect(counts.map(({ className, waiting }) => [className, waiting])).toEqual([
    ['高一(1)班', listLimit + 51],
    ['高一(2)班', 1],
  ]);
});

it('counts 只数自己范围里的；没有班级的也数得到', async () => {
  const elsewhere = await scene.enter(pupil(4, { schoolCode: '1504300002', schoolName: '敖汉旗蒙古族中学' }));
  await scene.approve(own);
  scene.desk.db().statement('UPDATE candidacy SET class_id = NULL WHERE id = ?').run(nextClass);
  const of = async (who: 'teacher' | 'otherTeacher' | 'school' | 'clerk') =>
    (await scene.do(who, 'preRegistration.counts', {})).map((one) => [one.className, one.waiting, one.through]);
  expect(await of('teacher')).toEqual([['高一(1)班', 0, 1]]);
  expect(await of('otherTeacher')).toEqual([]);
  expect(await of('school')).toEqual([
    ['高一(1)班', 0, 1],
    [null, 1, 0],
  ]);
  expect(await of('clerk')).toHaveLength(3);
  scene.desk.db().statement('UPDATE candidacy SET class_id = NULL WHERE id = ?').run(elsewhere);
  expect(await of('school')).toHaveLength(2);
});

it('待审核、台账名单、送出的单子、业务件，都有上限', async () => {
  multiply(own, listLimit + 50);
  const db = scene.desk.db();
  db.statement(`UPDATE candidacy SET status = 'completed'`).run();
  const call = scene.do;
  expect(await call('reviewer', 'review.list', { stage: 'completed', classId: null })).toHaveLength(listLimit);
  const classId = String(scene.column(own, 'class_id'));
  expect(await call('reviewer', 'review.list', { stage: 'completed', classId })).toHaveLength(listLimit);
  const names = await call('administrator', 'custody.names', { part: 'completed', classId: null });
  expect(names).toHaveLength(listLimit);
  const event = db.statement('SELECT max(seq) FROM event').pluck().get();
  db.statement(
    `INSERT INTO outbox (message_id, desk_seq, candidacy_id, revision, body, body_sha256, event_seq, state, attempts, created_at)
     SELECT id, rowid, id, 0, '', '', ?, 'waiting', 0, created_at FROM candidacy`,
  ).run(event);
  db.statement(
    `INSERT INTO case_file (id, kind, state, sentence, facts, opened_at)
     SELECT id, 'nearDocument', 'open', '只差一处', '{}', created_at FROM candidacy`,
  ).run();
  expect(await call('administrator', 'sync.outbox', { state: 'all' })).toHaveLength(listLimit);
  expect(await call('administrator', 'sync.outbox', { state: 'waiting' })).toHaveLength(listLimit);
  expect(await call('administrator', 'case.list', { state: 'open' })).toHaveLength(listLimit);
});
