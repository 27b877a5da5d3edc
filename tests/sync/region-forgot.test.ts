import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ReceiptBody, readReceiptBody } from '#shared/wire/receipt.ts';
import { isAnyLackedThere, lackedThere, saveLacked } from '../../src-main/db/store/lost-there.ts';
import { outboxGaps } from '../../src-main/db/store/outbox-gaps.ts';
import {
  sentAgainUnheard,
  sentChange,
  sentRecord,
  settledChanges,
  settledRecords,
} from '../../src-main/db/store/region-forgot.ts';
import { deskForSync } from '../../src-main/sync/desk-for-sync.ts';
import { createDeskProof } from '../../src-main/sync/desk-proof.ts';
import { addressAt, createExchange } from '../../src-main/sync/exchange.ts';
import { forgottenBook } from '../../src-main/sync/forgotten-book.ts';
import { createHttpCall, type HttpCall } from '../../src-main/sync/http-call.ts';
import { type OpenHttpStream, openHttpStream } from '../../src-main/sync/http-stream.ts';
import { meetRegion } from '../../src-main/sync/meet-region.ts';
import { recordBook } from '../../src-main/sync/outgoing-book.ts';
import { pushForgotten } from '../../src-main/sync/push-forgotten.ts';
import { regionKeys } from '../fixtures/county.ts';
import { makeDesk, type TestDesk } from '../make-desk.ts';
import { act, enrol } from './enrolled-desk.ts';
import { makeRunner, tableRows } from './make-runner.ts';
import { rows } from './put-back.ts';
import { pupilData, releasePupils } from './release-pupils.ts';
import { makeRestorableRegion, type RestorableRegion } from './restored-region.ts';
import { rewriteOutbox } from './rewrite-outbox.ts';
import { changeMobile } from './tell-changes.ts';

let region: RestorableRegion;
let desk: TestDesk;
beforeEach(async () => {
  region = await makeRestorableRegion();
  desk = await makeDesk();
  await enrol(region.now(), desk);
});
afterEach(async () => {
  desk.close();
  await region.stop();
});

const runner = (choice = {}, of = desk) => makeRunner(of, region.now().url, choice);
const stored = async () => (await region.now().report()).counts.messages;
const openCases = (of = desk) =>
  rows(of, `SELECT sentence FROM case_file WHERE kind = 'regionConflict' AND state = 'open'`).map((one) =>
    String(one['sentence']),
  );
const openDesk = (of = desk) => {
  const { ids, appVersion } = of.desk.gate.options;
  return deskForSync({ db: of.db(), clock: of.clock, ids, appVersion });
};

/** The line of one run that sends again, over real sockets, to the region as it stands now; it has said hello. */
async function lineOf(of = desk, openStream: OpenHttpStream = openHttpStream) {
  const [open, receiverUrl, proof] = [openDesk(of), region.now().url, createDeskProof(of.db())];
  const [abort, call] = [new AbortController(), createHttpCall().call];
  const regionPublicKey = regionKeys.publicKey;
  const exchange = createExchange({ receiverUrl, regionPublicKey, call, signal: abort.signal, proof });
  const hello = await meetRegion(open, exchange, () => exchange.hello(open.ids.uuid()));
  if (!hello.ok) throw new Error(hello.fault.kind);
  const told: number[] = [];
  const port = {
    exchange,
    haveAgain: (ids: readonly string[]) => exchange.haveV2(ids, [], false),
    regainIds: exchange.regainIds,
    regainChangeIds: exchange.regainChangeIds,
    url: addressAt(receiverUrl, 'v2/push'),
    openStream: (request: Parameters<OpenHttpStream>[0]) =>
      openStream({ ...request, headers: proof.headers('PUT', request.url, null) }),
    signal: abort.signal,
    regionPublicKey,
    cap: () => null,
    startMode: 'stream' as const,
    onMode: () => undefined,
    onContiguous: (number: number) => told.push(number),
    roundTripMs: 5,
    idleMs: 2000,
  };
  const perRun = { messages: 100, bytes: 8_000_000 };
  return {
    cut: () => abort.abort(),
    told,
    sendAgain: (most: Partial<typeof perRun>) => pushForgotten(open, port, true, { ...perRun, ...most }),
  };
}

const fine = { trouble: null, mayGoOn: true };

describe('一趟送多少，先送哪些', () => {
  test.each([
    ['份数', { messages: 1 }],
    ['字节', { bytes: 1 }],
  ])('一趟只送一份（%s到了），几趟送完；本机连续到几号不由它改', async (_name, most) => {
    await region.keepBackup();
    await releasePupils(desk, [pupilData(301), pupilData(302), pupilData(303)], 501);
    await runner().push();
    await region.restore();
    for (const there of [1, 2, 3]) {
      const { sendAgain, told } = await lineOf();
      expect(lackedThere(desk.db(), 'records')).toBe(4 - there);
      expect(await sendAgain(most)).toEqual(fine);
      expect(await stored()).toBe(there);
      expect(told).toEqual([]);
    }
    await lineOf();
    expect(isAnyLackedThere(desk.db())).toBe(false);
  });

  test('前面一份的照片在本机坏了：后面的照样送，坏的今天不再试，明天再看', async () => {
    await region.keepBackup();
    await releasePupils(desk, [pupilData(311), pupilData(312)], 511);
    await runner().push();
    const [first = ''] = settledRecords(desk.db());
    const photo = sentRecord(desk.db(), first)?.photoSha256;
    desk.db().statement(`UPDATE photo_blob SET bytes = x'00' WHERE sha256 = ?`).run(photo);
    await region.restore();
    const { sendAgain } = await lineOf();
    expect(await sendAgain({ messages: 1 })).toEqual(fine);
    expect(await stored()).toBe(1);
    // the next hello counts one; nothing of it can go
    await (await lineOf()).sendAgain({ messages: 1 });
    expect(lackedThere(desk.db(), 'records')).toBe(0);
    saveLacked(desk.db(), 'records', 1, desk.clock.now());
    expect(lackedThere(desk.db(), 'records')).toBe(0);
    const tomorrow = new Date(Date.parse(desk.clock.now()) + 25 * 3_600_000).toISOString();
    saveLacked(desk.db(), 'records', 1, tomorrow);
    expect(lackedThere(desk.db(), 'records')).toBe(1);
  });

  test('自治区没有收、退回来的记录不再送', async () => {
    await region.keepBackup();
    const [, refused] = await releasePupils(desk, [pupilData(321), pupilData(322)], 521);
    rewriteOutbox(desk, refused?.candidacyId ?? '', (body) => ({ ...body, teacherApproval: null }));
    expect(await runner().push()).toMatchObject({ received: 1, refused: 1 });
    await region.restore();
    for (const serial of [323, 324]) {
      await releasePupils(desk, [pupilData(serial)], serial);
      await runner().push();
    }
    const { counts } = await region.now().report();
    expect([counts.messages, counts.refused]).toEqual([3, 0]);
    // its number stays away there, and nobody is asked to report that
    expect(outboxGaps(desk.db(), 10)).toMatchObject({ contiguous: 1, disputedUntil: null });
  });

  test('变动取回来过的，号和那一次打开成对，都是头一次送时的', async () => {
    const [one] = await releasePupils(desk, [pupilData(331)], 531);
    await runner().push();
    await changeMobile(desk, one?.candidacyId ?? '', '13904769931');
    await runner().push();
    const [id = ''] = settledChanges(desk.db());
    desk
      .db()
      .statement(
        `INSERT INTO regained_change (message_id, kind, candidacy_id, incarnation, change_seq, body, became, regained_at)
         SELECT message_id, kind, candidacy_id, '00000000-0000-4000-8000-000000000007', 70, body, 'kept', created_at
         FROM change_message WHERE message_id = ?`,
      )
      .run(id);
    const { deskSeq, incarnation } = sentChange(desk.db(), id) ?? {};
    expect([deskSeq, incarnation]).toEqual([70, '00000000-0000-4000-8000-000000000007']);
  });
});

describe('听说自治区忘了', () => {
  test('问的时候旁边正好收到回执：不算自治区忘了', async () => {
    await releasePupils(desk, [pupilData(341)], 541);
    const { call } = createHttpCall();
    const open = openDesk();
    const proof = createDeskProof(desk.db());
    // the region has answered; before its answer is read another run gets its receipts
    const late: HttpCall = async (request) => {
      const answer = await call(request);
      expect((await runner().push()).received).toBe(1);
      return answer;
    };
    const { signal } = new AbortController();
    const options = { receiverUrl: region.now().url, regionPublicKey: regionKeys.publicKey, signal, proof };
    const exchange = createExchange({ ...options, call: late });
    expect((await meetRegion(open, exchange, () => exchange.hello(open.ids.uuid()))).ok).toBe(true);
    expect(isAnyLackedThere(desk.db())).toBe(false);
  });

  test('这台登记台的登记已被撤销：不记，也不送', async () => {
    await region.keepBackup();
    await releasePupils(desk, [pupilData(351)], 551);
    await runner().push();
    await region.restore();
    const [{ deviceId } = { deviceId: '' }] = rows(desk, 'SELECT device_id AS deviceId FROM installation') as {
      deviceId: string;
    }[];
    await act(region.now(), { act: 'revoke', device: deviceId, reason: '电脑丢了', by: '苏日娜' });
    expect((await runner().push()).trouble).not.toBeNull();
    expect(isAnyLackedThere(desk.db())).toBe(false);
    expect(await stored()).toBe(0);
  });

  test('列单子这一问总也答不好：等着的变动照样送到，故障照说', async () => {
    const [one] = await releasePupils(desk, [pupilData(361)], 561);
    await runner().push();
    await region.keepBackup();
    await releasePupils(desk, [pupilData(362)], 562);
    await runner().push();
    await region.restore();
    await changeMobile(desk, one?.candidacyId ?? '', '13904769961');
    const { call } = createHttpCall();
    const broken = { v: 1, code: 'broken', title: 'no' };
    const answers: { status: number }[] = [];
    const badList: HttpCall = async (request) => {
      if (!request.url.endsWith('/v2/regain')) return call(request);
      answers.push({ status: 500 });
      const body = Buffer.from(JSON.stringify(broken));
      return { status: 500, mediaType: 'application/problem+json', body };
    };
    const end = await runner({ call: badList }).push();
    expect(end).toMatchObject({ changes: { received: 1, waiting: 0 } });
    expect(end.trouble).not.toBeNull();
    expect(answers).toHaveLength(3);
    expect(lackedThere(desk.db(), 'records')).toBe(1);
    // and once the list is there again
    expect((await runner().push()).trouble).toBeNull();
    expect(await stored()).toBe(2);
  });

  test('列单子这一问断了一次：再问一次，当趟送完', async () => {
    await region.keepBackup();
    await releasePupils(desk, [pupilData(371)], 571);
    await runner().push();
    await region.restore();
    const { call } = createHttpCall();
    let cuts = 0;
    const cutOnce: HttpCall = async (request) => {
      if (request.url.endsWith('/v2/regain') && cuts++ === 0)
        throw Object.assign(new Error('cut'), { code: 'ECONNRESET' });
      return call(request);
    };
    expect((await runner({ call: cutOnce }).push()).trouble).toBeNull();
    expect([cuts, await stored()]).toEqual([2, 1]);
  });
});

describe('答复与原来的不同', () => {
  test('回执和记录不动，一件待办说清楚；同样的话只说一次，又一种答复另说', async () => {
    const [one] = await releasePupils(desk, [pupilData(431)], 431);
    await runner().push();
    const open = openDesk();
    const [messageId = ''] = settledRecords(desk.db());
    const sent = [sentRecord(desk.db(), messageId)].flatMap((row) => row ?? []);
    const kept = rows(desk, 'SELECT body, signature FROM receipt')[0] as { body: string; signature: string };
    const body = readReceiptBody(kept.body);
    if (!body) throw new Error('no receipt');
    const before = tableRows(desk, ['outbox', 'receipt', 'candidacy']);
    const reason = { code: 'four-eyes', sentence: '采集、审核是同一人。', next: '退回重办。' };
    const book = forgottenBook(recordBook, sent, open);
    const again = (receipt: ReceiptBody) => open.transact((context) => book.apply(context, kept, receipt));
    again(body);
    expect(openCases()).toEqual([]);
    for (const _time of [1, 2]) again({ ...body, outcome: 'refused', reason });
    const said = (answer: string) =>
      `自治区恢复了早先的备份，${one?.data.fullName}的一份报送重新送到，原来答复已收下，这次答复${answer}。本机没有改动。由管理员报自治区核对，以哪一次为准；要改就退回重办`;
    expect(openCases()).toEqual([said('没有收（采集、审核是同一人）')]);
    const other = '00000000-0000-7000-8000-000000000009';
    for (const _time of [1, 2]) again({ ...body, outcome: 'joined', canonicalCandidacyId: other });
    expect(openCases()).toEqual([said('没有收（采集、审核是同一人）'), said('已并入')]);
    expect(tableRows(desk, ['outbox', 'receipt', 'candidacy'])).toEqual(before);
  });

  test('两台报过同一人，恢复后次序反了：回话在路上断了，下一趟听到，两台各有一件待办', async () => {
    const west = await makeDesk({ deskName: '2号台' });
    await enrol(region.now(), west);
    await region.keepBackup();
    await releasePupils(desk, [pupilData(381)], 581);
    await releasePupils(west, [pupilData(381)], 582);
    await runner().push();
    expect(await runner({}, west).push()).toMatchObject({ joined: 1 });
    await region.restore();
    /** What is sent arrives; of the answers not a byte comes back. */
    const deaf: OpenHttpStream = (request) =>
      openHttpStream({ ...request, listener: { ...request.listener, bytes: () => undefined } });
    const line = await lineOf(west, deaf);
    const [id] = settledRecords(west.db());
    const end = line.sendAgain({});
    await expect.poll(stored, { timeout: 10_000 }).toBe(1);
    line.cut();
    expect(await end).toEqual({ trouble: { kind: 'stopped' }, mayGoOn: false });
    expect(sentAgainUnheard(west.db())).toEqual([id]);
    expect(openCases(west)).toEqual([]);

    expect((await runner({}, west).push()).trouble).toBeNull();
    expect(sentAgainUnheard(west.db())).toEqual([]);
    expect(openCases(west)).toEqual([expect.stringContaining('原来答复已并入，这次答复已收下')]);
    await runner().push();
    expect(openCases()).toEqual([expect.stringContaining('原来答复已收下，这次答复已并入')]);
    west.close();
  });
});
