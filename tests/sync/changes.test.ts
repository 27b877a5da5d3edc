import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { countChanges } from '../../src-main/db/store/change-message.ts';
import { publishSitting } from '../commands/exam-entry/sittings.ts';
import { regionKeys } from '../fixtures/county.ts';
import { signText } from '../fixtures/sign-text.ts';
import { makeDesk, reopen, type TestDesk } from '../make-desk.ts';
import { sha256 } from '../receiver/build-record.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { act, enrol } from './enrolled-desk.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { startLineProxy } from './line-proxy.ts';
import { makeRunner } from './make-runner.ts';
import { pupilData, releasePupils } from './release-pupils.ts';
import { changeClass, changeMobile, enterExam, toldAt } from './tell-changes.ts';

let receiver: TestReceiver;
let desk: TestDesk;
let serial = 300;
beforeAll(async () => {
  receiver = await makeReceiver({ enrolledOnly: true });
});
afterAll(() => receiver.stop());
beforeEach(async () => {
  desk = await makeDesk();
  await enrol(receiver, desk);
});
afterEach(() => desk.close());

const oneReleased = async () => {
  serial += 1;
  const [pupil] = await releasePupils(desk, [pupilData(serial)], serial);
  return pupil?.candidacyId ?? '';
};
const of = async (candidacyId: string) => toldAt(receiver, `?candidacy=${candidacyId}`);
const rows = (columns: string) =>
  desk.db().statement(`SELECT ${columns} FROM change_message ORDER BY change_seq`).all();
const push = (url = receiver.url, idleMs = 8000) => makeRunner(desk, url, { idleMs }).push();

test('放行以后换班、改手机号、选课：同一次先送记录再送变动，各有签名的回执', async () => {
  const id = await oneReleased();
  await changeClass(desk, [id]);
  // entry opens afterwards: classes do not change any more
  publishSitting(desk);
  await changeMobile(desk, id, '13904769901');
  await enterExam(desk, id, ['01', '02']);
  expect(countChanges(desk.db())).toMatchObject({ waiting: 3, ready: 0 });
  const summary = await push();
  expect(summary).toMatchObject({ received: 1, waiting: 0, trouble: null });
  expect(summary.changes).toEqual({ received: 3, refused: 0, waiting: 0 });
  const told = await of(id);
  expect(told.map(({ kind, state, changeSeq }) => [kind, state, changeSeq])).toEqual([
    ['classChange', 'stored', 1],
    ['mobileChange', 'stored', 2],
    ['examEntry', 'stored', 3],
  ]);
  expect(rows('kind, state')).toEqual(told.map(({ kind }) => ({ kind, state: 'acknowledged' })));
  const receipts = desk.db().statement('SELECT outcome, count(*) AS n FROM change_receipt GROUP BY outcome').all();
  expect(receipts).toEqual([{ outcome: 'stored', n: 3 }]);
  // nothing is left: another run sends nothing
  expect((await push()).changes).toEqual({ received: 0, refused: 0, waiting: 0 });
  expect(await of(id)).toHaveLength(3);
});

test('记录还没送到，变动在本机等着，看得见；一样一样按次序到', async () => {
  const id = await oneReleased();
  await changeMobile(desk, id, '13904769902');
  const proxy = await startFaultProxy(receiver.url, { faultOf: (path) => (path === '/v2/have' ? 'busy' : 'pass') });
  await push(proxy.url, 500);
  expect(countChanges(desk.db())).toMatchObject({ waiting: 1, ready: 0, acknowledged: 0 });
  await proxy.stop();
  await changeMobile(desk, id, '13904769903');
  await changeMobile(desk, id, '13904769904');
  expect((await push()).changes).toEqual({ received: 3, refused: 0, waiting: 0 });
  const bodies = desk.db().statement('SELECT body FROM change_message ORDER BY change_seq').pluck().all() as string[];
  const read = bodies.map((body) => JSON.parse(body) as { messageId: string; follows: string | null; to: string });
  expect(read.map((one) => one.to)).toEqual(['13904769902', '13904769903', '13904769904']);
  expect(read.map((one) => one.follows)).toEqual([null, read[0]?.messageId, read[1]?.messageId]);
});

test('线路一再重置、回答被吞掉：一样不多、一样不少', async () => {
  const ids = [await oneReleased(), await oneReleased(), await oneReleased()];
  await changeClass(desk, ids);
  publishSitting(desk);
  for (const [at, id] of ids.entries()) await enterExam(desk, id, at % 2 === 0 ? ['01'] : ['02', '03']);
  const proxy = await startLineProxy(receiver.url, {
    faultOf: (index) => (index % 3 === 0 ? { eatsAnswers: true } : index % 3 === 1 ? { answerBytes: 900 } : {}),
  });
  for (let run = 0; run < 12 && countChanges(desk.db()).waiting > 0; run += 1) await push(proxy.url, 500);
  await proxy.stop();
  expect(countChanges(desk.db())).toMatchObject({ waiting: 0, acknowledged: 6 });
  for (const id of ids)
    expect((await of(id)).map(({ kind, state }) => [kind, state])).toEqual([
      ['classChange', 'stored'],
      ['examEntry', 'stored'],
    ]);
}, 60_000);

test('中间设备把每个请求送两遍：各只算一次，回执一字不差', async () => {
  const id = await oneReleased();
  await changeMobile(desk, id, '13904769905');
  // enrolled desks prove each request once: a doubled one needs a receiver for trials
  const open = await makeReceiver();
  const proxy = await startFaultProxy(open.url, { faultOf: () => 'duplicate' });
  expect((await push(proxy.url, 800)).changes).toMatchObject({ received: 1, waiting: 0 });
  expect(await toldAt(open)).toHaveLength(1);
  await proxy.stop();
  await open.stop();
}, 60_000);

test('本机在记回执时断电、两边都重启：再送是同一份回执', async () => {
  const id = await oneReleased();
  await push();
  await changeMobile(desk, id, '13904769906');
  await expect(makeRunner(desk, receiver.url, { diesWhileRecording: true }).push()).rejects.toThrow('power cut');
  const [there] = await of(id);
  expect(there).toMatchObject({ kind: 'mobileChange', state: 'stored' });
  expect(countChanges(desk.db())).toMatchObject({ waiting: 1 });
  desk = await reopen(desk);
  await desk.as('reviewer1');
  expect((await push()).changes).toEqual({ received: 1, refused: 0, waiting: 0 });
  expect(await of(id)).toEqual([there]);
});

test('自治区退回一项：留在原处，写明原因、谁办、下一步；别的照常，同一人后面的也照常', async () => {
  const [id, other] = [await oneReleased(), await oneReleased()];
  publishSitting(desk);
  await enterExam(desk, id, ['01']);
  await push();
  // as after a restored file: the same version of the entry once more, with other subjects
  const again = desk.db().statement(`SELECT body FROM change_message WHERE candidacy_id = ?`).pluck().get(id) as string;
  await enterExam(desk, id, ['02'], 1);
  await changeMobile(desk, id, '13904769907');
  await changeMobile(desk, other, '13904769908');
  rewriteLast(desk, id, 'examEntry', { version: JSON.parse(again).version });
  const { changes } = await push();
  expect(changes).toEqual({ received: 2, refused: 1, waiting: 0 });
  expect((await of(id)).map(({ state }) => state)).toEqual(['stored', 'refused', 'stored']);
  expect((await of(other)).map(({ state }) => state)).toEqual(['stored']);
  const { call } = await desk.as('reviewer1');
  const stuck = await call('sync.stuck', {});
  expect(stuck).toMatchObject({
    ok: true,
    value: [
      {
        candidacyId: id,
        what: '选课报名',
        state: 'refused',
        reason: expect.stringContaining('第 1 版选课'),
        owner: expect.stringContaining('王敏'),
        next: expect.stringContaining('重新'),
      },
    ],
  });
});

test('只认记录的旧接收端：记录照送，变动留着，说明为什么；换新的就自己送', async () => {
  const id = await oneReleased();
  await changeMobile(desk, id, '13904769909');
  const open = await makeReceiver();
  const trial = await startFaultProxy(open.url, {
    faultOf: (path) => (path === '/v1/hello' ? 'alter' : 'pass'),
    alter(text) {
      const { hello } = JSON.parse(text) as { hello: { body: string } };
      const body = JSON.stringify({ ...JSON.parse(hello.body), versions: [1, 2] });
      return JSON.stringify({ v: 1, hello: { body, signature: signText(body, regionKeys.privateKey) } });
    },
  });
  const summary = await push(trial.url, 500);
  expect(summary).toMatchObject({ received: 1, waiting: 0, changes: { received: 0, refused: 0, waiting: 1 } });
  expect(await toldAt(open)).toEqual([]);
  await trial.stop();
  expect((await push(open.url)).changes).toEqual({ received: 1, refused: 0, waiting: 0 });
  await open.stop();
}, 60_000);

test('登记台停用以后送来的变动：留给人决定，收下才算', async () => {
  const id = await oneReleased();
  await push();
  await changeMobile(desk, id, '13904769910');
  const device = String(desk.db().statement('SELECT device_id FROM installation').pluck().get());
  await act(receiver, { act: 'revoke', device, by: '苏日娜', reason: '电脑丢了' });
  expect((await push()).trouble).toContain('停用了这台登记台');
  expect((await of(id)).map(({ state }) => state)).toEqual(['undecided']);
  await act(receiver, { act: 'settle', device, outcome: 'accept', by: '苏日娜', reason: '核对过' });
  expect((await push()).changes).toEqual({ received: 1, refused: 0, waiting: 0 });
});

/** Bends the newest change of a kind as only a faulty desk would write it: the store itself does not let it change. */
function rewriteLast(of: TestDesk, candidacyId: string, kind: string, facts: Record<string, unknown>): void {
  const { client } = of.db();
  const row = client
    .prepare(
      'SELECT message_id AS id, body FROM change_message WHERE candidacy_id = ? AND kind = ? ORDER BY change_seq DESC',
    )
    .get(candidacyId, kind) as { id: string; body: string };
  const body = canonicalJson({ ...JSON.parse(row.body), ...facts });
  client.exec('DROP TRIGGER change_message_keeps_its_content');
  client
    .prepare('UPDATE change_message SET body = ?, body_sha256 = ? WHERE message_id = ?')
    .run(body, sha256(Buffer.from(body)), row.id);
}
