import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BatchManifest, buildBatchManifest, manifestTotalText } from '#shared/wire/batch-manifest.ts';
import { type BatchStanding, readBatchStanding } from '#shared/wire/batch-standing.ts';
import { batchListQuery } from '#shared/wire/batches-v2.ts';
import { keepManifest, standingsOf } from '../../provincial-server/answer-batches.ts';
import { openEmbedded, openServed, type ServerDb } from '../../provincial-server/database.ts';
import { migrate } from '../../provincial-server/migrate.ts';
import { readBatches } from '../../provincial-server/read-batches.ts';
import { noteNumbers } from '../../provincial-server/store/arrived-number.ts';
import { insertMessages } from '../../provincial-server/store/message.ts';
import { makeKeyPair, signatureHolds, signWith } from '../../src-main/security/signature.ts';
import { regionKeys } from '../fixtures/county.ts';
import { deskA, deskB, sha256 } from './build-record.ts';
import { layEmptyDatabase } from './empty-database.ts';
import { databasesUnderTest, freshDatabase } from './make-receiver.ts';

const officeId = '0198f000-0000-7000-8000-000000000001';
const incarnation = '0198f000-0000-7000-8000-0000000000e1';
const keys = makeKeyPair();
const desk = { deviceId: deskA, officeId, publicKey: keys.publicKey };
const key = { signText: (body: string) => ({ body, signature: signWith(regionKeys.privateKey, body) }) } as never;
let clock = 0;
const now = () => new Date(Date.parse('2026-11-30T02:00:00.000Z') + clock++ * 1000).toISOString();

describe.each(databasesUnderTest())('自治区按批次点收（%s）', (on) => {
  let db: ServerDb;
  let clean: () => Promise<void>;
  let seq = 0;
  beforeAll(async () => {
    if (on === 'postgresql') {
      const fresh = await freshDatabase();
      db = await openServed(fresh.url);
      clean = fresh.drop;
    } else {
      const folder = await mkdtemp(join(tmpdir(), 'kaoji-batches-'));
      await layEmptyDatabase(folder);
      db = await openEmbedded(folder);
      clean = () => rm(folder, { recursive: true, force: true });
    }
    await migrate(db, now());
  });
  afterAll(async () => {
    await db.close();
    await clean();
  });

  function manifestOf(count: number, change: Partial<BatchManifest> = {}) {
    const records = Array.from({ length: count }, () => {
      seq += 1;
      const messageId = v7();
      const [bodySha256, photoSha256] = [sha256(Buffer.from(messageId)), sha256(Buffer.from(`photo ${seq}`))];
      return { candidacyId: v7(), revision: 1, messageId, deskSeq: seq, bodySha256, photoSha256 };
    });
    const facts = {
      batchId: v7(),
      day: '2026-11-30',
      dayNo: 2,
      origin: 'chosen' as const,
      deviceId: deskA,
      officeId,
      incarnation,
      madeBy: v7(),
      madeAt: '2026-11-30T01:00:00.000Z',
      releasedBy: v7(),
      releasedAt: '2026-11-30T01:30:00.000Z',
      regulationEdition: 'r1',
      records,
      counts: { records: count, textBytes: 1, photoBytes: 1 },
      totalSha256: sha256(Buffer.from(manifestTotalText(records))),
      ...change,
    };
    const body = buildBatchManifest(facts);
    return { ...facts, signed: { body, signature: signWith(keys.privateKey, body) } };
  }
  type Sent = ReturnType<typeof manifestOf>['records'][number];
  async function arrive(records: readonly Sent[], change: { outcome?: 'refused'; bodySha256?: string } = {}) {
    const answers = records.map((one) => ({
      envelope: { ...one, deviceId: deskA, ...(change.bodySha256 && { bodySha256: change.bodySha256 }) } as never,
      outcome: change.outcome ?? ('stored' as const),
      reasonCode: change.outcome ? 'photo-size' : null,
      receipt: { body: 'receipt', signature: '' },
    }));
    await insertMessages(db, answers, now());
    await noteNumbers(
      db,
      records.map(({ deskSeq, messageId }) => ({ deviceId: deskA, incarnation, deskSeq, messageId })),
    );
  }
  const keep = (signed: { body: string; signature: string }, by = desk) => keepManifest({ db, now }, by, signed);
  async function say(batchId: string): Promise<BatchStanding & { readonly text: string }> {
    const { standings } = await standingsOf({ db, key, now }, desk, [batchId]);
    const [signed] = standings;
    const standing = signed && readBatchStanding(signed.body);
    if (!signed || !standing) throw new Error('no standing');
    expect(signatureHolds(signed.body, signed.signature, regionKeys.publicKey)).toBe(true);
    return { ...standing, text: signed.body };
  }
  const rowCounts = () =>
    db.query('SELECT (SELECT count(*) FROM batch) AS b, (SELECT count(*) FROM batch_record) AS r');

  test('缺几份、缺哪几份；到齐那一刻签整批回执，以后再问一字不差', async () => {
    const { batchId, records, signed } = manifestOf(3);
    expect(await keep(signed)).toBeNull();
    expect(await say(batchId)).toMatchObject({ records: 3, arrived: 0, complete: false, extra: 0 });
    await arrive(records.slice(0, 1));
    await arrive(records.slice(1, 2), { outcome: 'refused' });
    const [, , last] = records;
    expect(await say(batchId)).toMatchObject({ arrived: 2, stored: 1, refused: 1, missing: [last?.messageId] });
    const [open] = (await readBatches(db, batchListQuery.parse({ open: 'true', batch: batchId }))).batches;
    expect(open).toMatchObject({ records: 3, arrived: 2, refused: 1, missing: [last?.messageId], completeAt: null });
    await arrive(records.slice(2));
    const receipt = await say(batchId);
    expect(receipt).toMatchObject({ arrived: 3, complete: true, missing: [] });
    expect((await say(batchId)).text).toBe(receipt.text);
    expect((await readBatches(db, batchListQuery.parse({ open: 'true', batch: batchId }))).batches).toEqual([]);
    await expect(db.query(`UPDATE batch SET receipt_body = '' WHERE batch_id = $1`, [batchId])).rejects.toThrow('kept');
    await expect(db.query('DELETE FROM batch WHERE batch_id = $1', [batchId])).rejects.toThrow();
  });

  test('同一张清单再来不多一行；同一编号换了内容、别人的钥匙、别的登记台、别的旗县：不收，什么也不改', async () => {
    const one = manifestOf(2);
    expect(await keep(one.signed)).toBeNull();
    const before = await rowCounts();
    expect(await keep(one.signed)).toBeNull();
    expect(await keep(manifestOf(2, { batchId: one.batchId }).signed)).toBe('op-mutated');
    const stranger = makeKeyPair();
    const { signed } = manifestOf(1);
    expect(await keep({ body: signed.body, signature: signWith(stranger.privateKey, signed.body) })).toBe('unproven');
    expect(await keep({ ...signed, body: signed.body.replace('"dayNo":2', '"dayNo":3') })).toBe('unproven');
    expect(await keep(manifestOf(1, { deviceId: deskB }).signed)).toBe('unproven');
    expect(await keep(manifestOf(1, { officeId: v7() }).signed)).toBe('wrong-office');
    expect(await keep(manifestOf(2, { counts: { records: 3, textBytes: 1, photoBytes: 1 } }).signed)).toBe('bad-frame');
    expect(await rowCounts()).toEqual(before);
    const other = { ...desk, deviceId: deskB };
    expect(await standingsOf({ db, key, now }, other, [one.batchId])).toEqual({
      standings: [],
      unknown: [one.batchId],
    });
  });

  test('到了但内容不同的不算到；号夹在这一批里、清单上没有的算多出', async () => {
    const { batchId, records, signed } = manifestOf(3);
    await keep(signed);
    const [first, middle, last] = records;
    if (!first || !middle || !last) throw new Error('three records');
    await arrive([first, last]);
    await arrive([{ ...middle, messageId: v7() }]);
    expect(await say(batchId)).toMatchObject({ arrived: 2, extra: 1, differing: 0, missing: [middle.messageId] });
    await arrive([{ ...middle, deskSeq: 900 + seq }], { bodySha256: sha256(Buffer.from('other')) });
    expect(await say(batchId)).toMatchObject({
      arrived: 2,
      differing: 1,
      complete: false,
      missing: [middle.messageId],
    });
  });

  test('没有送过清单的批次：说不认识', async () => {
    const batchId = v7();
    expect(await standingsOf({ db, key, now }, desk, [batchId])).toEqual({ standings: [], unknown: [batchId] });
  });
});
