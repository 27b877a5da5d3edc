import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { recordLine } from '#shared/wire/push-v2.ts';
import { readReceiptBody } from '#shared/wire/receipt.ts';
import { acceptRecord, type Receiver } from '../../provincial-server/accept-record.ts';
import { type AwaitedPhotos, createAwaitedPhotos } from '../../provincial-server/awaited-photos.ts';
import { createIntake } from '../../provincial-server/intake.ts';
import { giveUpPhotos } from '../../provincial-server/settle-undecided.ts';
import { loadMessages } from '../../provincial-server/store/message.ts';
import { loadStaged } from '../../provincial-server/store/staged-message.ts';
import { type BuiltRecord, buildRecord, deskA, deskB, sha256 } from './build-record.ts';
import { lineOf } from './push-frames.ts';
import { openReceiverParts } from './receiver-parts.ts';

let close: () => Promise<void>;
let opened: Receiver;
let receiver: Receiver & { readonly awaited: AwaitedPhotos };
let serial = 20;
/** how far the region's clock is ahead of the real one */
let ahead = 0;
beforeAll(async () => {
  const parts = await openReceiverParts();
  close = parts.close;
  opened = { ...parts.receiver, now: () => new Date(Date.now() + ahead).toISOString() };
});
afterAll(() => close());
beforeEach(() => {
  serial += 2;
  receiver = { ...opened, awaited: createAwaitedPhotos() };
});

/** Its text alone has come. */
async function staged(record: BuiltRecord) {
  const intake = createIntake(receiver);
  const lines = await intake.records([recordLine.parse(JSON.parse(lineOf(record)))]);
  expect(lines).toEqual([{ o: record.envelope.messageId, s: 'text' }]);
  expect(isAwaited(record)).toBe(true);
  return intake;
}
const isAwaited = ({ photo }: BuiltRecord) => receiver.awaited.isAwaited(sha256(photo), photo.length);
const piece = ({ photo }: BuiltRecord, from: number, until: number) => ({
  id: Buffer.from(sha256(photo), 'hex'),
  offset: from,
  total: photo.length,
  payload: photo.subarray(from, until),
});
const outcomeOf = async ({ envelope }: BuiltRecord) => {
  const [judged] = await loadMessages(receiver.db, [envelope.messageId]);
  return readReceiptBody(judged?.receipt.body ?? '');
};
const giveUpIn = async (region: Receiver, device = deskA) => {
  ahead += 2 * 3_600_000;
  return giveUpPhotos(region, { act: 'giveUp', device, olderThanHours: 1, by: '苏日娜', reason: '旧硬盘坏了' });
};
const giveUp = (device: string) => giveUpIn(receiver, device);

test('同一份又用第一版或数据包整份送来：不再等它的照片', async () => {
  const record = buildRecord({ serial });
  await staged(record);
  const accepted = await acceptRecord(receiver, record.frame, { kind: 'anybody' });
  expect(accepted).toMatchObject({ kind: 'receipt', outcome: 'stored' });
  expect(receiver.awaited.size).toBe(0);
});

test('照片随别的一份到了：来一片就知道，不再等', async () => {
  const record = buildRecord({ serial });
  const intake = await staged(record);
  await receiver.blobs.put(sha256(record.photo), record.photo);
  const lines = await intake.photo(piece(record, 0, 100));
  expect(lines).toContainEqual({ o: record.envelope.messageId, receipt: expect.anything(), repeated: false });
  expect(receiver.awaited.size).toBe(0);
});

test('不等了的照片：再来的一片不写到盘上', async () => {
  const record = buildRecord({ serial });
  const intake = await staged(record);
  expect(await giveUp(deskA)).toMatchObject({ settled: 1 });
  expect(receiver.awaited.size).toBe(0);
  intake.spool(piece(record, 0, 100));
  expect(await intake.photo(piece(record, 0, 100))).toEqual([{ b: sha256(record.photo), bad: 'not-wanted' }]);
  expect(await receiver.blobs.held(sha256(record.photo))).toBe(0);
});

test('照片其实整张在了：不等了也照常判，只退回真没有照片的那一份', async () => {
  const record = buildRecord({ serial });
  const without = buildRecord({ serial: serial + 1 });
  await staged(record);
  await staged(without);
  await receiver.blobs.put(sha256(record.photo), record.photo);
  expect(await giveUp(deskA)).toEqual({ settled: 1, left: 0 });
  expect(await outcomeOf(record)).toMatchObject({ outcome: 'stored', reason: null });
  expect(await outcomeOf(without)).toMatchObject({ outcome: 'refused', reason: { code: 'photo-missing' } });
});

test('照片收妥、还没判就完了：下一个进程一开始就判', async () => {
  const record = buildRecord({ serial });
  await staged(record);
  await receiver.blobs.put(sha256(record.photo), record.photo);
  receiver = { ...opened, awaited: createAwaitedPhotos() };
  await createIntake(receiver).begin();
  expect(await outcomeOf(record)).toMatchObject({ outcome: 'stored' });
  expect(receiver.awaited.size).toBe(0);
});

test.each([
  ['还没有记下', 'before'],
  ['刚刚记下', 'after'],
])('再送的文字%s，就不等它的照片了：答的是退回的回执，不等谁，也不留着', async (_what, when) => {
  const record = buildRecord({ serial });
  await staged(record);
  const { db } = receiver;
  let isFirst = true;
  receiver = {
    ...receiver,
    db: {
      ...db,
      transaction: async (step) => {
        const isNow = isFirst;
        isFirst = false;
        if (isNow && when === 'before') await giveUpIn(opened);
        const value = await db.transaction(step);
        if (isNow && when === 'after') await giveUpIn(opened);
        return value;
      },
    },
    awaited: createAwaitedPhotos(),
  };
  const lines = await createIntake(receiver).records([recordLine.parse(JSON.parse(lineOf(record)))]);
  expect(lines).toEqual([{ o: record.envelope.messageId, receipt: expect.anything(), repeated: true }]);
  expect(await outcomeOf(record)).toMatchObject({ outcome: 'refused', reason: { code: 'photo-missing' } });
  expect(receiver.awaited.size).toBe(0);
  expect(await loadStaged(db, [record.envelope.messageId])).toEqual([]);
});

test('另一台的文字等着同一张照片：一台不等了，还接着等', async () => {
  const record = buildRecord({ serial });
  const other = buildRecord({ serial: serial + 1, photo: record.photo, facts: { deviceId: deskB } });
  await staged(record);
  const intake = await staged(other);
  expect(await giveUp(deskA)).toMatchObject({ settled: 1 });
  expect(isAwaited(other)).toBe(true);
  intake.spool(piece(other, 0, 100));
  expect(await receiver.blobs.held(sha256(other.photo))).toBe(100);
  expect(await giveUp(deskB)).toMatchObject({ settled: 1 });
  expect(receiver.awaited.size).toBe(0);
});
