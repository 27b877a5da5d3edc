import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDesk, type TestDesk } from '../make-desk.ts';
import { sha256 } from '../receiver/build-record.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { type LineFault, startLineProxy } from './line-proxy.ts';
import { makeRunner } from './make-runner.ts';
import { type Pupil, pupilData, releasePupils } from './release-pupils.ts';
import { rewriteOutbox } from './rewrite-outbox.ts';

const waitingOn = (desk: TestDesk) =>
  desk.db().statement("SELECT count(*) FROM outbox WHERE state = 'waiting'").pluck().get();

describe('几条线路一起送', () => {
  let receiver: TestReceiver;
  let desk: TestDesk;
  let serial = 100;
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
  /** both ledgers name the same records with the same photos, each once, and each has its receipt */
  const expectDelivered = async (pupils: readonly Pupil[]) => {
    const report = await receiver.report();
    for (const { candidacyId, photo } of pupils) {
      const lines = report.candidacies.filter((one) => one.candidacyId === candidacyId);
      expect(lines.map((one) => one.photoSha256)).toEqual([sha256(photo)]);
    }
    expect(waitingOn(desk)).toBe(0);
    const outbox = Number(desk.db().statement('SELECT count(*) FROM outbox').pluck().get());
    expect(report.counts.messages).toBe(outbox);
    expect(desk.db().statement('SELECT count(*) FROM receipt').pluck().get()).toBe(outbox);
  };

  test('先文字后照片，全部有回执；第一版的调用一次也没有用', async () => {
    const pupils = await nextPupils(8);
    const summary = await makeRunner(desk, receiver.url).push();
    expect(summary).toMatchObject({ sent: 8, received: 8, waiting: 0, trouble: null });
    expect(receiver.log.some((line) => line.what === 'stream')).toBe(true);
    expect(receiver.log.some((line) => line.what === 'record')).toBe(false);
    await expectDelivered(pupils);
  });

  test.each<[string, (connection: number) => LineFault]>([
    ['每条线路过一会儿就被重置', () => ({ resetAfterMs: 400 })],
    ['每条线路过一会儿就没了声音', (index) => (index % 3 === 2 ? {} : { deadAfterMs: 400 })],
    ['十条里七条的回答被吞掉', (index) => ([0, 2, 3, 5, 6, 8, 9].includes(index % 10) ? { eatsAnswers: true } : {})],
    ['回答只到一半就断', (index) => (index % 2 === 0 ? { answerBytes: 900 } : {})],
  ])(
    '%s：自己补上，不多不少',
    async (_name, faultOf) => {
      const pupils = await nextPupils(8);
      const proxy = await startLineProxy(receiver.url, { faultOf, bytesPerSecond: 60_000 });
      for (let run = 0; run < 8 && waitingOn(desk) !== 0; run += 1)
        await makeRunner(desk, proxy.url, { idleMs: 700 }).push();
      await expectDelivered(pupils);
      await proxy.stop();
    },
    60_000,
  );

  test('中间设备收齐了才转：改成一批一批送', async () => {
    const pupils = await nextPupils(4);
    const proxy = await startFaultProxy(receiver.url, { faultOf: () => 'pass' });
    const summary = await makeRunner(desk, proxy.url, { idleMs: 500 }).push();
    expect(summary).toMatchObject({ received: 4, waiting: 0, trouble: null });
    await expectDelivered(pupils);
    await proxy.stop();
  }, 30_000);

  test('中间设备把每个请求送两遍：各只算一份', async () => {
    const pupils = await nextPupils(3);
    const proxy = await startFaultProxy(receiver.url, { faultOf: () => 'duplicate' });
    expect(await makeRunner(desk, proxy.url, { idleMs: 500 }).push()).toMatchObject({ received: 3, waiting: 0 });
    expect(proxy.seen.some((one) => one.path === '/v2/push')).toBe(true);
    await expectDelivered(pupils);
    await proxy.stop();
  }, 30_000);

  test.each(['/v2/have', '/v2/push'])(
    '登录网页替 %s 回 200：说出来，什么也没当作送到',
    async (asked) => {
      const pupils = await nextPupils(2);
      const proxy = await startFaultProxy(receiver.url, {
        faultOf: (path) => (path.startsWith(asked) ? 'html' : 'pass'),
      });
      const summary = await makeRunner(desk, proxy.url, { idleMs: 500 }).push();
      expect(proxy.seen.some(({ path }) => path.startsWith(asked))).toBe(true);
      expect(summary).toMatchObject({ received: 0, waiting: 2 });
      expect(summary.trouble).toContain('先登录网页');
      await proxy.stop();
      await makeRunner(desk, receiver.url).push();
      await expectDelivered(pupils);
    },
    30_000,
  );

  test('送到一半本机断电：重启先问，重送的不到百分之五', async () => {
    const pupils = await nextPupils(12);
    const proxy = await startLineProxy(receiver.url, {});
    await expect(makeRunner(desk, proxy.url, { diesWhileRecording: true }).push()).rejects.toThrow('power cut');
    expect(waitingOn(desk)).toBe(12);
    const before = proxy.seen.up;
    await makeRunner(desk, proxy.url).push();
    await expectDelivered(pupils);
    expect(before).toBeGreaterThan(20_000);
    const photos = pupils.reduce((sum, one) => sum + one.photo.length, 0);
    const texts = desk
      .db()
      .statement('SELECT sum(length(body)) FROM outbox ORDER BY desk_seq DESC LIMIT 12')
      .pluck()
      .get();
    expect(proxy.seen.up).toBeLessThan((photos + Number(texts)) * 1.05);
    await proxy.stop();
  }, 30_000);

  test('接收端在中间停下又起来：同一次接着送完', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kaoji-restart-'));
    const [first, other] = [await makeReceiver({ folder }), await makeDesk()];
    await releasePupils(
      other,
      Array.from({ length: 8 }, (_, index) => pupilData(400 + index)),
      400,
    );
    const proxy = await startLineProxy(first.url, { bytesPerSecond: 20_000 });
    const run = makeRunner(other, proxy.url, { idleMs: 1500 }).push();
    await until(() => proxy.seen.up > 40_000);
    await first.stop();
    const second = await makeReceiver({ folder });
    proxy.setTarget(second.url);
    await run;
    await makeRunner(other, proxy.url).push();
    expect(waitingOn(other)).toBe(0);
    expect((await second.report()).counts.messages).toBe(8);
    other.close();
    await proxy.stop();
    await second.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  test('一份被区里退回，其余照送', async () => {
    const [changed] = await nextPupils(3);
    rewriteOutbox(desk, changed?.candidacyId ?? '', (body) => ({ ...body, teacherApproval: null }));
    const summary = await makeRunner(desk, receiver.url).push();
    expect(summary).toMatchObject({ received: 2, refused: 1, waiting: 0, trouble: null });
  });
});

async function until(condition: () => boolean): Promise<void> {
  const started = performance.now();
  while (!condition()) {
    if (performance.now() - started > 20_000) throw new Error('waited 20 s for nothing');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
