import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAnyLackedThere, lackedThere } from '../../src-main/db/store/lost-there.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { issueAt } from '../fixtures/region-staff.ts';
import { goldenNotices } from '../fixtures/wire-notices.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { enrol } from './enrolled-desk.ts';
import { makeRunner, tableRows } from './make-runner.ts';
import { backUp, ledgerOf, openAgain, putBack, rows, toldLedgerOf } from './put-back.ts';
import { decideCases, pupilData, releasePupils } from './release-pupils.ts';
import { makeRestorableRegion, type RestorableRegion } from './restored-region.ts';
import { changeClass, changeMobile, toldAt } from './tell-changes.ts';

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

const push = () => makeRunner(desk, region.now().url).push();
const openCases = () =>
  rows(desk, `SELECT sentence FROM case_file WHERE kind = 'regionConflict' AND state = 'open'`).map((one) =>
    String(one['sentence']),
  );
const standsOf = async (id: string) =>
  (await region.now().report()).candidacies.filter((line) => line.candidacyId === id).map((line) => line.revision);
/** What is in force, without the name that the region gives a person anew. */
const inForce = async () => (await region.now().report()).candidacies.map(({ personId: _anew, ...line }) => line);
const toldStates = async (id: string) => (await toldAt(region.now(), `?candidacy=${id}`)).map(({ state }) => state);

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
  await region.keepBackup();
  const [lost, other] = await releasePupils(desk, [pupilData(402), pupilData(403)], 402);
  if (!first || !lost || !other) throw new Error('no pupils');
  await push();
  await changeMobile(desk, lost.candidacyId, '13904769901');
  await changeMobile(desk, lost.candidacyId, '13904769902');
  await changeClass(desk, [first.candidacyId]);
  expect((await push()).changes).toEqual({ received: 3, refused: 0, waiting: 0 });
  const [ledger, told] = [ledgerOf(desk), toldLedgerOf(desk)];

  await region.restore();
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
  expect((await region.now().report()).counts).toMatchObject({ messages: 4 });
  expect(openCases()).toEqual([]);
  expect(await push()).toMatchObject({ sent: 0, trouble: null });
  expect(isAnyLackedThere(desk.db())).toBe(false);
});

test('没有什么要送的，取通知时听说就自己再送；记录、回执、事件一个字也不变', async () => {
  await region.keepBackup();
  await releasePupils(desk, [pupilData(411), pupilData(412)], 411);
  await push();
  const tables = ['outbox', 'receipt', 'event', 'audit_entry', 'candidacy'];
  const before = tableRows(desk, tables);
  const report = await inForce();
  await region.restore();
  expect((await region.now().report()).counts).toMatchObject({ messages: 0 });
  makeRunner(desk, region.now().url);
  await desk.desk.puller.pull();
  expect(lackedThere(desk.db(), 'records')).toBe(2);
  const runner = makeRunner(desk, region.now().url, { automatic: true, heartbeatMs: 50 });
  await expect.poll(async () => (await region.now().report()).counts.messages, { timeout: 20_000 }).toBe(2);
  await runner.close();
  await push();
  expect(await inForce()).toEqual(report);
  expect(tableRows(desk, tables)).toEqual(before);
  expect(isAnyLackedThere(desk.db())).toBe(false);
});

test('登记台和自治区都恢复过：取回来的照原来的号再送，一份也不少', async () => {
  await region.keepBackup();
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
  await region.restore();
  await push();
  await push();
  expect(await inForce()).toEqual(held);
  expect(await toldStates(one?.candidacyId ?? '')).toEqual(['stored']);
  expect(isAnyLackedThere(desk.db())).toBe(false);
  expect(openCases()).toEqual([]);
});

test('恢复以后先只办自治区工作人员的命令：登记台都答正忙，什么也不收、不拒；补发完再启动，自己送到', async () => {
  await region.keepBackup();
  const [one] = await releasePupils(desk, [pupilData(441)], 441);
  await push();
  const held = await inForce();
  await region.putBack();
  const { url } = region.now();
  expect((await push()).trouble).toContain('自治区接收端正忙');
  expect(await makeRunner(desk, url, { speaks: 1 }).push()).toMatchObject({ sent: 0, trouble: expect.any(String) });
  const proven = `${url}/v2/certificate-check`;
  for (const [method, address] of [
    ['POST', `${url}/v1/hello`],
    ['POST', `${url}/v1/records`],
    ['PUT', `${url}/v2/push`],
    ['POST', `${url}/v2/enrol`],
    ['POST', `${url}/v2/bundles`],
    ['GET', proven],
  ] as const)
    expect([address, (await fetch(address, { method })).status]).toEqual([address, 503]);
  expect((await fetch(`${url}/v2/health`)).status).toBe(200);
  const authorization = `Bearer ${readFileSync(join(region.now().folder, 'admin-token'), 'utf8')}`;
  expect((await fetch(`${url}/v2/bundles`, { method: 'POST', headers: { authorization } })).status).toBe(503);
  const [ethnicities] = goldenNotices;
  expect((await issueAt(region.now(), { act: 'issue', notice: ethnicities })).notices).toHaveLength(1);
  await region.open();
  expect((await region.now().report()).counts).toMatchObject({ messages: 0, refused: 0 });
  expect((await push()).trouble).toBeNull();
  expect(await inForce()).toEqual(held);
  expect(await standsOf(one?.candidacyId ?? '')).toEqual([1]);
});
