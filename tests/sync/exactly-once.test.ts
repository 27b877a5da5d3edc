import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { candidacyMessage } from '../../shared/wire/candidacy-message.ts';
import { signatureHolds } from '../../src-main/security/signature.ts';
import { regionKeys } from '../fixtures/county.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { sha256 } from '../receiver/build-record.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { type FaultKind, startFaultProxy } from './fault-proxy.ts';
import { makeRunner as makeAnyRunner, type RunnerChoice } from './make-runner.ts';
import { type Pupil, pupilData, releasePupils } from './release-pupils.ts';

const statusOf = (desk: TestDesk, id: string) =>
  desk.db().statement('SELECT status FROM candidacy WHERE id = ?').pluck().get(id);
const waitingOn = (desk: TestDesk) =>
  desk.db().statement("SELECT count(*) FROM outbox WHERE state = 'waiting'").pluck().get();
const storedLines = (receiver: TestReceiver) => receiver.log.filter((line) => line.outcome === 'stored');

/** version 1, as towards a receiver that knows nothing newer */
const makeRunner = (desk: TestDesk, url: string | null, choice: RunnerChoice = {}) =>
  makeAnyRunner(desk, url, { ...choice, speaks: 1 });

describe('每一份恰好收到一次', () => {
  let receiver: TestReceiver;
  let desk: TestDesk;
  beforeAll(async () => {
    receiver = await makeReceiver();
    desk = await makeDesk();
  });
  afterAll(async () => {
    desk.close();
    await receiver.stop();
  });

  let serial = 100;
  const nextPupils = (count: number) => {
    serial += count;
    return releasePupils(
      desk,
      Array.from({ length: count }, (_, index) => pupilData(serial - index)),
      serial,
    );
  };
  const expectDelivered = async (pupils: readonly Pupil[]) => {
    const report = await receiver.report();
    for (const { candidacyId, data, photo } of pupils) {
      expect(statusOf(desk, candidacyId)).toBe('received');
      const line = report.candidacies.find((one) => one.candidacyId === candidacyId);
      expect(line).toMatchObject({ candidacyNo: data.enrolmentNo, photoSha256: sha256(photo) });
    }
    expect(waitingOn(desk)).toBe(0);
    // one effect per record, however often it was sent; what the desk's own runner streams has no line of its own
    expect(report.counts.captures).toBe(report.counts.messages - report.counts.refused);
    expect(storedLines(receiver).length).toBeLessThanOrEqual(report.counts.captures);
    const receipts = desk.db().statement('SELECT body, signature FROM receipt').all() as {
      body: string;
      signature: string;
    }[];
    expect(receipts.length).toBe(desk.db().statement('SELECT count(*) FROM outbox').pluck().get());
    for (const { body, signature } of receipts)
      expect(signatureHolds(body, signature, regionKeys.publicKey)).toBe(true);
  };

  test.each<[string, FaultKind]>([
    ['没送到就断', 'cutBefore'],
    ['收下后断', 'cutAfter'],
    ['回答被吞掉', 'eaten'],
    ['回答只到一半', 'truncated'],
    ['重复送达', 'duplicate'],
    ['中间设备回 502', 'busy'],
  ])('%s：自己补上，不多不少', async (_name, fault) => {
    const pupils = await nextPupils(2);
    const proxy = await startFaultProxy(receiver.url, {
      faultOf: (path, index) => (path === '/v1/records' && index === 0 ? fault : 'pass'),
    });
    const runner = makeRunner(desk, proxy.url, fault === 'eaten' ? { idleMs: 1000 } : {});
    const summary = await runner.push();
    expect(summary).toMatchObject({ received: 2, refused: 0, waiting: 0, trouble: null });
    expect(proxy.seen.some((one) => one.fault === fault)).toBe(true);
    await expectDelivered(pupils);
    await proxy.stop();
  });

  test('每种故障乱序来，反复送，直到送完', async () => {
    const pupils = await nextPupils(8);
    const kinds: readonly FaultKind[] = [
      'cutAfter',
      'eaten',
      'pass',
      'cutBefore',
      'busy',
      'truncated',
      'duplicate',
      'html',
    ];
    const random = seeded(7);
    let healing = false;
    const proxy = await startFaultProxy(receiver.url, {
      faultOf: () => (healing || random() < 0.3 ? 'pass' : (kinds[Math.floor(random() * kinds.length)] ?? 'pass')),
    });
    const hasty = makeRunner(desk, proxy.url, { idleMs: 250 });
    for (let run = 0; run < 10 && waitingOn(desk) !== 0; run += 1) await hasty.push();
    healing = true;
    await makeRunner(desk, proxy.url).push();
    expect(proxy.seen.filter((one) => one.fault !== 'pass').length).toBeGreaterThan(5);
    await expectDelivered(pupils);
    await proxy.stop();
  }, 60_000);

  test('收下后、记回执前本机断电：重启先问，已收的不再送', async () => {
    const pupils = await nextPupils(2);
    const dying = makeRunner(desk, receiver.url, { diesWhileRecording: true });
    await expect(dying.push()).rejects.toThrow('power cut');
    expect(waitingOn(desk)).toBe(2);
    const arrived = storedLines(receiver).length;
    const summary = await makeRunner(desk, receiver.url).push();
    expect(summary).toMatchObject({ sent: 1, received: 2, waiting: 0 });
    expect(storedLines(receiver).length).toBe(arrived + 1);
    await expectDelivered(pupils);
  });

  test('送过一次以后，报文里有上次证实的时差；重启也还在', async () => {
    await makeRunner(desk, receiver.url).push();
    const pupils = await nextPupils(1);
    const body = desk
      .db()
      .statement('SELECT body FROM outbox WHERE candidacy_id = ?')
      .pluck()
      .get(pupils[0]?.candidacyId);
    const { clock } = candidacyMessage.parse(JSON.parse(String(body)));
    const offset = Number(clock.lastProvenOffsetMs);
    // the test desk's clock stands still on a day of its own; the receiver's is the machine's
    expect(Math.abs(Date.now() - Date.parse(desk.clock.now()) - offset)).toBeLessThan(60_000);
    expect(Math.abs(Date.parse(clock.provenAt ?? '') - Date.now())).toBeLessThan(60_000);
    await makeRunner(desk, receiver.url).push();
    await expectDelivered(pupils);
  });

  test('同时叫两次，只跑一次', async () => {
    const pupils = await nextPupils(2);
    const runner = makeRunner(desk, receiver.url);
    const [first, second] = await Promise.all([runner.push(), runner.push()]);
    expect(second).toBe(first);
    expect(first).toMatchObject({ sent: 2, received: 2 });
    await expectDelivered(pupils);
  });

  test('叫停后没送的留着，再叫接着送', async () => {
    const pupils = await nextPupils(3);
    const runner = makeRunner(desk, receiver.url);
    const seen = desk.events.length;
    const run = runner.push();
    await until(() => desk.events.slice(seen).some((event) => event.kind === 'progress'));
    runner.stop();
    const stopped = await run;
    expect(stopped.waiting).toBeGreaterThan(0);
    expect(stopped.trouble).toContain('没送的都在本机');
    expect(await runner.push()).toMatchObject({ waiting: 0, trouble: null });
    await expectDelivered(pupils);
  });

  test('没有人叫醒（重启之后），过一会儿自己去看', async () => {
    const pupils = await nextPupils(1);
    const runner = makeRunner(desk, receiver.url, { automatic: true, heartbeatMs: 30 });
    await until(() => waitingOn(desk) === 0);
    await runner.close();
    await expectDelivered(pupils);
  });

  test('暂停以后自己不送，重启、放行叫醒也不送；按现在送出才接着来', async () => {
    const pupils = await nextPupils(1);
    await desk.as('reviewer1');
    const paused = () => desk.call('sync.status', {}).then((reply) => value(reply).pausedAt);
    value(await desk.call('sync.stop', {}));
    value(await desk.call('sync.stop', {}));
    expect(await paused()).not.toBeNull();
    const runner = makeRunner(desk, receiver.url, { automatic: true, heartbeatMs: 30 });
    runner.wake();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([waitingOn(desk), runner.state().nextTryAt]).toEqual([1, null]);
    expect(value(await desk.call('sync.status', {})).sentence).toContain('起暂停了自动送、自动取');
    value(await desk.call('sync.pushNow', {}));
    expect(await paused()).toBeNull();
    await until(() => waitingOn(desk) === 0);
    await runner.close();
    await expectDelivered(pupils);
  });

  test('放行后自己醒来送出', async () => {
    const pupils = await nextPupils(1);
    const runner = makeRunner(desk, receiver.url, { automatic: true });
    runner.wake();
    await until(() => waitingOn(desk) === 0);
    await runner.close();
    await expectDelivered(pupils);
  });
});

async function until(condition: () => boolean): Promise<void> {
  const started = performance.now();
  while (!condition()) {
    if (performance.now() - started > 10_000) throw new Error('waited 10 s for nothing');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
