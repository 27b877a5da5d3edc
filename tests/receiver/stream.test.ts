import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeFrame, frameLimits, frameTypes } from '#shared/wire/frame.ts';
import { type AckLine, PUSH_MEDIA_TYPE } from '#shared/wire/push-v2.ts';
import { openBlobStore } from '../../provincial-server/blob-store.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { type BuiltRecord, buildRecord, deskB, messageFacts, sha256 } from './build-record.ts';
import { databasesUnderTest, makeReceiver, post, type TestReceiver } from './make-receiver.ts';
import { noLostBook } from './no-lost-book.ts';
import { endFrame, have, lineOf, photoFrames, pushAndCut, pushFrames, recordsFrame } from './push-frames.ts';

const ofDesk = (deviceId: string, serial: number, deskSeq: number): BuiltRecord =>
  buildRecord({ serial, deskSeq, facts: { ...messageFacts({ serial }), deviceId }, envelope: { deviceId } });
/** Receipts by message: photos of one stream go on beside each other, so their order is not promised. */
const receiptsIn = (lines: readonly AckLine[]) =>
  lines.flatMap((line) => ('receipt' in line ? [line] : [])).sort((a, b) => (a.o < b.o ? -1 : 1));

describe.each(databasesUnderTest())('接收端收一股数据（%s）', (on) => {
  let receiver: TestReceiver;
  beforeAll(async () => {
    receiver = await makeReceiver({ on });
  });
  afterAll(() => receiver.stop());

  test('先文字后照片：先说文字在了，照片齐了才有回执；再送一遍逐字节相同，行数不变', async () => {
    const records = [1, 2, 3].map((n) => ofDesk(deskB, 100 + n, n));
    const frames = [
      recordsFrame(records.map(lineOf)),
      ...records.flatMap((record) => photoFrames(record.photo)),
      endFrame(3),
    ];
    const lines = await pushFrames(receiver, frames);
    const ids = records.map((record) => record.envelope.messageId);
    expect(lines.slice(0, 3)).toEqual(ids.map((o) => ({ o, s: 'text' })));
    const receipts = receiptsIn(lines);
    expect(receipts.map((line) => [line.o, line.repeated])).toEqual(ids.map((o) => [o, false]));
    expect(lines.at(-1)).toEqual({ end: 1, contiguous: 3 });
    const before = await receiver.report();
    const again = receiptsIn(await pushFrames(receiver, frames));
    expect(again.map((line) => [line.receipt, line.repeated])).toEqual(receipts.map((line) => [line.receipt, true]));
    expect(await receiver.report()).toEqual(before);
    const asked = await have(receiver, ids, [sha256(records[0]?.photo ?? new Uint8Array())]);
    expect([asked.held.map((one) => one.messageId).sort(), asked.text, asked.missing]).toEqual([
      [...ids].sort(),
      [],
      [],
    ]);
    expect(asked.photos).toEqual([{ sha256: sha256(records[0]?.photo ?? new Uint8Array()), bytes: -1 }]);
  });

  test('线还开着、一帧才到一半：到了的字节已经写下，接收端这时被 kill -9 也不用重送', async () => {
    const record = buildRecord({ serial: 115, photo: makeJpeg(115) });
    const [frame] = photoFrames(record.photo, record.photo.length);
    const came = 900;
    const asked = request(`${receiver.url}/v2/push`, { method: 'PUT', headers: { 'content-type': PUSH_MEDIA_TYPE } });
    const over = new Promise((resolve) => asked.on('error', resolve));
    const textIsThere = new Promise<void>((resolve) => {
      asked.on('response', (answer) => {
        answer.on('data', (part) => String(part).includes('"s":"text"') && resolve());
        answer.on('error', () => undefined);
      });
    });
    asked.write(recordsFrame([lineOf(record)]));
    await textIsThere;
    asked.write(frame?.subarray(0, frameLimits.header + came));
    const part = join(receiver.folder, 'photos', 'parts', sha256(record.photo));
    await expect.poll(() => (existsSync(part) ? statSync(part).size : 0), { timeout: 20_000 }).toBe(came);
    asked.destroy(new Error('cut'));
    await over;
  });

  test('照片收到一半，又来一块说整张有几个 GB 的：一个字节也不写', async () => {
    const record = buildRecord({ serial: 118, photo: makeJpeg(118) });
    const name = sha256(record.photo);
    const [first = new Uint8Array()] = photoFrames(record.photo, 300);
    await pushFrames(receiver, [recordsFrame([lineOf(record)]), first]);
    const of = { type: frameTypes.photo, gzip: false, id: Buffer.from(name, 'hex'), offset: 300, total: 2 ** 32 - 1 };
    const lines = await pushFrames(receiver, [encodeFrame(of, Buffer.alloc(100_000)), endFrame()]);
    expect(lines).toContainEqual({ b: name, bad: 'not-wanted' });
    expect(statSync(join(receiver.folder, 'photos', 'parts', name)).size).toBe(300);
    const rest = await pushFrames(receiver, [...photoFrames(record.photo, 700), endFrame()]);
    expect(receiptsIn(rest).map((line) => line.o)).toEqual([record.envelope.messageId]);
  });

  test('断在照片中间：已确认的字节都在，从那里接着送，只有一份', async () => {
    const record = buildRecord({ serial: 110, photo: makeJpeg(110) });
    const pieces = photoFrames(record.photo, 700);
    const half = Math.floor(pieces.length / 2);
    const lines = await pushFrames(receiver, [recordsFrame([lineOf(record)]), ...pieces.slice(0, half)]);
    expect(receiptsIn(lines)).toEqual([]);
    const name = sha256(record.photo);
    const id = record.envelope.messageId;
    expect(await have(receiver, [id], [name])).toMatchObject({
      held: [],
      text: [id],
      photos: [{ sha256: name, bytes: half * 700 }],
    });
    // the first half again does no harm
    const rest = await pushFrames(receiver, [...pieces, endFrame()]);
    expect(receiptsIn(rest).map((line) => line.o)).toEqual([id]);
  });

  test.each([
    ['小块', 700, 2000],
    ['一大块', 32 * 1024, 5000],
  ])('线断在%s中间：到了的字节一个不丢', async (_what, size, bytes) => {
    const record = buildRecord({ serial: 160 + (size % 7), photo: makeJpeg(size) });
    const name = sha256(record.photo);
    const stream = Buffer.concat(photoFrames(record.photo, size));
    expect(record.photo.length).toBeGreaterThan(bytes);
    await pushFrames(receiver, [recordsFrame([lineOf(record)])]);
    const heads = Math.ceil(bytes / size) * frameLimits.header;
    await pushAndCut(receiver, stream.subarray(0, bytes + heads));
    await expect
      .poll(async () => (await have(receiver, [], [name])).photos, { timeout: 10_000 })
      .toEqual([{ sha256: name, bytes }]);
    const rest = await pushFrames(receiver, [...photoFrames(record.photo, size), endFrame()]);
    expect(receiptsIn(rest).map((line) => line.o)).toEqual([record.envelope.messageId]);
  });

  test('同一张照片走两条线，一份报文，一张照片，一张回执', async () => {
    const record = buildRecord({ serial: 111, photo: makeJpeg(111) });
    await pushFrames(receiver, [recordsFrame([lineOf(record)])]);
    const both = await Promise.all([1, 2].map(() => pushFrames(receiver, photoFrames(record.photo, 500))));
    const bodies = new Set(both.flatMap((lines) => receiptsIn(lines).map((line) => line.receipt.body)));
    expect(bodies.size).toBe(1);
    expect((await have(receiver, [record.envelope.messageId])).held).toHaveLength(1);
  });

  test('一份坏的不挡别的：正文和校验值不符、编号被别的内容占了、照片不是它', async () => {
    const good = buildRecord({ serial: 120 });
    const bent = buildRecord({ serial: 121, envelope: { bodySha256: 'a'.repeat(64) } });
    const taken = buildRecord({ serial: 122 });
    await post(receiver, taken.frame);
    const other = buildRecord({
      serial: 123,
      facts: { messageId: taken.envelope.messageId },
      envelope: { messageId: taken.envelope.messageId },
    });
    const lines = await pushFrames(receiver, [
      recordsFrame([bent, other, good].map(lineOf)),
      ...photoFrames(makeJpeg(99), 8192, sha256(makeJpeg(98))),
      ...photoFrames(good.photo),
      endFrame(3),
    ]);
    expect(lines).toContainEqual({ o: bent.envelope.messageId, bad: 'hash-mismatch' });
    expect(lines).toContainEqual({ o: taken.envelope.messageId, bad: 'op-mutated' });
    expect(lines).toContainEqual({ b: sha256(makeJpeg(98)), bad: 'not-wanted' });
    expect(receiptsIn(lines).map((line) => line.o)).toEqual([good.envelope.messageId]);
  });

  test('照片内容和它的名字不符：整张扔掉，说出来，重送对的就好', async () => {
    const record = buildRecord({ serial: 124, photo: makeJpeg(124) });
    const wrong = Uint8Array.from(record.photo, (byte, at) => (at === 300 ? byte ^ 1 : byte));
    const name = sha256(record.photo);
    const lines = await pushFrames(receiver, [recordsFrame([lineOf(record)]), ...photoFrames(wrong, 4096, name)]);
    expect(lines).toContainEqual({ b: name, bad: 'hash-mismatch' });
    expect((await have(receiver, [], [name])).photos).toEqual([{ sha256: name, bytes: 0 }]);
    const mended = await pushFrames(receiver, photoFrames(record.photo));
    expect(receiptsIn(mended).map((line) => line.o)).toEqual([record.envelope.messageId]);
  });

  test('缺号看得见：少了第 2 号，只到 1；补上就到 3', async () => {
    const deviceId = '0198f000-0000-7000-8000-0000000000dd';
    const [one, two, three] = [1, 2, 3].map((n) => ofDesk(deviceId, 130 + n, n));
    if (!one || !two || !three) throw new Error('no records');
    const lines = await pushFrames(receiver, [recordsFrame([lineOf(one), lineOf(three)]), endFrame(2)]);
    expect(lines.at(-1)).toEqual({ end: 1, contiguous: 1 });
    const gapsOf = async () => (await receiver.report()).desks.find((one) => one.deviceId === deviceId);
    expect(await gapsOf()).toMatchObject({ arrived: 2, highest: 3, missingCount: 1, missing: [[2, 2]] });
    const later = await pushFrames(receiver, [recordsFrame([lineOf(two)]), endFrame(1)]);
    expect(later.at(-1)).toEqual({ end: 1, contiguous: 3 });
    expect(await gapsOf()).toMatchObject({ arrived: 3, missingCount: 0, missing: [] });
  });

  test.each([
    ['不认识的类型', Uint8Array.from([7, ...new Array(45).fill(0)])],
    ['说多大就多大的炸弹', recordsFrame(['x'.repeat(100_000)], { total: 100 })],
    ['内容和名字不符', recordsFrame(['{}'], { id: new Uint8Array(32) })],
    ['不是记录', recordsFrame(['{"envelope":1}'])],
  ])('%s：整股停下，说坏了，什么也没写', async (_what, frame) => {
    const before = await receiver.report();
    const lines = await pushFrames(receiver, [frame, recordsFrame([lineOf(buildRecord({ serial: 140 }))])]);
    expect(lines).toEqual([{ bad: 'bad-frame' }]);
    expect(await receiver.report()).toEqual(before);
  });

  test('八股同时送 80 份，一份不少，一份不多', async () => {
    const before = await receiver.report();
    const deviceId = '0198f000-0000-7000-8000-0000000000de';
    const lots = Array.from({ length: 8 }, (_none, lot) =>
      Array.from({ length: 10 }, (_nobody, n) => ofDesk(deviceId, 200 + lot * 10 + n, lot * 10 + n + 1)),
    );
    const ends = await Promise.all(
      lots.map((lot) =>
        pushFrames(receiver, [
          recordsFrame(lot.map(lineOf)),
          ...lot.flatMap((one) => photoFrames(one.photo)),
          endFrame(10),
        ]),
      ),
    );
    expect(ends.map((lines) => receiptsIn(lines).length)).toEqual(lots.map(() => 10));
    const after = await receiver.report();
    expect(after.counts.messages - before.counts.messages).toBe(80);
    const last = await pushFrames(receiver, [recordsFrame([lineOf(lots[0]?.[0] as BuiltRecord)]), endFrame(1)]);
    expect(last.at(-1)).toEqual({ end: 1, contiguous: 80 });
  });
});

test('照片收妥、还没判就被杀掉：再启动就判，谁也不用再送一遍', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kaoji-receiver-'));
  try {
    const record = buildRecord({ serial: 150 });
    const [id, name] = [record.envelope.messageId, sha256(record.photo)];
    const first = await makeReceiver({ folder });
    await pushFrames(first, [recordsFrame([lineOf(record)])]);
    await first.stop();
    // what is on the disk when the process ends between the photo's flush and the commit
    await (await openBlobStore(folder, noLostBook)).put(name, record.photo);
    const second = await makeReceiver({ folder });
    expect((await second.report()).counts).toMatchObject({ messages: 1 });
    const asked = await have(second, [id], [name]);
    expect(asked).toMatchObject({ held: [{ messageId: id }], text: [], missing: [], photos: [{ bytes: -1 }] });
    expect((await second.report()).counts).toMatchObject({ messages: 1, captures: 1, photos: 1 });
    expect((await have(second, [id])).held).toEqual(asked.held);
    await second.stop();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
