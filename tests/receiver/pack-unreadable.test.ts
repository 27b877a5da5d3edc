import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { healthAnswer } from '#shared/wire/health-v2.ts';
import { openBlobStore } from '../../provincial-server/blob-store.ts';
import { spoilPlace } from '../faults/bad-place.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { type BuiltRecord, buildRecord, sha256 } from './build-record.ts';
import { makeReceiver, post, type TestReceiver } from './make-receiver.ts';
import { noLostBook } from './no-lost-book.ts';
import { have } from './push-frames.ts';

const block = 4096;
const head = 40;
const base = mkdtempSync(join(tmpdir(), 'kaoji-unreadable-'));
const records = [1, 2, 3, 4, 5, 6].map((serial) => buildRecord({ serial, deskSeq: serial }));
let folder: string;
let pack: string;
let receiver: TestReceiver | null = null;
let mend = (): void => undefined;

beforeAll(async () => {
  const first = await makeReceiver({ folder: base });
  for (const { frame } of records) expect(await post(first, frame)).toMatchObject({ status: 200 });
  await first.stop();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaoji-unreadable-'));
  pack = join(folder, 'photos', 'pack-000001');
  cpSync(base, folder, { recursive: true });
});
afterAll(() => rmSync(base, { recursive: true, force: true }));
afterEach(async () => {
  mend();
  await receiver?.stop();
  receiver = null;
  rmSync(folder, { recursive: true, force: true });
});

/** Where the photo of record `nth` lies, its head included. */
function placeOf(nth: number): { readonly at: number; readonly end: number } {
  const at = records.slice(0, nth).reduce((sum, { photo }) => sum + head + photo.length, 0);
  return { at, end: at + head + (records[nth]?.photo.length ?? 0) };
}
const nameOf = ({ photo }: BuiltRecord) => sha256(photo);
const healthOf = async () => {
  const answer = await fetch(`${receiver?.url}/v2/health`);
  return { status: answer.status, ...healthAnswer.parse(await answer.json()) };
};
const heldOf = async () =>
  (await have(receiver as TestReceiver, [], records.map(nameOf))).photos.map(({ bytes }) => bytes);
/** Indexes of records whose photo touches the blocks from `from` until `until`. */
const touched = (from: number, until: number) =>
  records.flatMap((_one, nth) => (placeOf(nth).at < until && placeOf(nth).end > from ? [nth] : []));

describe.each([true, false])('磁盘有读不出的地方（在后面还有新包的包里：%s）', (isOlder) => {
  test.each([
    ['一张照片中间', (at: number) => Math.ceil((at + head) / block) * block],
    ['一张照片开头', (at: number) => Math.floor(at / block) * block],
  ])('%s：照样启动，说是哪个包，别的照片都在，一个字节没有切', async (_what, blockAt) => {
    if (isOlder) writeFileSync(join(folder, 'photos', 'pack-000002'), '');
    const from = blockAt(placeOf(2).at);
    const before = statSync(pack).size;
    mend = await spoilPlace({ file: pack, from, until: from + block });
    // heads that can be read are believed in an older pack: what lies behind them shows when it is asked for
    const isBelieved =
      isOlder && records.every((_one, nth) => placeOf(nth).at + head <= from || placeOf(nth).at >= from + block);
    const gone = isBelieved ? [] : touched(from, from + block);
    receiver = await makeReceiver({ folder });
    expect(await heldOf()).toEqual(records.map((_one, nth) => (gone.includes(nth) ? 0 : -1)));
    const bytes = gone.reduce((sum, nth) => sum + placeOf(nth).end - placeOf(nth).at, 0);
    const damagedPacks = isBelieved ? [] : [{ pack: 'pack-000001', bytes, unreadable: true }];
    expect(await healthOf()).toMatchObject({ status: 200, state: 'ok', photos: { lost: gone.length, damagedPacks } });
    const said = receiver.log.filter(({ what }) => what === 'photos');
    if (!isBelieved)
      expect(said).toMatchObject([
        { code: 'unreadable', pack: 'pack-000001', bytes },
        { code: 'lost', count: gone.length },
      ]);
    const metrics = await (await fetch(`${receiver.url}/v2/metrics`)).text();
    expect(metrics).toContain(`kaoji_photos_lost ${gone.length}\n`);
    // names of packs, and of no photo, record or person
    for (const { envelope, photo } of records)
      for (const secret of [sha256(photo), envelope.messageId, envelope.deviceId, '乌日娜'])
        expect(JSON.stringify([said, await healthOf()]) + metrics).not.toContain(secret);
    const more = buildRecord({ serial: 7, deskSeq: 7 });
    expect(await post(receiver, more.frame)).toMatchObject({ status: 200 });
    expect(readdirSync(join(folder, 'photos')).sort()).toEqual(['pack-000001', 'pack-000002', 'parts']);
    expect(statSync(pack).size).toBe(before);
    await receiver.stop();
    const store = await openBlobStore(folder, noLostBook);
    for (const [nth, record] of [...records, more].entries()) {
      const read = await store.get(nameOf(record));
      const isGone = touched(from, from + block).includes(nth);
      expect(read && Buffer.from(read).equals(record.photo)).toBe(isGone ? null : true);
    }
    mend();
    receiver = await makeReceiver({ folder });
    expect(await heldOf()).toEqual(records.map(() => -1));
    expect((await healthOf()).photos).toEqual({ lost: 0, damagedPacks: [] });
  });

  test('整个包打不开：照样启动，说是哪个包；别的包里的照片都在，新的照收', async () => {
    if (isOlder) writeFileSync(join(folder, 'photos', 'pack-000002'), '');
    const before = readFileSync(pack);
    mend = await spoilPlace({ file: pack });
    receiver = await makeReceiver({ folder });
    expect(await heldOf()).toEqual(records.map(() => 0));
    const damagedPacks = [{ pack: 'pack-000001', bytes: 0, unreadable: true }];
    expect(await healthOf()).toMatchObject({
      status: 200,
      state: 'ok',
      photos: { lost: records.length, damagedPacks },
    });
    const more = buildRecord({ serial: 7, deskSeq: 7 });
    expect(await post(receiver, more.frame)).toMatchObject({ status: 200 });
    expect((await have(receiver, [], [nameOf(more)])).photos).toMatchObject([{ bytes: -1 }]);
    mend();
    expect(readFileSync(pack).equals(before)).toBe(true);
  });
});

test('读不出的地方：启动时每一块试一次，不是找一遍试一遍', async () => {
  const blocks = 2;
  const blockIn = (nth: number) => Math.ceil((placeOf(nth).at + head) / block) * block;
  const nth = records.findIndex((_one, each) => blockIn(each) + blocks * block < placeOf(each).end);
  const from = blockIn(nth);
  expect(touched(from, from + blocks * block)).toEqual([nth]);
  let faults = 0;
  mend = await spoilPlace({
    file: pack,
    from,
    until: from + blocks * block,
    onFault: () => {
      faults += 1;
    },
  });
  const store = await openBlobStore(folder, noLostBook);
  const held = await Promise.all(records.map((record) => store.held(nameOf(record))));
  expect(held).toEqual(records.map((_one, each) => (each === nth ? 0 : -1)));
  // the first of them is met by a long read as well
  expect(faults).toBe(blocks + 1);
});

test('运行时才读不出：算没有、记下来，不是出错', async () => {
  const { at, end } = placeOf(1);
  const from = Math.ceil((at + head) / block) * block;
  expect(from + block).toBeLessThan(end);
  const store = await openBlobStore(folder, noLostBook);
  mend = await spoilPlace({ file: pack, from, until: from + block });
  expect(await store.get(nameOf(records[0] as BuiltRecord))).not.toBeNull();
  expect(await store.get(nameOf(records[1] as BuiltRecord))).toBeNull();
  expect(await store.held(nameOf(records[1] as BuiltRecord))).toBe(0);
  expect(store.condition().damaged).toEqual([{ pack: 'pack-000001', bytes: end - at, isUnreadable: true }]);
});

test('写不进的包：这一张不算收下，下一张进新包', async () => {
  const store = await openBlobStore(folder, noLostBook);
  const [photo, before] = [makeJpeg(900), statSync(pack).size];
  mend = await spoilPlace({ file: pack, isForWriting: true });
  await expect(store.put(sha256(photo), photo)).rejects.toThrow('EIO');
  expect(await store.held(sha256(photo))).toBe(0);
  await store.put(sha256(photo), photo);
  expect([await store.held(sha256(photo)), statSync(pack).size]).toEqual([-1, before]);
  expect(statSync(join(folder, 'photos', 'pack-000002')).size).toBe(head + photo.length);
});

test('下一个号的包已经在（上次名字没有写稳）：用再下一个，不是一直收不下', async () => {
  const store = await openBlobStore(folder, noLostBook);
  const [photo, before] = [makeJpeg(900), statSync(pack).size];
  mend = await spoilPlace({ file: pack, isForWriting: true });
  await expect(store.put(sha256(photo), photo)).rejects.toThrow('EIO');
  mend();
  writeFileSync(join(folder, 'photos', 'pack-000002'), '');
  await store.put(sha256(photo), photo);
  const sizes = [1, 2, 3].map((nth) => statSync(join(folder, 'photos', `pack-00000${nth}`)).size);
  expect(sizes).toEqual([before, 0, head + photo.length]);
});

describe('收到一半的照片在读不出的地方', () => {
  const photo = makeJpeg(901);
  const name = sha256(photo);
  const half = Math.floor(photo.length / 2);
  const piece = (offset: number, until: number) => ({
    offset,
    total: photo.length,
    bytes: photo.subarray(offset, until),
  });
  const partOf = () => join(folder, 'photos', 'parts', name);

  test.each([
    ['一块', { from: 0, until: block }],
    ['整个文件', {}],
  ])('启动时读不出%s：照样启动，算没有收到，从头送就收下', async (_what, place) => {
    const first = await openBlobStore(folder, noLostBook);
    expect(await first.append(name, piece(0, half))).toBe(half);
    mend = await spoilPlace({ file: partOf(), ...place });
    const store = await openBlobStore(folder, noLostBook);
    expect(await store.held(name)).toBe(0);
    expect(existsSync(partOf())).toBe(false);
    mend();
    expect(await store.append(name, piece(0, photo.length))).toBe(photo.length);
    expect(await store.held(name)).toBe(-1);
  });

  test('运行时读不出：说要从头送，不是一次又一次地断', async () => {
    const store = await openBlobStore(folder, noLostBook);
    expect(await store.append(name, piece(0, half))).toBe(half);
    mend = await spoilPlace({ file: partOf(), from: 0, until: block });
    expect(await store.append(name, piece(half, photo.length))).toBe('mismatch');
    expect(await store.held(name)).toBe(0);
    mend();
    expect(await store.append(name, piece(0, half))).toBe(half);
    expect(await store.append(name, piece(half, photo.length))).toBe(photo.length);
    expect(Buffer.from((await store.get(name)) ?? []).equals(photo)).toBe(true);
  });
});
