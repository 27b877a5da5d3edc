import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { healthAnswer } from '#shared/wire/health-v2.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { type BuiltRecord, buildRecord, sha256 } from './build-record.ts';
import { makeReceiver, post, type TestReceiver } from './make-receiver.ts';
import { endFrame, have, lineOf, photoFrames, pushFrames, recordsFrame } from './push-frames.ts';

const head = 40;
const base = mkdtempSync(join(tmpdir(), 'kaoji-tail-'));
const records = [1, 2, 3].map((serial) => buildRecord({ serial, deskSeq: serial }));
let folder: string;
let pack: string;
let receiver: TestReceiver | null = null;

beforeAll(async () => {
  const first = await makeReceiver({ folder: base });
  for (const { frame } of records) expect(await post(first, frame)).toMatchObject({ status: 200 });
  await first.stop();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaoji-tail-'));
  pack = join(folder, 'photos', 'pack-000001');
  cpSync(base, folder, { recursive: true });
});
afterAll(() => rmSync(base, { recursive: true, force: true }));
afterEach(async () => {
  await receiver?.stop();
  receiver = null;
  rmSync(folder, { recursive: true, force: true });
});

const nameOf = ({ photo }: BuiltRecord) => sha256(photo);
const photosIn = async (running: TestReceiver) =>
  healthAnswer.parse(await (await fetch(`${running.url}/v2/health`)).json()).photos;
const heldIn = async (running: TestReceiver, of = records) =>
  (await have(running, [], of.map(nameOf))).photos.map(({ bytes }) => bytes);
const last = () => records[2] as BuiltRecord;
const lastAt = () => records.slice(0, 2).reduce((sum, { photo }) => sum + head + photo.length, 0);
/** A whole photo of nobody, cut in the middle: what a crash leaves. */
function halfAPhoto(): Buffer {
  const photo = makeJpeg(900);
  const start = Buffer.concat([Buffer.from('KJPH', 'latin1'), Buffer.from(sha256(photo), 'hex'), Buffer.alloc(4)]);
  start.writeUInt32BE(photo.length, 36);
  return Buffer.concat([start, photo.subarray(0, photo.length / 2)]);
}

describe('最新的包的末尾坏了，而那里是收下过的照片', () => {
  test.each([
    [
      '照片里一个字节',
      (bytes: Buffer) => bytes.writeUInt8(bytes.readUInt8(lastAt() + head + 9) ^ 1, lastAt() + head + 9),
    ],
    ['开头的记号', (bytes: Buffer) => bytes.write('KJPX', lastAt(), 'latin1')],
    ['名字', (bytes: Buffer) => bytes.writeUInt8(bytes.readUInt8(lastAt() + 4) ^ 1, lastAt() + 4)],
    ['后一半成了零', (bytes: Buffer) => bytes.fill(0, lastAt() + head + 5000)],
  ])('%s：说坏了、少了一张，一个字节不切，以后的进新包；再启动也一样', async (what, spoil) => {
    const sound = readFileSync(pack);
    const bytes = Buffer.from(sound);
    spoil(bytes);
    writeFileSync(pack, bytes);
    receiver = await makeReceiver({ folder });
    const length = head + last().photo.length;
    expect(await photosIn(receiver)).toEqual({
      lost: 1,
      damagedPacks: [{ pack: 'pack-000001', bytes: length, unreadable: false }],
    });
    expect(receiver.log.filter((line) => line.what === 'photos')).toMatchObject([
      { code: 'damaged', pack: 'pack-000001', bytes: length },
      { code: 'lost', count: 1 },
    ]);
    expect(await heldIn(receiver)).toEqual([-1, -1, 0]);
    const more = buildRecord({ serial: 4, deskSeq: 4 });
    expect(await post(receiver, more.frame)).toMatchObject({ status: 200 });
    expect(readFileSync(pack).equals(bytes)).toBe(true);
    await receiver.stop();
    // now it is an older pack, whose heads may lead to its end: it is not believed for what is known to be lost
    receiver = await makeReceiver({ folder });
    expect(await heldIn(receiver, [...records, more])).toEqual([-1, -1, 0, -1]);
    // one under another name leads to the end too: there the pack says nothing any more, and the list of lost ones does
    const damagedPacks = what === '名字' ? [] : [{ pack: 'pack-000001', bytes: length, unreadable: false }];
    expect(await photosIn(receiver)).toEqual({ lost: 1, damagedPacks });
    await receiver.stop();
    // whoever rescues it has it again
    writeFileSync(pack, sound);
    receiver = await makeReceiver({ folder });
    expect(await heldIn(receiver, [...records, more])).toEqual([-1, -1, -1, -1]);
    expect(await photosIn(receiver)).toEqual({ lost: 0, damagedPacks: [] });
  });
});

test('备份里的包短，坏了以后用下一个号放在旁边：坏了的那张回来，备份以后收下的也都还在', async () => {
  const copy = readFileSync(pack).subarray(0, lastAt());
  const bytes = readFileSync(pack);
  bytes.writeUInt8(bytes.readUInt8(head + 9) ^ 1, head + 9);
  writeFileSync(pack, bytes);
  receiver = await makeReceiver({ folder });
  expect(await heldIn(receiver)).toEqual([0, -1, -1]);
  await receiver.stop();
  const beside = join(folder, 'photos', 'pack-000002');
  writeFileSync(beside, copy);
  receiver = await makeReceiver({ folder });
  expect(await heldIn(receiver)).toEqual([-1, -1, -1]);
  expect((await photosIn(receiver))?.lost).toBe(0);
  // what comes goes behind the copy
  const more = buildRecord({ serial: 4, deskSeq: 4 });
  expect(await post(receiver, more.frame)).toMatchObject({ status: 200 });
  expect(readFileSync(pack).equals(bytes)).toBe(true);
  expect(statSync(beside).size).toBe(copy.length + head + more.photo.length);
});

test('没有收下过的半张：是崩溃留下的，切下来另存，不说坏了；同一处再来一次，两份都留着', async () => {
  const before = readFileSync(pack);
  appendFileSync(pack, halfAPhoto());
  await (await makeReceiver({ folder })).stop();
  expect(readFileSync(pack).equals(before)).toBe(true);
  appendFileSync(pack, 'KJPH');
  receiver = await makeReceiver({ folder });
  expect(readFileSync(pack).equals(before)).toBe(true);
  const cut = (nth: number) => readFileSync(join(folder, 'photos', 'cut', `pack-000001-${before.length}-${nth}`));
  expect(cut(1).equals(halfAPhoto())).toBe(true);
  expect(cut(2).toString('latin1')).toBe('KJPH');
  expect(await photosIn(receiver)).toEqual({ lost: 0, damagedPacks: [] });
  expect(receiver.log.filter(({ what }) => what === 'photos')).toEqual([]);
  expect(await heldIn(receiver)).toEqual([-1, -1, -1]);
});

test('切下来的没有地方存：照样启动，不切，说坏了，来的进新包', async () => {
  appendFileSync(pack, halfAPhoto());
  const before = readFileSync(pack);
  writeFileSync(join(folder, 'photos', 'cut'), 'in the way');
  receiver = await makeReceiver({ folder });
  expect((await photosIn(receiver))?.damagedPacks).toMatchObject([{ pack: 'pack-000001', bytes: halfAPhoto().length }]);
  const more = buildRecord({ serial: 4, deskSeq: 4 });
  expect(await post(receiver, more.frame)).toMatchObject({ status: 200 });
  expect(await heldIn(receiver, [...records, more])).toEqual([-1, -1, -1, -1]);
  expect(readFileSync(pack).equals(before)).toBe(true);
});

test('数据库是从备份放回来的，不知道收下过什么：末尾也不切', async () => {
  appendFileSync(pack, halfAPhoto());
  const before = readFileSync(pack);
  // the first start may end before anything comes
  await (await makeReceiver({ folder, restored: true })).stop();
  expect(readFileSync(pack).equals(before)).toBe(true);
  receiver = await makeReceiver({ folder });
  expect(readFileSync(pack).equals(before)).toBe(true);
  expect(await post(receiver, buildRecord({ serial: 4, deskSeq: 4 }).frame)).toMatchObject({ status: 200 });
  expect(readFileSync(pack).equals(before)).toBe(true);
});

test('照片收妥、还没判就坏了：问一声不出错，说文字在、等照片，重送就收下', async () => {
  // another pupil's record names the same photo, so that it waits for nothing but a look at the pack
  const other = buildRecord({ serial: 5, deskSeq: 5, photo: last().photo });
  receiver = await makeReceiver({ folder });
  const bytes = readFileSync(pack);
  bytes.fill(0, lastAt() + head + 5000);
  writeFileSync(pack, bytes);
  const id = other.envelope.messageId;
  expect(await pushFrames(receiver, [recordsFrame([lineOf(other)]), endFrame(1)])).toContainEqual({ o: id, s: 'text' });
  expect(await have(receiver, [id], [nameOf(last())])).toMatchObject({ held: [], text: [id], photos: [{ bytes: 0 }] });
  expect((await photosIn(receiver))?.lost).toBe(1);
  const lines = await pushFrames(receiver, [...photoFrames(other.photo), endFrame(0)]);
  expect(lines.some((line) => 'receipt' in line && line.o === id)).toBe(true);
  expect((await photosIn(receiver))?.lost).toBe(0);
  expect((await have(receiver, [], [nameOf(last())])).photos).toMatchObject([{ bytes: -1 }]);
});
