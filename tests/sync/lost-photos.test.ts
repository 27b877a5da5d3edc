import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { healthAnswer } from '#shared/wire/health-v2.ts';
import { makeActsOfRegion } from '../../src-main/bridge/acts-of-region.ts';
import { createNoticeTaking } from '../../src-main/commands/region/take-notices.ts';
import { lackedThere } from '../../src-main/db/store/lost-there.ts';
import { createHttpCall, type HttpCall } from '../../src-main/sync/http-call.ts';
import { createPullRunner } from '../../src-main/sync/pull-runner.ts';
import { evidenceInput, makeApplicationScene, privateCandidate } from '../fixtures/application-scene.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { makeDesk, type TestDesk } from '../make-desk.ts';
import { sha256 } from '../receiver/build-record.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { enrol } from './enrolled-desk.ts';
import { startLineProxy } from './line-proxy.ts';
import { makeRunner, tableRows } from './make-runner.ts';
import { ledgerOf, rows, toldLedgerOf } from './put-back.ts';
import { type Pupil, pupilData, releasePupils } from './release-pupils.ts';

const head = 40;
const hour = 3_600_000;
let folder: string;
let receiver: TestReceiver;
let desk: TestDesk;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaoji-lost-'));
});
afterEach(async () => {
  desk.close();
  await receiver.stop();
  rmSync(folder, { recursive: true, force: true });
});

const start = () => makeReceiver({ folder, enrolledOnly: true });
const push = (url = receiver.url, idleMs = 8000) => makeRunner(desk, url, { idleMs }).push();
const photosAt = async () => healthAnswer.parse(await (await fetch(`${receiver.url}/v2/health`)).json()).photos;
const streams = () => receiver.log.filter(({ what }) => what === 'stream').length;

/** The answer of a receiver that has lost this photo of the desk. */
async function lostHere(photo: Uint8Array) {
  const name = sha256(photo);
  const messageId = desk.db().statement('SELECT message_id FROM outbox WHERE photo_sha256 = ?').pluck().get(name);
  return { photos: [{ sha256: name, bytes: photo.length, messageId, of: 'record' }], more: false };
}

/** Damages photos where they lie in the packs, and mends others, behind the receiver's back while it is stopped. */
async function damage(photos: readonly Uint8Array[], mended: readonly Uint8Array[] = []): Promise<void> {
  await receiver.stop();
  for (const name of readdirSync(join(folder, 'photos')).filter((one) => one.startsWith('pack-'))) {
    const file = join(folder, 'photos', name);
    const bytes = readFileSync(file);
    for (const photo of [...photos, ...mended]) {
      const at = bytes.indexOf(Buffer.from(sha256(photo), 'hex')) - 4 + head;
      if (at < head) continue;
      bytes.set(photo, at);
      if (photos.includes(photo)) bytes.fill(0, at + 100, at + photo.length - 100);
    }
    writeFileSync(file, bytes);
  }
  receiver = await start();
}

describe('自治区丢了收下过的照片', () => {
  let pupils: readonly Pupil[];
  beforeEach(async () => {
    receiver = await start();
    desk = await makeDesk();
    await enrol(receiver, desk);
    pupils = await releasePupils(
      desk,
      [1, 2, 3, 4].map((serial) => pupilData(serial)),
      10,
    );
    expect(await push()).toMatchObject({ received: 4, waiting: 0, trouble: null });
  });
  /** what both sides hold of the records, photos apart */
  const books = async () => ({
    region: await receiver.report(),
    ledger: ledgerOf(desk),
    tables: tableRows(desk, ['outbox', 'receipt', 'event', 'audit_entry', 'candidacy']),
  });

  test('没有什么要送的登记台再送一遍；记录、回执、事件一个字也不变；以后不再问', async () => {
    const before = await books();
    const [, second, , last] = pupils;
    await damage([second?.photo ?? new Uint8Array(), last?.photo ?? new Uint8Array()]);
    expect((await photosAt())?.lost).toBe(2);
    expect(await push()).toMatchObject({ sent: 0, received: 0, waiting: 0, trouble: null });
    expect((await photosAt())?.lost).toBe(0);
    expect(await books()).toEqual(before);
    expect(lackedThere(desk.db(), 'photos')).toBe(0);
    const seen = streams();
    expect(await push()).toMatchObject({ sent: 0, trouble: null });
    expect(streams()).toBe(seen);
    // they are there for good, and not only by their name
    await receiver.stop();
    receiver = await start();
    expect((await photosAt())?.lost).toBe(0);
  });

  test('线路一断再断：接着送，送到为止', async () => {
    const before = await books();
    await damage(pupils.map(({ photo }) => photo));
    const proxy = await startLineProxy(receiver.url, {
      faultOf: (index) => (index % 3 === 2 ? {} : { resetAfterMs: 300 }),
      bytesPerSecond: 30_000,
    });
    for (let run = 0; run < 10 && (await photosAt())?.lost !== 0; run += 1) await push(proxy.url, 700);
    await proxy.stop();
    expect((await photosAt())?.lost).toBe(0);
    expect(await push()).toMatchObject({ sent: 0, trouble: null });
    expect(await books()).toEqual(before);
  });

  test('这里也没有了的：别的照送，说不出的不反复问，也不算麻烦', async () => {
    const [first, second] = pupils;
    await damage([first?.photo ?? new Uint8Array(), second?.photo ?? new Uint8Array()]);
    desk
      .db()
      .statement('UPDATE photo_blob SET bytes = zeroblob(byte_length) WHERE sha256 = ?')
      .run(sha256(first?.photo ?? new Uint8Array()));
    expect(await push()).toMatchObject({ sent: 0, waiting: 0, trouble: null });
    expect((await photosAt())?.lost).toBe(1);
    expect(lackedThere(desk.db(), 'photos')).toBe(0);
    const seen = streams();
    await push();
    expect([lackedThere(desk.db(), 'photos'), streams()]).toEqual([0, seen]);
  });

  test('这里没有的，过一天再找一遍：自治区只说几张，说的可能已经是别的，备份也可能带回来', async () => {
    const [first, second] = pupils.map(({ photo }) => photo) as [Uint8Array, Uint8Array];
    await damage([first]);
    desk.db().statement('UPDATE photo_blob SET bytes = zeroblob(byte_length) WHERE sha256 = ?').run(sha256(first));
    await push();
    expect(lackedThere(desk.db(), 'photos')).toBe(0);
    // that one is there again, not from here, and another is lost: the same number
    await damage([second], [first]);
    expect((await photosAt())?.lost).toBe(1);
    desk.clock.advance(23 * hour);
    await push();
    expect((await photosAt())?.lost).toBe(1);
    desk.clock.advance(hour);
    expect(await push()).toMatchObject({ sent: 0, trouble: null });
    expect((await photosAt())?.lost).toBe(0);
  });

  test('答的是自治区更旧的一份，不认得这些记录：照旧号整份再送给它；原来的一份回来，照片照送，本机的回执不变', async () => {
    const before = await books();
    const [first] = pupils;
    await damage([first?.photo ?? new Uint8Array()]);
    const listed = await lostHere(first?.photo ?? new Uint8Array());
    const older = await makeReceiver({ enrolledOnly: true });
    await enrol(older, desk);
    const { call: really, close } = createHttpCall(8000);
    const call: HttpCall = async (request) => {
      const answer = await really(request);
      const { pathname } = new URL(request.url);
      const json = JSON.parse(Buffer.from(answer.body).toString('utf8')) as object;
      const more = pathname === '/v1/hello' ? { lostPhotos: 1 } : pathname === '/v2/lost-photos' ? listed : {};
      return { ...answer, body: Buffer.from(JSON.stringify({ ...json, ...more })) };
    };
    expect(await makeRunner(desk, older.url, { call }).push()).toMatchObject({ sent: 0, received: 0, trouble: null });
    close();
    const { counts } = await older.report();
    await older.stop();
    expect(counts).toMatchObject({ messages: 4, captures: 4 });
    expect(await push()).toMatchObject({ sent: 0, trouble: null });
    expect((await photosAt())?.lost).toBe(0);
    expect((await books()).tables).toMatchObject({
      outbox: before.tables['outbox'],
      receipt: before.tables['receipt'],
    });
    expect((await books()).region).toEqual(before.region);
  });

  test('取通知时听说的，自己就去送，不用人按', async () => {
    await damage([pupils[0]?.photo ?? new Uint8Array()]);
    const runner = makeRunner(desk, receiver.url, { automatic: true, heartbeatMs: 30 });
    const taking = createNoticeTaking((error) => {
      throw error;
    });
    const pull = createPullRunner({
      desk: makeActsOfRegion(desk.desk.gate, taking),
      call: createHttpCall(8000).call,
      emit: (event) => desk.events.push(event),
      automatic: false,
      onBug: (error) => {
        throw error;
      },
    });
    expect(await pull.pull()).toMatchObject({ trouble: null });
    await expect.poll(async () => (await photosAt())?.lost, { timeout: 20_000 }).toBe(0);
    await Promise.all([runner.close(), pull.close()]);
  });
});

test('业务材料丢了的一页也再送，回执不变', async () => {
  receiver = await start();
  const scene = await makeApplicationScene('2026-11-23T02:00:00.000Z');
  desk = scene.desk;
  await enrol(receiver, desk);
  const pages = [makeJpeg(7, 1200, 1600), makeJpeg(8, 800, 600)];
  const { applicationId } = await scene.start('clerk', null, privateCandidate(31));
  const version = scene.versionOf(applicationId);
  await scene.do('clerk', 'application.addEvidence', evidenceInput(applicationId, version, 'householdProof', pages));
  await scene.submit('clerk', applicationId);
  await scene.agree('reviewer', applicationId);
  expect((await push()).changes).toEqual({ received: 3, refused: 0, waiting: 0 });
  const before = toldLedgerOf(desk);
  const stored = rows(desk, 'SELECT DISTINCT file_sha256 AS name FROM change_message WHERE file_sha256 IS NOT NULL');
  const files = stored.map(({ name }) =>
    desk.db().statement('SELECT bytes FROM photo_blob WHERE sha256 = ?').pluck().get(name),
  ) as Buffer[];
  expect(files.length).toBe(2);
  await damage(files.slice(0, 1));
  expect((await photosAt())?.lost).toBe(1);
  expect(await push()).toMatchObject({ trouble: null });
  expect((await photosAt())?.lost).toBe(0);
  expect(toldLedgerOf(desk)).toEqual(before);
});
