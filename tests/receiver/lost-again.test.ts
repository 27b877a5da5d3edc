import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { healthAnswer } from '#shared/wire/health-v2.ts';
import { type BuiltRecord, buildRecord, sha256 } from './build-record.ts';
import { makeReceiver, post, type TestReceiver } from './make-receiver.ts';
import { endFrame, have, photoFrames, pushFrames } from './push-frames.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaoji-lost-again-'));
const records = [1, 2, 3].map((serial) => buildRecord({ serial, deskSeq: serial })) as [
  BuiltRecord,
  BuiltRecord,
  BuiltRecord,
];
let receiver: TestReceiver;
const receipts: unknown[] = [];

beforeAll(async () => {
  const first = await makeReceiver({ folder });
  for (const { frame } of records) receipts.push(await post(first, frame));
  await first.stop();
  const pack = join(folder, 'photos', 'pack-000001');
  const bytes = readFileSync(pack);
  // every photo: one byte in the middle
  for (const { photo } of records) {
    const at = bytes.indexOf(Buffer.from(sha256(photo), 'hex')) + 5000;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  }
  writeFileSync(pack, bytes);
  receiver = await makeReceiver({ folder });
});
afterAll(async () => {
  await receiver.stop();
  rmSync(folder, { recursive: true, force: true });
});

const lost = async () => healthAnswer.parse(await (await fetch(`${receiver.url}/v2/health`)).json()).photos?.lost;
const heldOf = async ({ photo }: BuiltRecord) => (await have(receiver, [], [sha256(photo)])).photos[0]?.bytes;

test('收下过又丢了的照片一片一片再收，别的照片还是没有人要', async () => {
  const [first] = records;
  expect(await lost()).toBe(3);
  const before = await receiver.report();
  const pieces = photoFrames(first.photo, 4000);
  const name = sha256(first.photo);
  expect(await pushFrames(receiver, [...pieces.slice(0, 1), endFrame()])).toContainEqual({ b: name, n: 4000 });
  expect(await heldOf(first)).toBe(4000);
  expect(await pushFrames(receiver, [...pieces.slice(1), endFrame()])).toContainEqual({
    b: name,
    n: first.photo.length,
  });
  expect([await heldOf(first), await lost()]).toEqual([-1, 2]);
  const wrong = Buffer.from(records[1].photo);
  wrong.writeUInt8(wrong.readUInt8(900) ^ 1, 900);
  const second = sha256(records[1].photo);
  expect(await pushFrames(receiver, [...photoFrames(wrong, 64_000, second), endFrame()])).toContainEqual({
    b: second,
    bad: 'hash-mismatch',
  });
  const stranger = buildRecord({ serial: 9 }).photo;
  expect(await pushFrames(receiver, [...photoFrames(stranger), endFrame()])).toContainEqual({
    b: sha256(stranger),
    bad: 'not-wanted',
  });
  expect(await lost()).toBe(2);
  expect(await receiver.report()).toEqual(before);
});

test('同一份记录整份再送（第一版的调用、旧的数据包）：照片回来，回执一字不差', async () => {
  const [, , third] = records;
  const before = await receiver.report();
  expect(await heldOf(third)).toBe(0);
  expect(await post(receiver, third.frame)).toEqual({ ...(receipts[2] as object), repeated: true });
  expect([await heldOf(third), await lost()]).toEqual([-1, 1]);
  expect(await receiver.report()).toEqual(before);
});
