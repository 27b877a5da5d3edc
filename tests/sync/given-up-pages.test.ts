import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { PARCEL_MEDIA_TYPE } from '#shared/wire/parcel.ts';
import { PUSH_MEDIA_TYPE } from '#shared/wire/push-v2.ts';
import { readReceiptBody } from '#shared/wire/receipt.ts';
import { openEmbedded } from '../../provincial-server/database.ts';
import { readPhoto } from '../../src-main/db/store/capture.ts';
import { countChanges, readyChanges } from '../../src-main/db/store/change-message.ts';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { verifyReceipt } from '../../src-main/sync/apply-receipt.ts';
import { changeBook } from '../../src-main/sync/change-book.ts';
import { createDelivery } from '../../src-main/sync/delivery.ts';
import { createDeskProof } from '../../src-main/sync/desk-proof.ts';
import { createExchange } from '../../src-main/sync/exchange.ts';
import { createFrameSource, loadOf } from '../../src-main/sync/frame-source.ts';
import { createHttpCall, type HttpCall } from '../../src-main/sync/http-call.ts';
import {
  type ApplicationScene,
  evidenceInput,
  makeApplicationScene,
  privateCandidate,
} from '../fixtures/application-scene.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { value } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { regionProgram } from '../receiver/region-program.ts';
import { act, desksAt, enrol } from './enrolled-desk.ts';
import { makeRunner } from './make-runner.ts';
import { backUp, openAgain, putBack, rows } from './put-back.ts';
import { pupilData, releasePupils } from './release-pupils.ts';
import { toldAt } from './tell-changes.ts';

const registration = '2026-11-23T02:00:00.000Z';
const hour = 3_600_000;
/** how far the region's clock is ahead of the real one */
let ahead = 0;
let folder: string;
let receiver: TestReceiver;
let scene: ApplicationScene;
let sequence = 40;
const backups: string[] = [];

const startReceiver = () =>
  makeReceiver({ folder, enrolledOnly: true, now: () => new Date(Date.now() + ahead).toISOString() });
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kaoji-pages-'));
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.stop();
  for (const one of [folder, ...backups]) rmSync(one, { recursive: true, force: true });
});
beforeEach(async () => {
  ahead = 0;
  scene = await makeApplicationScene(registration);
  await enrol(receiver, scene.desk);
});
afterEach(() => scene.desk.close());

/** A run; `asked` hears where it asked for lost changes. */
async function push(asked: string[] = []) {
  const { call: really, close } = createHttpCall();
  const call: HttpCall = (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/v2/told-changes') asked.push(pathname);
    return really(request);
  };
  return makeRunner(scene.desk, receiver.url, { call }).push().finally(close);
}
const device = () => readInstallation(scene.desk.db()).deviceId;
const giveUp = { act: 'giveUpPages', by: '苏日娜', reason: '旧硬盘坏了' } as const;
const listed = async () => (await desksAt(receiver)).find((one) => one.deviceId === device());
const told = async (id: string) =>
  (await toldAt(receiver, `?application=${id}`)).map(({ messageId, kind, state, waitsFor, reasonCode }) => ({
    messageId,
    word: [kind, state, waitsFor ?? reasonCode],
  }));

/** An application of the county for the region, whose page got there as a text alone. */
async function toldWithoutPicture(): Promise<string> {
  sequence += 1;
  const { applicationId } = await scene.start('clerk', null, privateCandidate(sequence));
  const picture = [makeJpeg(sequence, 1200, 1600)];
  const version = scene.versionOf(applicationId);
  await scene.do('clerk', 'application.addEvidence', evidenceInput(applicationId, version, 'householdProof', picture));
  await scene.submit('clerk', applicationId);
  await scene.agree('reviewer', applicationId);
  // a desk tells nothing of a picture that it cannot read: the application goes, and the page stays
  const mend = losePicture();
  await push();
  mend();
  await sendText();
  expect((await told(applicationId)).map(({ word }) => word)).toEqual([
    ['application', 'stored', null],
    ['evidencePage', 'parked', 'file'],
  ]);
  return applicationId;
}

/** As a worn disk does: the picture of the page is gone at the desk. Answers how to undo it. */
function losePicture(): () => void {
  const { desk } = scene;
  const lost = desk.db().statement("SELECT file_sha256 FROM change_message WHERE kind = 'evidencePage'").pluck().get();
  const put = desk.db().statement('UPDATE photo_blob SET bytes = ? WHERE sha256 = ?');
  const bytes = readPhoto(desk.db(), String(lost)) ?? new Uint8Array();
  put.run(Buffer.alloc(bytes.length), lost);
  return () => void put.run(Buffer.from(bytes), lost);
}

/** The text of the page that waits, and then the line dies. */
async function sendText(): Promise<void> {
  const { desk } = scene;
  const proof = createDeskProof(desk.db());
  const { regionPublicKey } = readInstallation(desk.db());
  const { call, close } = createHttpCall();
  const exchange = createExchange({
    receiverUrl: receiver.url,
    regionPublicKey,
    call,
    signal: new AbortController().signal,
    proof,
  });
  await exchange.hello(desk.desk.gate.options.ids.uuid());
  close();
  const delivery = createDelivery();
  const source = createFrameSource({ db: desk.db() }, delivery, {
    book: changeBook,
    now: () => 0,
    onDamaged: () => undefined,
  });
  for (const row of readyChanges(desk.db(), 0, 10)) delivery.add(loadOf({ db: desk.db() }, row), 0);
  const frame = source.next(0, 1e6, 1e6, true)?.bytes ?? new Uint8Array();
  const url = `${receiver.url}/v2/push`;
  const headers = { 'content-type': PUSH_MEDIA_TYPE, ...proof.headers('PUT', url, null) };
  const body = Buffer.concat([frame, source.end(0)]);
  expect(await (await fetch(url, { method: 'PUT', headers, body })).text()).toContain('"s":"text"');
}

/** A record leaves by stick, and the answer comes back by it. */
async function carry() {
  const { desk } = scene;
  const stick = mkdtempSync(join(tmpdir(), 'kaoji-stick-'));
  backups.push(stick);
  await releasePupils(desk, [pupilData(sequence)], sequence);
  desk.files.save = join(stick, 'out.kaoji-parcel');
  await desk.as('reviewer1');
  value(await desk.call('parcel.write', {}));
  const answer = await fetch(`${receiver.url}/v2/bundles`, {
    method: 'POST',
    headers: {
      'content-type': PARCEL_MEDIA_TYPE,
      authorization: `Bearer ${readFileSync(join(folder, 'admin-token'), 'utf8')}`,
    },
    body: readFileSync(desk.files.save),
  });
  expect(answer.status).toBe(200);
  desk.files.open = join(stick, 'back.kaoji-parcel');
  writeFileSync(desk.files.open, Buffer.from(await answer.arrayBuffer()));
  await desk.as('reviewer1');
  return value(await desk.call('parcel.readAnswer', {}));
}

/** What the desk's file says of each change it told, by its id: its receipt, proven with the region's key. */
function atDesk() {
  const { desk } = scene;
  const { regionPublicKey } = readInstallation(desk.db());
  return rows(
    desk,
    `SELECT m.message_id AS messageId, m.kind, m.body_sha256 AS bodySha256, m.file_sha256 AS photoSha256, m.state, r.body, r.signature
     FROM change_message m LEFT JOIN change_receipt r USING (message_id) ORDER BY 1`,
  ).map((row) => {
    const { messageId, bodySha256, photoSha256 } = row as Record<'messageId' | 'bodySha256' | 'photoSha256', string>;
    const signed = { body: String(row['body']), signature: String(row['signature']) };
    const said = verifyReceipt(signed, { messageId, bodySha256, photoSha256 }, regionPublicKey);
    return { messageId, word: [row['kind'], said?.outcome ?? row['state'], said?.reason?.code ?? null] };
  });
}
const expectSameLedgers = async (applicationId: string) => expect(atDesk()).toEqual(await told(applicationId));

test('联网：看得见等了几页、多久；没到时间的接着等；不再等的，登记台拿到签了名的退回和原因，两边的账一样', async () => {
  const applicationId = await toldWithoutPicture();
  losePicture();
  expect(await listed()).toMatchObject({ pages: 1, pagesSince: expect.any(String) });
  expect(await (await fetch(`${receiver.url}/v2/metrics`)).text()).toContain('kaoji_pages_waiting 1\n');
  ahead = 71 * hour;
  expect(await act(receiver, { ...giveUp, device: device() })).toMatchObject({ settled: 0, left: 1 });
  ahead = 73 * hour;
  expect(await act(receiver, { ...giveUp, device: device() })).toMatchObject({ settled: 1, left: 0 });
  expect(await listed()).toMatchObject({ pages: 0, pagesSince: null });
  expect((await push()).changes).toMatchObject({ refused: 1, waiting: 0 });
  await expectSameLedgers(applicationId);
  expect(atDesk().map(({ word }) => word)).toEqual([
    ['application', 'stored', null],
    ['evidencePage', 'refused', 'page-missing'],
  ]);
  const { call } = await scene.desk.as('reviewer1');
  const reasons = value(await call('sync.changes', { candidacyId: null })).flatMap(({ reason }) => reason ?? []);
  expect(reasons).toEqual([expect.stringContaining('图片一直没有送到：旧硬盘坏了')]);
  expect(reasons[0]).toContain('请自治区退回这件业务');
  // again, at both ends: nothing more
  expect(await act(receiver, { ...giveUp, device: device() })).toMatchObject({ settled: 0, left: 0 });
  expect((await push()).changes).toEqual({ received: 0, refused: 0, waiting: 0 });
  await expectSameLedgers(applicationId);
}, 240_000);

test.each(['联网', 'U 盘'])(
  '数据恢复到申请以前，那一页在本机只记着报过：不再等以后，%s问到一次，就不再问',
  async (way) => {
    const backup = backUp(scene.desk);
    backups.push(backup);
    Object.assign(scene.desk, await openAgain(scene.desk));
    scene.desk.clock.set(registration);
    const applicationId = await toldWithoutPicture();
    Object.assign(scene.desk, await putBack(scene.desk, backup));
    await push();
    expect(rows(scene.desk, 'SELECT kind, receipt_body FROM regained_change ORDER BY message_id')).toEqual([
      { kind: 'application', receipt_body: expect.any(String) },
      { kind: 'evidencePage', receipt_body: null },
    ]);
    ahead = 73 * hour;
    expect(await act(receiver, { ...giveUp, device: device() })).toMatchObject({ settled: 1, left: 0 });
    expect((await told(applicationId)).map(({ word }) => word)).toContainEqual([
      'evidencePage',
      'refused',
      'page-missing',
    ]);
    if (way === 'U 盘') {
      expect(await carry()).toMatchObject({ received: 1, known: 1, strange: 0 });
      // every answer brings it again: what is noted already is not written again
      const noted = () => rows(scene.desk, "SELECT * FROM desk_setting WHERE name = 'regainLeftChanges'");
      const before = noted();
      expect(before).toHaveLength(1);
      scene.desk.clock.advance(60_000);
      expect(value(await scene.desk.call('parcel.readAnswer', {}))).toMatchObject({ known: 2, strange: 0 });
      expect(noted()).toEqual(before);
    }
    const asked: string[] = [];
    for (let run = 0; run < 2; run += 1) expect((await push(asked)).trouble).toBeNull();
    expect(asked).toEqual(way === 'U 盘' ? [] : ['/v2/told-changes']);
    // what the region signed is kept here too, once
    const kept = `SELECT p.content FROM event e JOIN event_payload p ON p.event_seq = e.seq WHERE e.kind = 'change.refusedByRegion'`;
    const [event, ...more] = rows(scene.desk, kept).map(({ content }) => JSON.parse(String(content)));
    expect([more, readReceiptBody(event?.receipt.body)?.reason?.code]).toEqual([[], 'page-missing']);
    const { leftSentence } = value(await (await scene.desk.as('clerk1')).call('device.status', {}));
    expect(leftSentence).toBeNull();
    expect(countChanges(scene.desk.db()).waiting).toBe(0);
  },
  60_000,
);

test('停用了的登记台的那一页：也能不再等，登记台照样拿到退回；没有登记过的说没有登记过', async () => {
  const applicationId = await toldWithoutPicture();
  await act(receiver, { act: 'revoke', device: device(), by: '苏日娜', reason: '电脑丢了' });
  const strange = { ...giveUp, device: '0198f000-0000-7000-8000-0000000000ff' };
  await expect(act(receiver, strange)).rejects.toThrow('没有登记过');
  ahead = 73 * hour;
  expect(await act(receiver, { ...giveUp, device: device() })).toMatchObject({ settled: 1, left: 0 });
  await push();
  await expectSameLedgers(applicationId);
}, 240_000);

test('命令行：清单里看得见、不再等；随着下一个回执包回到登记台，再读一次也一样', async () => {
  const applicationId = await toldWithoutPicture();
  losePicture();
  const id = device();
  const command = async (...words: string[]) => {
    const said = await regionProgram('desks.ts', ['--data', folder, '--url', receiver.url, ...words], null);
    if (said.refused) throw new Error(said.said);
    return said.said;
  };
  expect(await command('--list')).toContain('1 页材料只到了说明');
  ahead = 2 * hour;
  const people = ['--older', '1', '--by', '苏日娜', '--reason', '县里的硬盘坏了'];
  expect(await command('--give-up-pages', id, ...people)).toContain('不再等 1 页');
  expect(await carry()).toMatchObject({ received: 1, strange: 0, changes: { received: 0, refused: 1, waiting: 0 } });
  await expectSameLedgers(applicationId);
  const again = value(await scene.desk.call('parcel.readAnswer', {}));
  expect(again).toMatchObject({ received: 0, strange: 0, changes: { received: 0, refused: 0 } });
  // what people did is written down with name and reason
  await receiver.stop();
  const database = await openEmbedded(folder);
  const acts = await database.query<{ act: string; done_by: string; reason: string }>(
    "SELECT act, done_by, reason FROM desk_act WHERE act = 'give up pages' AND device_id = $1",
    [id],
  );
  const [page] = await database.query<{ body: string }>(
    "SELECT receipt_body AS body FROM told_change WHERE device_id = $1 AND kind = 'evidencePage'",
    [id],
  );
  await database.close();
  receiver = await startReceiver();
  expect(acts).toEqual([{ act: 'give up pages', done_by: '苏日娜', reason: '县里的硬盘坏了' }]);
  expect(readReceiptBody(page?.body ?? '')).toMatchObject({ outcome: 'refused', reason: { code: 'page-missing' } });
}, 240_000);
