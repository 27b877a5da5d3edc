import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDesk, reopen, type TestDesk, value } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { pupilData, releasePupils } from './release-pupils.ts';

describe('送自治区：从按钮到回执', () => {
  let receiver: TestReceiver;
  let desk: TestDesk;
  beforeAll(async () => {
    receiver = await makeReceiver();
    desk = await makeDesk();
    await releasePupils(desk, [pupilData(1), pupilData(2)], 40);
  });
  afterAll(async () => {
    desk.close();
    await receiver.stop();
  });

  test('没有地址时说由谁填；管理员填好后送出，状态和发件箱看得见', async () => {
    const reviewer = await desk.as('reviewer1');
    const before = value(await reviewer.call('sync.pushNow', {}));
    expect(before).toMatchObject({ waiting: 2, trouble: '还没有设接收地址，记录都在本机。由管理员填写接收地址。' });
    expect(await reviewer.call('sync.setReceiver', { url: receiver.url })).toMatchObject({
      fault: { kind: 'forbidden' },
    });
    const admin = await desk.as('admin');
    value(await admin.call('sync.setReceiver', { url: receiver.url }));
    expect(value(await admin.call('sync.status', {}))).toMatchObject({
      receiverUrl: receiver.url,
      waiting: 2,
      running: false,
    });
    expect(value(await admin.call('sync.pushNow', {}))).toEqual({
      sent: 2,
      received: 2,
      joined: 0,
      refused: 0,
      waiting: 0,
      changes: { received: 0, refused: 0, waiting: 0 },
      trouble: null,
    });
    const status = value(await admin.call('sync.status', {}));
    expect(status).toMatchObject({
      waiting: 0,
      acknowledged: 2,
      refused: 0,
      trouble: null,
      lastContactAt: desk.clock.now(),
    });
    expect(status.sentence).toContain('已送达 2 份，都有回执。');
    const outbox = value(await admin.call('sync.outbox', { state: 'acknowledged' }));
    expect(outbox.map((line) => [line.state, line.deskSeq, line.receivedAt !== null])).toEqual([
      ['acknowledged', 2, true],
      ['acknowledged', 1, true],
    ]);
    const audit = value(await admin.call('audit.verify', {}));
    expect(audit.intact).toBe(true);
  });

  test('重启后回执和状态都在', async () => {
    const again = await reopen(desk);
    desk = again;
    const { call } = await again.as('reviewer1');
    expect(value(await call('sync.status', {}))).toMatchObject({ acknowledged: 2, waiting: 0 });
    const lines = value(await call('review.list', { stage: 'released', classId: null }));
    expect(lines.map((line) => line.status)).toEqual(['received', 'received']);
  });
});
