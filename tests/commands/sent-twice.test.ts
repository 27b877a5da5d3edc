import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallName, Input } from '#shared/contract/index.ts';
import { syncCap } from '../../src-main/db/store/sync-line.ts';
import { testPassword } from '../fixtures/county.ts';
import { fault, pupil } from '../fixtures/desk-scene.ts';
import { type TestDesk, value } from '../make-desk.ts';
import { type CardScene, cameraJpeg, makeCard } from './photo-files/card.ts';
import { makeRosterDesk } from './roster/roster-desk.ts';
import { csv, headers, pupilRow } from './roster/sheets.ts';

/** Sends an act that goes through, and the same once more: nothing is written again, and nothing breaks. */
async function twice<N extends CallName>(desk: TestDesk, loginName: string, name: N, input: Input<N>): Promise<void> {
  const { call } = await desk.as(loginName);
  value(await call(name, input));
  const written = () =>
    desk
      .db()
      .statement('SELECT (SELECT count(*) FROM event) AS events, (SELECT count(*) FROM outbox) AS messages')
      .get();
  const before = written();
  const again = await call(name, input);
  if (!again.ok) expect(fault(again).kind, JSON.stringify(again)).not.toBe('broken');
  expect(written(), name).toEqual(before);
}

let scene: CardScene;
beforeAll(async () => {
  scene = await makeCard();
});
afterAll(() => scene.cleanUp());

describe('同一件事送两遍，只办一遍', () => {
  it('账户：新建、解锁', async () => {
    const { desk } = scene;
    const account = {
      loginName: 'clerk9',
      displayName: '新来的',
      role: 'clerk' as const,
      schoolId: null,
      classIds: [],
      password: testPassword,
    };
    await twice(desk, 'admin', 'account.create', account);
    const { call } = await desk.as('admin');
    const made = value(await call('account.list', {})).find((one) => one.loginName === 'clerk9');
    expect(value(await call('account.list', {})).filter((one) => one.loginName === 'clerk9')).toHaveLength(1);
    value(await call('account.resetPassword', { userId: made?.userId ?? '', newPassword: `${testPassword}新` }));
    expect((await desk.call('session.signIn', { loginName: 'clerk9', password: testPassword })).ok).toBe(false);
    await desk.as('admin');
    for (const _ of [1, 2, 3]) await desk.call('session.signIn', { loginName: 'clerk9', password: 'wrong' });
    await twice(desk, 'admin', 'account.unlock', { userId: made?.userId ?? '' });
  });

  it('本机的设定：接收地址、发送的限速', async () => {
    await twice(scene.desk, 'admin', 'sync.setReceiver', { url: 'http://127.0.0.1:4870' });
    await twice(scene.desk, 'reviewer1', 'sync.setCap', { kbps: 64 });
    expect(syncCap(scene.desk.db())).toBe(64);
    const { call } = await scene.desk.as('reviewer1');
    for (const kbps of [15, 100_001]) expect(fault(await call('sync.setCap', { kbps })).kind).toBe('invalid');
    await twice(scene.desk, 'reviewer1', 'sync.setCap', { kbps: null });
    expect(syncCap(scene.desk.db())).toBeNull();
  });

  it('文件里的照片：不用、附上、全部移走；日程草稿：不要了', async () => {
    const { desk } = scene;
    const ids = [await scene.enter(pupil(1)), await scene.enter(pupil(2)), await scene.enter(pupil(3))];
    await scene.approve(...ids);
    for (const [index, name] of ['一.jpg', '二.jpg', '三.jpg'].entries()) scene.put(name, cameraJpeg(index + 1));
    const folderId = await scene.choose();
    await scene.read(folderId);
    const lines = await scene.lines(folderId);
    const fileOf = (name: string) => lines[name]?.fileId ?? '';
    await scene.do('clerk', 'photoFiles.assign', { fileId: fileOf('一.jpg'), candidacyId: ids[0] ?? '' });
    await twice(desk, 'clerk1', 'photoFiles.reject', { fileId: fileOf('二.jpg'), reason: '拍糊了' });
    const version = scene.version(ids[0] ?? '');
    await twice(desk, 'clerk1', 'photoFiles.attach', {
      items: [{ fileId: fileOf('一.jpg'), candidacyId: ids[0] ?? '', version }],
    });
    await twice(desk, 'clerk1', 'photoFiles.discard', { folderId });

    const { call } = await desk.as('admin');
    const content = { label: '2027 年春季日程', inForceFrom: '2026-11-23', windows: [] };
    const { editionId } = value(await call('calendar.draft', { version: null, content }));
    await twice(desk, 'admin', 'calendar.discard', { editionId });
  });

  it('名册：导入、取消', async () => {
    const desk = await makeRosterDesk('clerk1');
    try {
      const file = csv([headers, pupilRow(1)]);
      const first = await desk.read('名册.csv', file);
      await desk.settled(first.batchId);
      await twice(desk.test, 'clerk1', 'roster.accept', { batchId: first.batchId });
      const second = await desk.read('名册2.csv', csv([headers, pupilRow(2)]));
      await desk.settled(second.batchId);
      await twice(desk.test, 'clerk1', 'roster.cancel', { batchId: second.batchId });
    } finally {
      desk.close();
    }
  });
});
