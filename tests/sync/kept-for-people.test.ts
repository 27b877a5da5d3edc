import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { PUSH_MEDIA_TYPE } from '#shared/wire/push-v2.ts';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { waitingMessages } from '../../src-main/db/store/outbox.ts';
import { createDelivery } from '../../src-main/sync/delivery.ts';
import { createDeskProof, type DeskProof } from '../../src-main/sync/desk-proof.ts';
import { createExchange } from '../../src-main/sync/exchange.ts';
import { createFrameSource, loadOf } from '../../src-main/sync/frame-source.ts';
import { createHttpCall } from '../../src-main/sync/http-call.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { act, desksAt, enrol } from './enrolled-desk.ts';
import { makeRunner } from './make-runner.ts';
import { backUp, openAgain, putBack, rows } from './put-back.ts';
import { pupilData, releasePupils } from './release-pupils.ts';

let receiver: TestReceiver;
let desk: TestDesk;
/** how far the region's clock is ahead of the real one */
let ahead = 0;
const hour = 3_600_000;
beforeAll(async () => {
  receiver = await makeReceiver({ enrolledOnly: true, now: () => new Date(Date.now() + ahead).toISOString() });
});
afterAll(() => receiver.stop());
beforeEach(async () => {
  ahead = 0;
  desk = await makeDesk();
  await enrol(receiver, desk);
});
afterEach(() => desk.close());

const device = () => readInstallation(desk.db()).deviceId;
const revoke = () => act(receiver, { act: 'revoke', device: device(), by: '苏日娜', reason: '电脑丢了' });
const undecided = async () => (await desksAt(receiver)).find((one) => one.deviceId === device())?.undecided;
/** A run that would go on for ever is stopped after a while, and says so. */
async function push() {
  const runner = makeRunner(desk, receiver.url);
  const stop = setTimeout(() => runner.stop(), 15_000);
  return runner.push().finally(() => clearTimeout(stop));
}

test('照片没送完时停用：下一次连文字一起送，留给人决定，不空转', async () => {
  await releasePupils(desk, [pupilData(381)], 30);
  expect(await sendTexts([1])).toContain('"s":"text"');
  await revoke();
  expect((await push()).trouble).toContain('停用了这台登记台');
  expect(await undecided()).toBe(1);
  expect(
    await act(receiver, { act: 'settle', device: device(), outcome: 'accept', by: '苏日娜', reason: '核对过' }),
  ).toMatchObject({ settled: 1, left: 0 });
  expect(await push()).toMatchObject({ received: 1, waiting: 0 });
});

test('停用时只到了文字，又登记好了：照常送完，没有一份还挂在等人决定里', async () => {
  await revoke();
  await releasePupils(desk, [pupilData(382)], 40);
  expect(await sendTexts([1])).toContain('"s":"text"');
  expect(await undecided()).toBe(1);
  await enrol(receiver, desk);
  expect(await push()).toMatchObject({ received: 1, waiting: 0, trouble: null });
  expect(await undecided()).toBe(0);
});

test('连着的时候被停用：同一条线上后来的也留给人，不自己收', async () => {
  await releasePupils(desk, [pupilData(383), pupilData(384)], 50);
  const before = (await receiver.report()).counts.messages;
  const answer = await sendTexts([1, 1], revoke);
  expect(answer.match(/"s":"text"/gu)).toHaveLength(2);
  expect(await undecided()).toBe(1);
  expect((await receiver.report()).counts.messages).toBe(before);
});

test('停用的台只到了文字、照片不会来了：不收不用等照片，本机拿到原因', async () => {
  await revoke();
  await releasePupils(desk, [pupilData(385)], 60);
  expect(await sendTexts([1])).toContain('"s":"text"');
  const settle = { act: 'settle', device: device(), by: '苏日娜', reason: '电脑丢了，照片没有送到' };
  expect(await act(receiver, { ...settle, outcome: 'accept' })).toMatchObject({ settled: 0, left: 1 });
  expect(await act(receiver, { ...settle, outcome: 'refuse' })).toMatchObject({ settled: 1, left: 0 });
  expect(await undecided()).toBe(0);
  expect(await push()).toMatchObject({ refused: 1, waiting: 0 });
});

test('照片随旧硬盘丢了的文字：自治区看得见等了多久；人决定不等，文字带着原因取回来，退回重拍', async () => {
  const backup = backUp(desk);
  desk = await openAgain(desk);
  const [pupil] = await releasePupils(desk, [pupilData(386)], 70);
  expect(await sendTexts([1])).toContain('"s":"text"');
  const listed = async () => (await desksAt(receiver)).find((one) => one.deviceId === device());
  expect(await listed()).toMatchObject({ waiting: 1, waitingSince: expect.any(String) });
  desk = await putBack(desk, backup);
  rmSync(backup, { recursive: true, force: true });
  await push();
  expect(rows(desk, 'SELECT id FROM candidacy')).toEqual([]);
  const giveUp = { act: 'giveUp', device: device(), by: '苏日娜', reason: '旧硬盘坏了' };
  ahead = 71 * hour;
  expect(await act(receiver, giveUp)).toMatchObject({ settled: 0, left: 1 });
  ahead = 73 * hour;
  expect(await act(receiver, giveUp)).toMatchObject({ settled: 1, left: 0 });
  expect(await listed()).toMatchObject({ waiting: 0, waitingSince: null });
  expect(await push()).toMatchObject({ trouble: null });
  expect(rows(desk, 'SELECT id, status FROM candidacy')).toEqual([
    { id: pupil?.candidacyId, status: 'refusedByRegion' },
  ]);
  const { call } = await desk.as('reviewer1');
  const [line] = value(await call('sync.outbox', { state: 'refused' }));
  expect(line?.reason).toContain('旧硬盘坏了');
  // once more: nothing comes twice
  await push();
  expect(rows(desk, "SELECT 1 FROM event WHERE kind = 'candidacy.regained'")).toHaveLength(1);
});

/** One stream with frames of so many texts each and no photo, as a line leaves it that dies too early; answers its lines. */
async function sendTexts(counts: readonly number[], between: () => Promise<unknown> = async () => null) {
  const url = `${receiver.url}/v2/push`;
  const headers = { 'content-type': PUSH_MEDIA_TYPE, ...(await greeted()).headers('PUT', url, null) };
  const delivery = createDelivery();
  const source = createFrameSource({ db: desk.db() }, delivery, { now: () => 0, onDamaged: () => undefined });
  const rows = waitingMessages(desk.db(), 0, 100);
  async function* frames() {
    for (const [index, count] of counts.entries()) {
      if (index > 0) {
        // what went before is taken in
        await new Promise((resolve) => setTimeout(resolve, 300));
        await between();
      }
      for (const row of rows.splice(0, count)) delivery.add(loadOf({ db: desk.db() }, row), 0);
      yield source.next(0, 1e6, 1e6, true)?.bytes ?? new Uint8Array();
    }
    yield source.end(0);
  }
  // Node's fetch takes frames as they come, which the types of browsers do not know
  const request = { method: 'PUT', headers, body: frames(), duplex: 'half' } as unknown as RequestInit;
  return (await fetch(url, request)).text();
}

async function greeted(): Promise<DeskProof> {
  const proof = createDeskProof(desk.db());
  const { regionPublicKey } = readInstallation(desk.db());
  const { signal } = new AbortController();
  const { call } = createHttpCall();
  const exchange = createExchange({ receiverUrl: receiver.url, regionPublicKey, call, signal, proof });
  await exchange.hello(desk.desk.gate.options.ids.uuid());
  return proof;
}
