import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeJpeg } from '../../fixtures/jpeg.ts';
import { value } from '../../make-desk.ts';
import { makeRosterDesk, type RosterDesk } from './roster-desk.ts';
import { csv, headers, idNumber, pupilRow } from './sheets.ts';

let desk: RosterDesk;
beforeEach(async () => {
  desk = await makeRosterDesk('admin1');
});
afterEach(() => desk.close());

const row = () =>
  desk.test.db().client.prepare('SELECT * FROM candidacy WHERE document_number = ?').get(idNumber(1)) as Record<
    string,
    unknown
  >;
const items = () => [{ candidacyId: String(row()['id']), version: Number(row()['version']) }];

test('导入的人算录入的人：班主任照样审核，导入的管理员不能放行，别人可以', async () => {
  const table = csv([
    [...headers, '手机号', '家庭成员'],
    [...pupilRow(1), '13800000001', '父亲 巴图'],
  ]);
  const read = await desk.read('名册.csv', table);
  value(await desk.test.call('roster.accept', { batchId: read.batchId }));
  const importer = desk.test
    .db()
    .client.prepare(`SELECT id FROM user_account WHERE login_name = 'admin1'`)
    .pluck()
    .get();
  expect(row()['entered_by']).toBe(importer);

  const teacher = await desk.test.as('t1-2601');
  expect(value(await teacher.call('preRegistration.approve', { items: items() })).failed).toEqual([]);
  expect(row()['status']).toBe('awaitingCapture');

  const { call } = await desk.test.as('clerk1');
  const candidacyId = String(row()['id']);
  const reading = { lastFour: idNumber(1).slice(-4) };
  value(await call('desk.saveDraft', { candidacyId, reading, documentState: 'shown' }));
  const picture = { original: makeJpeg(1, 640, 480), derived: makeJpeg(1), crop: { left: 80, top: 0 } };
  const shot = {
    candidacyId,
    ...picture,
    source: 'live',
    device: '测试摄像头',
    measurements: {},
    perceptualHash: null,
  } as const;
  const { captureId } = value(await call('desk.storeShot', shot));
  const version = Number(row()['version']);
  value(await call('desk.complete', { candidacyId, captureId, version, pupilConfirmed: true, warnReason: null }));

  const reviewer = await desk.test.as('review1');
  expect(value(await reviewer.call('review.approve', { items: items() })).failed).toEqual([]);

  const admin = await desk.test.as('admin1');
  const refused = value(await admin.call('release.perform', { items: items() }));
  expect(refused.done).toEqual([]);
  expect(refused.failed[0]?.sentence).toContain('你录入的');
  expect(row()['status']).toBe('reviewed');
  const byHand = () =>
    desk.test.db().client.prepare('UPDATE candidacy SET released_by = ? WHERE id = ?').run(importer, candidacyId);
  expect(byHand).toThrow('four eyes: release');

  const other = await desk.test.as('review2');
  expect(value(await other.call('release.perform', { items: items() })).failed).toEqual([]);
});
