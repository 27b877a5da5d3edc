import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ok } from '#shared/lib/result.ts';
import { type ReceiptBody, readReceiptBody } from '#shared/wire/receipt.ts';
import { forgottenThere, saveForgotten, sentRecords, settledIds } from '../../src-main/db/store/region-forgot.ts';
import { deskForSync } from '../../src-main/sync/desk-for-sync.ts';
import { forgottenBook } from '../../src-main/sync/forgotten-book.ts';
import { recordBook } from '../../src-main/sync/outgoing-book.ts';
import { pushForgotten } from '../../src-main/sync/push-forgotten.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { enrol } from './enrolled-desk.ts';
import { makeRunner, tableRows } from './make-runner.ts';
import { backUp, ledgerOf, openAgain, putBack, rows, toldLedgerOf } from './put-back.ts';
import { decideCases, pupilData, releasePupils } from './release-pupils.ts';
import { changeClass, changeMobile, toldAt } from './tell-changes.ts';

let folder: string;
let copy: string;
let receiver: TestReceiver;
let desk: TestDesk;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaoji-region-'));
  copy = mkdtempSync(join(tmpdir(), 'kaoji-region-backup-'));
  receiver = await makeReceiver({ folder, enrolledOnly: true });
  desk = await makeDesk();
  await enrol(receiver, desk);
});
afterEach(async () => {
  desk.close();
  await receiver.stop();
  for (const one of [folder, copy]) rmSync(one, { recursive: true, force: true });
});

const push = () => makeRunner(desk, receiver.url).push();
const openCases = () =>
  rows(desk, `SELECT sentence FROM case_file WHERE kind = 'regionConflict' AND state = 'open'`).map((one) =>
    String(one['sentence']),
  );
const standsOf = async (id: string) =>
  (await receiver.report()).candidacies.filter((line) => line.candidacyId === id).map((line) => line.revision);
/** What is in force, without the name that the region gives a person anew. */
const inForce = async () => (await receiver.report()).candidacies.map(({ personId: _anew, ...line }) => line);
const toldStates = async (id: string) => (await toldAt(receiver, `?candidacy=${id}`)).map(({ state }) => state);

/** The receiver's whole data as of now. */
async function keepBackup(): Promise<void> {
  await receiver.stop();
  cpSync(folder, copy, { recursive: true });
  receiver = await makeReceiver({ folder, enrolledOnly: true });
}

/** The receiver starts again from the backup, as `--restored` says. */
async function restoreRegion(): Promise<void> {
  await receiver.stop();
  rmSync(folder, { recursive: true });
  cpSync(copy, folder, { recursive: true });
  receiver = await makeReceiver({ folder, enrolledOnly: true, restored: true });
}

const item = (candidacyId: string) => ({
  candidacyId,
  version: Number(desk.db().statement('SELECT version FROM candidacy WHERE id = ?').pluck().get(candidacyId)),
});

/** A second revision of a received record: the photo is taken again, reviewed and released. */
async function reviseByRetake(candidacyId: string, lastFour: string): Promise<void> {
  const reviewer = await desk.as('reviewer1');
  value(await reviewer.call('photo.orderRetake', { ...item(candidacyId), orderedBy: 'region', reason: '背景有阴影' }));
  const { call } = await desk.as('clerk1');
  value(await call('desk.saveDraft', { candidacyId, reading: { lastFour }, documentState: 'shown' }));
  const photo = makeJpeg(902);
  const shot = { candidacyId, original: photo, derived: photo, source: 'live', device: 'HD Webcam' } as const;
  const { captureId } = value(
    await call('desk.storeShot', { ...shot, crop: {}, measurements: {}, perceptualHash: null }),
  );
  const done = { ...item(candidacyId), captureId, pupilConfirmed: true, warnReason: '已当面核对' } as const;
  value(await call('desk.complete', done));
  const again = await desk.as('reviewer2');
  expect(value(await again.call('review.approve', { items: [item(candidacyId)] })).failed).toEqual([]);
  await decideCases(desk);
  expect(value(await again.call('release.perform', { items: [item(candidacyId)] })).failed).toEqual([]);
}

test('自治区恢复了早先的备份：有回执的记录和变动自己再送，回执不变；接着办的第 2 版和变动都收下', async () => {
  const [first] = await releasePupils(desk, [pupilData(401)], 401);
  await push();
  await keepBackup();
  const [lost, other] = await releasePupils(desk, [pupilData(402), pupilData(403)], 402);
  if (!first || !lost || !other) throw new Error('no pupils');
  await push();
  await changeMobile(desk, lost.candidacyId, '13904769901');
  await changeMobile(desk, lost.candidacyId, '13904769902');
  await changeClass(desk, [first.candidacyId]);
  expect((await push()).changes).toEqual({ received: 3, refused: 0, waiting: 0 });
  const [ledger, told] = [ledgerOf(desk), toldLedgerOf(desk)];

  await restoreRegion();
  expect(await standsOf(lost.candidacyId)).toEqual([]);
  await reviseByRetake(lost.candidacyId, lost.data.documentNumber.slice(-4));
  await changeMobile(desk, other.candidacyId, '13904769905');
  await changeClass(desk, [first.candidacyId], '01');
  // nothing that was not acknowledged before counts twice
  expect(await push()).toMatchObject({
    received: 1,
    refused: 0,
    waiting: 0,
    trouble: null,
    changes: { received: 2, refused: 0, waiting: 0 },
  });
  expect(await standsOf(lost.candidacyId)).toEqual([2]);
  expect(await standsOf(other.candidacyId)).toEqual([1]);
  expect(await toldStates(lost.candidacyId)).toEqual(['stored', 'stored']);
  expect(await toldStates(first.candidacyId)).toEqual(['stored', 'stored']);
  // every receipt of then is the one that is here
  expect(ledgerOf(desk)).toEqual(expect.arrayContaining(ledger));
  expect(toldLedgerOf(desk)).toEqual(expect.arrayContaining(told));
  expect((await receiver.report()).counts).toMatchObject({ messages: 4 });
  expect(openCases()).toEqual([]);
  expect(await push()).toMatchObject({ sent: 0, trouble: null });
  expect(forgottenThere(desk.db())).toBe(0);
});

test('没有什么要送的，取通知时听说就自己再送；记录、回执、事件一个字也不变', async () => {
  await keepBackup();
  await releasePupils(desk, [pupilData(411), pupilData(412)], 411);
  await push();
  const tables = ['outbox', 'receipt', 'event', 'audit_entry', 'candidacy'];
  const before = tableRows(desk, tables);
  const report = await inForce();
  await restoreRegion();
  expect((await receiver.report()).counts).toMatchObject({ messages: 0 });
  makeRunner(desk, receiver.url);
  await desk.desk.puller.pull();
  expect(forgottenThere(desk.db())).toBe(2);
  const runner = makeRunner(desk, receiver.url, { automatic: true, heartbeatMs: 50 });
  await expect.poll(async () => (await receiver.report()).counts.messages, { timeout: 20_000 }).toBe(2);
  await runner.close();
  await push();
  expect(await inForce()).toEqual(report);
  expect(tableRows(desk, tables)).toEqual(before);
  expect(forgottenThere(desk.db())).toBe(0);
});

test('登记台和自治区都恢复过：取回来的照原来的号再送，一份也不少', async () => {
  await keepBackup();
  const [one] = await releasePupils(desk, [pupilData(421)], 421);
  const backup = backUp(desk);
  desk = await openAgain(desk);
  await push();
  await changeMobile(desk, one?.candidacyId ?? '', '13904769921');
  await push();
  const held = await inForce();
  desk = await putBack(desk, backup);
  rmSync(backup, { recursive: true, force: true });
  await push();
  await restoreRegion();
  await push();
  await push();
  expect(await inForce()).toEqual(held);
  expect(await toldStates(one?.candidacyId ?? '')).toEqual(['stored']);
  expect(forgottenThere(desk.db())).toBe(0);
  expect(openCases()).toEqual([]);
});

test('重新送到，答复与原来的不同：回执和记录不动，一件待办说清楚，只说一次', async () => {
  const [one] = await releasePupils(desk, [pupilData(431)], 431);
  await push();
  const { ids, appVersion } = desk.desk.gate.options;
  const open = deskForSync({ db: desk.db(), clock: desk.clock, ids, appVersion });
  const [messageId = ''] = settledIds(desk.db(), 'outbox');
  const sent = sentRecords(desk.db(), [messageId]);
  const kept = rows(desk, 'SELECT body, signature FROM receipt')[0] as { body: string; signature: string };
  const body = readReceiptBody(kept.body);
  if (!body) throw new Error('no receipt');
  const before = tableRows(desk, ['outbox', 'receipt', 'candidacy']);
  const reason = { code: 'four-eyes', sentence: '采集、审核是同一人。', next: '退回重办。' };
  const book = forgottenBook(recordBook, sent, ids);
  const again = (receipt: ReceiptBody) => open.transact((context) => book.apply(context, kept, receipt));
  again(body);
  expect(openCases()).toEqual([]);
  for (const _time of [1, 2]) again({ ...body, outcome: 'refused', reason });
  expect(openCases()).toEqual([
    `自治区恢复了早先的备份，${one?.data.fullName}的一份报送重新送到，原来答复已收下，这次答复没有收（采集、审核是同一人）。本机没有改动。由管理员报自治区核对，以哪一次为准；要改就退回重办`,
  ]);
  expect(tableRows(desk, ['outbox', 'receipt', 'candidacy'])).toEqual(before);
});

test('忘了的比一趟送得了的多，前面的一份照片坏了送不出去：今天不再一趟接一趟地试', async () => {
  await releasePupils(desk, [pupilData(441), pupilData(442)], 441);
  await push();
  const { ids, appVersion } = desk.desk.gate.options;
  const open = deskForSync({ db: desk.db(), clock: desk.clock, ids, appVersion });
  const [first] = sentRecords(open.db, settledIds(open.db, 'outbox'));
  open.db.statement(`UPDATE photo_blob SET bytes = x'00' WHERE sha256 = ?`).run(first?.photoSha256);
  const now = () => desk.clock.now();
  open.transact(({ db }) => ok(saveForgotten(db, 2, now())));
  const knowsNothing = async () => ok({ ids: [], more: false });
  const nothingGoes = async () => {
    throw new Error('sent');
  };
  const exchange = { haveV2: nothingGoes, regainIds: knowsNothing, regainChangeIds: knowsNothing };
  const line = { exchange, signal: new AbortController().signal } as unknown as Parameters<typeof pushForgotten>[1];
  expect(await pushForgotten(open, line, false, 1)).toBeNull();
  expect(forgottenThere(open.db)).toBe(0);
  // asked anew tomorrow
  saveForgotten(open.db, 2, now());
  expect(forgottenThere(open.db)).toBe(0);
  saveForgotten(open.db, 2, new Date(Date.parse(now()) + 25 * 3_600_000).toISOString());
  expect(forgottenThere(open.db)).toBe(2);
});
