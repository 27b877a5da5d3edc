import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildChangeMessage, changeLine } from '#shared/wire/change-message.ts';
import type { Receiver } from '../../provincial-server/accept-record.ts';
import { takeChanges } from '../../provincial-server/change-intake.ts';
import { giveUpPages } from '../../provincial-server/give-up-pages.ts';
import { createMetrics } from '../../provincial-server/metrics.ts';
import { countWithoutPicture, loadChanges } from '../../provincial-server/store/told-change.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { deskA, sha256 } from './build-record.ts';
import { openReceiverParts } from './receiver-parts.ts';

const hour = 3_600_000;
const many = 130;
let close: () => Promise<void>;
let receiver: Receiver;
/** changes that each transaction wrote */
let written: number[] = [];
/** how far the region's clock is ahead of the real one */
let ahead = 0;
let sequence = 0;

beforeAll(async () => {
  const parts = await openReceiverParts();
  close = parts.close;
  const { db } = parts.receiver;
  receiver = {
    ...parts.receiver,
    now: () => new Date(Date.now() + ahead).toISOString(),
    db: {
      ...db,
      transaction: (step) =>
        db.transaction((connection) => {
          const at = written.push(0) - 1;
          return step({
            query(sql, parameters) {
              if (sql.includes('UPDATE told_change')) written[at] = (written[at] ?? 0) + 1;
              return connection.query(sql, parameters);
            },
          });
        }),
    },
  };
});
afterAll(() => close());

const idOf = (nth: number) => `0198f000-0000-7000-8000-${nth.toString(16).padStart(12, '0')}`;

const head = {
  deviceId: deskA,
  officeId: idOf(0xf0),
  examAreaCode: '150430',
  incarnation: idOf(0x1c),
  candidacyId: idOf(0xca),
  revision: 0,
  by: { id: idOf(0xb0), displayName: '王敏' },
  at: '2026-11-23T02:00:00.000Z',
  clock: {
    deviceTime: '2026-11-23T02:00:00.000Z',
    monotonicMs: 17,
    bootId: 'boot',
    lastProvenOffsetMs: null,
    provenAt: null,
  },
};

/** The text of a page, or of what `more` makes of it, has come, and its picture has not. */
async function tell(more: object = {}, picture: Buffer = Buffer.from(`picture ${sequence}`)): Promise<string> {
  sequence += 1;
  const messageId = idOf(sequence);
  const file = { sha256: sha256(picture), byteLength: picture.length };
  const names = { messageId, follows: null, applicationId: idOf(0xa0), evidenceId: idOf(0xe0), position: 1 };
  const page = { ...head, ...names, ...file, kind: 'evidencePage' as const };
  const body = buildChangeMessage({ ...page, ...more });
  const envelope = {
    ...{ v: 1, suite: 1, messageId, deviceId: deskA, incarnation: head.incarnation, changeSeq: sequence },
    ...{ bodySha256: sha256(Buffer.from(body)), fileSha256: file.sha256, fileBytes: file.byteLength },
  };
  const line = changeLine.parse({ envelope, body });
  expect(await takeChanges(receiver, { kind: 'anybody' }, [line])).toEqual([{ o: messageId, s: 'text' }]);
  return messageId;
}
const giveUp = () => {
  written = [];
  const people = { by: '苏日娜', reason: '旧硬盘坏了' };
  return giveUpPages(receiver, { act: 'giveUpPages', device: deskA, olderThanHours: 1, ...people });
};
const fateOf = async (messageId: string) => {
  const [change] = await loadChanges(receiver.db, [messageId]);
  return [change?.state, change?.waitsFor];
};
const counted = async () => (await countWithoutPicture(receiver.db)).get(deskA)?.count ?? 0;
const measured = async () => createMetrics().text(receiver.db, receiver.blobs.condition());

test('只退回图片没到的材料页；新版程序报的、带着文件的别的变动不是材料页，接着等它的文件', async () => {
  const page = await tell();
  const newer = await tell({ kind: 'visit' });
  expect(await counted()).toBe(1);
  expect(await measured()).toContain('kaoji_pages_waiting 1\n');
  ahead += 2 * hour;
  expect(await giveUp()).toEqual({ settled: 1, left: 0 });
  expect(await fateOf(page)).toEqual(['refused', null]);
  expect(await fateOf(newer)).toEqual(['parked', 'file']);
});

test('图片其实已经到了的：照规矩判，不算不再等的', async () => {
  const pictures = [makeJpeg(3, 400, 300), makeJpeg(4, 400, 300)].map((one) => Buffer.from(one));
  const [first, second] = pictures as [Buffer, Buffer];
  const whole = await tell({}, first);
  const behind = await tell({ follows: idOf(0xff0) }, second);
  const without = await tell();
  for (const picture of pictures) await receiver.blobs.put(sha256(picture), picture);
  ahead += 2 * hour;
  expect(await giveUp()).toEqual({ settled: 1, left: 0 });
  expect(await Promise.all([whole, behind, without].map(fateOf))).toEqual([
    ['stored', null],
    ['parked', 'before'],
    ['refused', null],
  ]);
});

test('几千页也不占着别人：一次一组', async () => {
  for (let nth = 0; nth < many; nth += 1) await tell();
  ahead += 2 * hour;
  expect(await giveUp()).toEqual({ settled: many, left: 0 });
  expect(written.filter((count) => count > 0)).toEqual([64, 64, 2]);
});
