import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeJpeg } from '../../fixtures/jpeg.ts';
import { value } from '../../make-desk.ts';
import { makeRosterDesk, type RosterDesk } from './roster-desk.ts';
import { csv, headers, idNumber, pupilRow } from './sheets.ts';

let desk: RosterDesk;
beforeEach(async () => {
  desk = await makeRosterDesk('clerk1');
});
afterEach(() => desk.close());

type Cells = readonly (string | number | null)[];
const more = ['手机号', '家庭成员', '班主任审核', '审核人', '审核日期'];
const approved = ['同意', '斯琴', '2026-11-12'];
async function bring(cells: Cells, change: Parameters<typeof pupilRow>[1] = {}) {
  const read = await desk.read(
    '名册.csv',
    csv([
      [...headers, ...more],
      [...pupilRow(1, change), ...cells],
    ]),
  );
  return value(await desk.test.call('roster.accept', { batchId: read.batchId }));
}
const row = () =>
  desk.test.db().client.prepare('SELECT * FROM candidacy WHERE document_number = ?').get(idNumber(1)) as Record<
    string,
    unknown
  >;
const events = () =>
  desk.test.db().client.prepare('SELECT kind FROM event WHERE subject_id = ? ORDER BY seq').pluck().all(row()['id']);

/** Reading, shot and confirmation at the desk; the class teacher's approval is missing. */
async function hold() {
  const { call } = desk.test;
  const candidacyId = String(row()['id']);
  value(
    await call('desk.saveDraft', { candidacyId, reading: { lastFour: idNumber(1).slice(-4) }, documentState: 'shown' }),
  );
  const shot = value(
    await call('desk.storeShot', {
      candidacyId,
      original: makeJpeg(1, 640, 480),
      derived: makeJpeg(1),
      source: 'live',
      device: '测试摄像头',
      crop: { left: 80, top: 0 },
      measurements: {},
      perceptualHash: null,
    }),
  );
  const input = {
    candidacyId,
    captureId: shot.captureId,
    version: Number(row()['version']),
    pupilConfirmed: true,
  } as const;
  const done = value(await call('desk.complete', { ...input, warnReason: null }));
  expect(done.outcome).toBe('held');
}
const shots = () => desk.count(`SELECT count(*) FROM capture WHERE state = 'draft'`);

test('空格不抹掉已有的内容：手机、家庭成员、班级都在；只有空格就是没有变化', async () => {
  await bring(['13800000001', '父亲 巴图 个体 13800000002', '', '', '']);
  expect(await bring(['', '', '', '', ''])).toMatchObject({ updated: 0, unchanged: 1 });
  expect(await bring(['', '', '', '', ''], { 民族: '汉族' })).toMatchObject({ updated: 1 });
  expect(row()).toMatchObject({ ethnicity: '01', mobile: '13800000001' });
  expect(desk.count('SELECT count(*) FROM family_member')).toBe(1);
});

test('名册带来的同意，办完先存着的：当时就登记完成，不用再来', async () => {
  await bring(['13800000001', '父亲 巴图', '', '', '']);
  await hold();
  await bring(['13800000001', '父亲 巴图', ...approved]);
  expect(row()).toMatchObject({ status: 'completed', approval_is_foreign: 1, held_completion: null });
  expect(events().slice(-2)).toEqual(['candidacy.updatedFromRoster', 'candidacy.completed']);
});

test('名册改了先存着的人的资料：照片留下，确认要重来；带来同意也不悄悄完成', async () => {
  await bring(['13800000001', '父亲 巴图', '', '', '']);
  await hold();
  await bring(['13800000001', '父亲 巴图', ...approved], { 民族: '汉族' });
  expect(row()).toMatchObject({ status: 'awaitingCapture', ethnicity: '01', held_completion: null });
  expect(shots()).toBe(1);
  const payload = desk.test
    .db()
    .client.prepare(
      `SELECT p.content FROM event e JOIN event_payload p ON p.event_seq = e.seq
       WHERE e.kind = 'candidacy.updatedFromRoster'`,
    )
    .pluck()
    .get();
  expect(JSON.parse(String(payload)).heldDropped).toMatchObject({ warnReason: null });
});

test('带来的同意到时规则不让完成：留在待采集，看得见', async () => {
  await bring(['13800000001', '父亲 巴图', '', '', '']);
  await hold();
  desk.test.db().client.prepare(`UPDATE candidacy SET sex = '2' WHERE document_number = ?`).run(idNumber(1));
  await bring(['13800000001', '父亲 巴图', ...approved], { 性别: '女' });
  expect(row()).toMatchObject({ status: 'awaitingCapture' });
  expect(row()['held_completion']).not.toBeNull();
  expect(events().at(-1)).toBe('candidacy.holdChecked');
});
