import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeKeyPair } from '../../src-main/security/signature.ts';
import { regionKeys } from '../fixtures/county.ts';
import { signText } from '../fixtures/sign-text.ts';
import { makeDesk, type TestDesk } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { type FaultPlan, startFaultProxy } from './fault-proxy.ts';
import { allTables, makeRunner as makeAnyRunner, type RunnerChoice, tableRows } from './make-runner.ts';
import { type Pupil, pupilData, releasePupils } from './release-pupils.ts';

/** version 1, as towards a receiver that knows nothing newer */
const makeRunner = (desk: TestDesk, url: string | null, choice: RunnerChoice = {}) =>
  makeAnyRunner(desk, url, { ...choice, speaks: 1 });

describe('只认设定密钥的回执', () => {
  let receiver: TestReceiver;
  let desk: TestDesk;
  let pupils: readonly Pupil[];
  const stranger = makeKeyPair();
  beforeAll(async () => {
    receiver = await makeReceiver();
    desk = await makeDesk();
    pupils = await releasePupils(desk, [pupilData(1), pupilData(2), pupilData(3)], 9000);
  });
  afterAll(async () => {
    desk.close();
    await receiver.stop();
  });

  test('别的密钥的接收端：零回执，整个数据库一行未动，一份记录也没有送出', async () => {
    const other = await makeReceiver({ privateKey: stranger.privateKey });
    const runner = makeRunner(desk, other.url);
    const before = tableRows(desk, allTables(desk));
    expect(Object.keys(before).length).toBeGreaterThan(20);
    const summary = await runner.push();
    expect(summary).toMatchObject({ sent: 0, received: 0, joined: 0, refused: 0, waiting: 3 });
    expect(summary.trouble).toContain('密钥与设定的不符');
    expect(tableRows(desk, allTables(desk))).toEqual(before);
    expect((await other.report()).counts.messages).toBe(0);
    await other.stop();
  });

  const resigned = (answer: string, change: (body: Record<string, unknown>) => unknown, key: string) => {
    const outer = JSON.parse(answer) as { receipt: { body: string; signature: string } };
    const body = JSON.stringify(change(JSON.parse(outer.receipt.body) as Record<string, unknown>));
    return JSON.stringify({ ...outer, receipt: { body, signature: signText(body, key) } });
  };
  const unsigned = (answer: string, change: (body: string) => string) => {
    const outer = JSON.parse(answer) as { receipt: { body: string; signature: string } };
    return JSON.stringify({ ...outer, receipt: { ...outer.receipt, body: change(outer.receipt.body) } });
  };

  test.each<[string, (answer: string) => string]>([
    ['别人签的回执', (answer) => resigned(answer, (body) => body, stranger.privateKey)],
    ['改了时间、没有重签', (answer) => unsigned(answer, (body) => body.replace('"receivedAt":"2', '"receivedAt":"3'))],
    [
      '真密钥签的、是另一份报文的回执',
      (answer) =>
        resigned(
          answer,
          (body) => ({ ...body, messageId: '0198f000-0000-7000-8000-00000000abcd' }),
          regionKeys.privateKey,
        ),
    ],
    [
      '真密钥签的、内容校验值不同',
      (answer) => resigned(answer, (body) => ({ ...body, bodySha256: 'a'.repeat(64) }), regionKeys.privateKey),
    ],
    [
      '真密钥签的、照片校验值不同',
      (answer) => resigned(answer, (body) => ({ ...body, photoSha256: 'a'.repeat(64) }), regionKeys.privateKey),
    ],
    [
      '真密钥签的、不是回执',
      (answer) => resigned(answer, (body) => ({ ...body, kind: 'hello' }), regionKeys.privateKey),
    ],
    ['签名是乱码', (answer) => answer.replace(/"signature":"[^"]*"/u, '"signature":"????"')],
  ])('%s：不采用，发件箱、回执、登记、流水全表不变', async (_name, alter) => {
    const plan: FaultPlan = {
      faultOf: (path) => (path === '/v1/records' ? 'alter' : path === '/v1/have' ? 'alter' : 'pass'),
      alter: (answer) => (answer.includes('"held"') ? hideHeld(answer) : alter(answer)),
    };
    const proxy = await startFaultProxy(receiver.url, plan);
    const runner = makeRunner(desk, proxy.url);
    const tables = ['outbox', 'receipt', 'candidacy', 'event', 'event_payload', 'audit_entry', 'case_file'];
    const before = tableRows(desk, tables);
    const summary = await runner.push();
    expect(summary).toMatchObject({ received: 0, joined: 0, refused: 0, waiting: 3 });
    expect(summary.trouble).toContain('回执签名与设定的不符');
    expect(tableRows(desk, tables)).toEqual(before);
    // one was tried, then the run stopped: no more names to somebody who forges receipts
    expect(proxy.seen.filter((one) => one.path === '/v1/records').length).toBe(1);
    await proxy.stop();
  });

  test('之后接上真的接收端，三份都有回执', async () => {
    const summary = await makeRunner(desk, receiver.url).push();
    expect(summary).toMatchObject({ received: 3, waiting: 0, trouble: null });
    expect((await receiver.report()).candidacies.map((line) => line.candidacyId).sort()).toEqual(
      pupils.map((pupil) => pupil.candidacyId).sort(),
    );
  });
});

/** The receiver denies what it holds, so that the record is sent and the forged answer comes to that. */
function hideHeld(answer: string): string {
  const { held, missing } = JSON.parse(answer) as { held: { messageId: string }[]; missing: string[] };
  return JSON.stringify({ v: 1, held: [], missing: [...missing, ...held.map((one) => one.messageId)] });
}
