import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { startLineProxy } from './line-proxy.ts';
import { makeRunner } from './make-runner.ts';
import { pupilData, releasePupils } from './release-pupils.ts';
import { rewriteOutbox } from './rewrite-outbox.ts';

describe('批次在路上', () => {
  let receiver: TestReceiver;
  let desk: TestDesk;
  let serial = 300;
  beforeAll(async () => {
    receiver = await makeReceiver();
    desk = await makeDesk();
  });
  afterAll(async () => {
    desk.close();
    await receiver.stop();
  });

  const nextPupils = (count: number) => {
    serial += count;
    return releasePupils(
      desk,
      Array.from({ length: count }, (_, index) => pupilData(serial - index)),
      serial,
    );
  };
  const ask = async () => {
    const { call } = await desk.as('reviewer2');
    const [newest] = value(await call('batch.list', { state: 'all' }));
    return {
      figures: newest?.figures,
      status: value(await call('sync.status', {})),
      stuck: value(await call('sync.stuck', {})),
    };
  };

  test('资料先到、照片在后：断开后各自记着；送完每份都在一个数里', async () => {
    await nextPupils(6);
    // so slow that the photos take seconds: stopped as soon as it is noted that the texts are there
    const line = await startLineProxy(receiver.url, { bytesPerSecond: 3000 });
    const runner = makeRunner(desk, line.url, { idleMs: 4000 });
    const texts = desk.db().statement('SELECT count(text_at) FROM batch_record').pluck();
    const look = setInterval(() => texts.get() === 6 && runner.stop(), 20);
    await runner.push();
    clearInterval(look);
    await line.stop();
    const { figures } = await ask();
    expect(figures?.text).toBe(6);
    expect(figures?.photo).toBeLessThan(6);
    expect((figures?.waiting ?? 0) + (figures?.received ?? 0)).toBe(6);
    await makeRunner(desk, receiver.url).push();
    const done = await ask();
    expect(done.figures).toMatchObject({
      records: 6,
      text: 6,
      photo: 6,
      waiting: 0,
      received: 6,
      refused: 0,
      stuck: 0,
    });
  }, 30_000);

  test('一份被退回：有原因、谁办、下一步，其余照送；缺号两边都看得见', async () => {
    const [returned, damaged] = await nextPupils(3);
    rewriteOutbox(desk, returned?.candidacyId ?? '', (body) => ({ ...body, teacherApproval: null }));
    const spoilt = 'SELECT photo_sha256 FROM outbox WHERE candidacy_id = ?';
    desk.db().statement(`UPDATE photo_blob SET bytes = x'00' WHERE sha256 = (${spoilt})`).run(damaged?.candidacyId);
    await makeRunner(desk, receiver.url).push();
    const { figures, stuck, status } = await ask();
    expect(figures).toMatchObject({ records: 3, received: 1, refused: 1, waiting: 1, stuck: 1 });
    expect(stuck).toMatchObject([
      { candidacyId: returned?.candidacyId, state: 'refused', owner: '采集员王敏', batch: '11月23日第2批' },
      { candidacyId: damaged?.candidacyId, state: 'waiting', owner: '本机管理员' },
    ]);
    expect(stuck[0]?.next).toContain('退给登记员重办');
    expect(status.gaps).toBe(
      '自治区连续收到本机第 1–7 号。第 8 号还没有回执，后面已到 1 份。按“现在送出”再送；还缺的，原因和下一步在“卡住的”里。',
    );
    expect(status.hasGap).toBe(true);
    const [seen] = (await receiver.report()).desks;
    expect(seen).toMatchObject({ highest: 9, arrived: 8, missingCount: 1, missing: [[8, 8]] });
  });

  test('中间设备收齐了才转：记着，下一次一开始就整批送；换了地址就忘掉', async () => {
    await nextPupils(3);
    const proxy = await startFaultProxy(receiver.url, { faultOf: () => 'pass' });
    await makeRunner(desk, proxy.url, { idleMs: 500 }).push();
    expect((await ask()).status.collects).toBe(true);
    const streams = proxy.seen.filter((one) => one.path === '/v2/push').length;
    await nextPupils(2);
    // another run, as after a restart
    expect(await makeRunner(desk, proxy.url, { idleMs: 500 }).push()).toMatchObject({ received: 2 });
    expect(proxy.seen.filter((one) => one.path === '/v2/push').length - streams).toBeLessThanOrEqual(2);
    await proxy.stop();
    desk.clock.advance(7 * 3_600_000);
    expect((await ask()).status.collects).toBe(false);
  }, 30_000);
});
