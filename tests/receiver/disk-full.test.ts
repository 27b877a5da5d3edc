import { mkdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSmallDisk, type SmallDisk } from '../faults/small-disk.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { type BuiltRecord, buildRecord, sha256 } from './build-record.ts';
import { makeReceiver, post, type TestReceiver } from './make-receiver.ts';
import { endFrame, have, lineOf, photoFrames, pushFrames, recordsFrame } from './push-frames.ts';

const made = makeSmallDisk(160);
if (typeof made === 'string') console.log(`没有做：接收端的磁盘在照片里、在数据库里满了。${made}`);

describe.skipIf(typeof made === 'string')(
  '接收端的磁盘满了',
  () => {
    const disk = made as SmallDisk;
    let receiver: TestReceiver;
    let serial = 0;
    beforeAll(async () => {
      const folder = join(disk.folder, 'receiver');
      mkdirSync(folder);
      receiver = await makeReceiver({ folder });
    });
    afterAll(async () => {
      await receiver.stop();
      disk.remove();
    });

    const records = (count: number): readonly BuiltRecord[] =>
      Array.from({ length: count }, () => {
        serial += 1;
        return buildRecord({ serial, deskSeq: serial, photo: makeJpeg(serial) });
      });
    const photosOf = (list: readonly BuiltRecord[], size = 8192) =>
      list.flatMap(({ photo }) => photoFrames(photo, size));
    const errorsIn = (from: number) =>
      receiver.log.slice(from).flatMap((line) => (line.what === 'error' ? [line.code] : []));
    const expectWhole = async (list: readonly BuiltRecord[]) => {
      const { candidacies, counts } = await receiver.report();
      for (const { body, photo } of list) {
        const { candidacyId } = JSON.parse(body) as { candidacyId: string };
        const lines = candidacies.filter((one) => one.candidacyId === candidacyId);
        expect(lines.map((one) => one.photoSha256)).toEqual([sha256(photo)]);
      }
      expect([counts.messages, counts.captures, counts.photos]).toEqual([serial, serial, serial]);
      expect(await readdir(join(receiver.folder, 'photos', 'parts'))).toEqual([]);
    };

    test.each([
      ['半张的', 2],
      ['整张的', 1],
    ])('满在照片里（%s）：说存储满了，没有一份当作收下；腾出以后接着送完', async (_what, parts) => {
      const list = records(6);
      const ids = list.map(({ envelope }) => envelope.messageId);
      await pushFrames(receiver, [recordsFrame(list.map(lineOf))]);
      const before = receiver.log.length;
      disk.fill();
      // half a photo goes to a file of its own, a whole one to the pack
      const pieces = list.flatMap(({ photo }) => photoFrames(photo, Math.ceil(photo.length / parts)).slice(0, 1));
      const lines = await pushFrames(receiver, [...pieces, endFrame()]);
      expect(lines.at(-1)).toEqual({ bad: 'storage' });
      expect(lines.some((line) => 'receipt' in line)).toBe(false);
      expect(errorsIn(before)).toContain('ENOSPC');
      const asked = await have(
        receiver,
        ids,
        list.map(({ photo }) => sha256(photo)),
      );
      expect([asked.held, [...asked.text].sort(), asked.missing]).toEqual([[], [...ids].sort(), []]);
      expect(asked.photos.map((one) => one.bytes)).toEqual(list.map(() => 0));
      disk.free();
      await pushFrames(receiver, [...photosOf(list), endFrame()]);
      await expectWhole(list);
    });

    test('满在数据库里：说存储满了，没有一份当作收下，后面的照答；腾出以后都收下', async () => {
      const [known] = records(1);
      if (!known) throw new Error('no record');
      await post(receiver, known.frame);
      const list = records(120);
      const before = receiver.log.length;
      disk.fill();
      const kept: string[] = [];
      let refused = 0;
      for (let at = 0; at < list.length; at += 4) {
        for (const line of await pushFrames(receiver, [
          recordsFrame(list.slice(at, at + 4).map(lineOf)),
          endFrame(4),
        ])) {
          if ('o' in line && 's' in line) kept.push(line.o);
          if ('bad' in line && !('o' in line)) {
            expect(line).toEqual({ bad: 'storage' });
            refused += 1;
          }
        }
      }
      expect(refused).toBeGreaterThan(0);
      expect(errorsIn(before)).toContain('53100');
      // what it called kept is kept, and it still answers
      const asked = await have(
        receiver,
        list.map(({ envelope }) => envelope.messageId),
      );
      expect([...asked.text].sort()).toEqual([...kept].sort());
      expect(await post(receiver, known.frame)).toMatchObject({ status: 200, repeated: true });
      disk.free();
      await pushFrames(receiver, [
        ...[0, 60].map((at) => recordsFrame(list.slice(at, at + 60).map(lineOf))),
        ...photosOf(list, 64 * 1024),
        endFrame(120),
      ]);
      await expectWhole(list);
    });
  },
  60_000,
);
