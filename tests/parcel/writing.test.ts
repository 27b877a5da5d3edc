import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '#shared/lib/canonical-json.ts';
import { regionParcelKey } from '../../parcel/age-key.ts';
import { encodePiece } from '../../parcel/pieces.ts';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { countMessages } from '../../src-main/db/store/outbox.ts';
import { officeParcelKey } from '../../src-main/db/store/parcel-keys.ts';
import { signWith } from '../../src-main/security/signature.ts';
import { regionKeys } from '../fixtures/county.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { pupilData, releasePupils } from '../sync/release-pupils.ts';
import { sealedBytes } from './seal-bytes.ts';

const stick = mkdtempSync(join(tmpdir(), 'kaoji-stick-'));
let desk: TestDesk;

beforeAll(async () => {
  desk = await makeDesk();
  await releasePupils(desk, [pupilData(1), pupilData(2), pupilData(3), pupilData(4)]);
}, 60_000);
afterAll(() => {
  desk.close();
  rmSync(stick, { recursive: true, force: true });
});

/** An answer as the region could write it, for any desk and with any lines. */
async function answerFile(name: string, lines: readonly object[], change: Record<string, unknown> = {}) {
  const own = readInstallation(desk.db());
  const content = Buffer.concat(lines.map((line) => encodePiece(Buffer.from(JSON.stringify(line), 'utf8'))));
  const facts = {
    kind: 'answer' as const,
    deviceId: own.deviceId,
    officeId: own.officeId,
    incarnation: own.incarnation,
    count: lines.length,
    recipient: officeParcelKey(desk.db(), '').recipient,
    replyTo: null,
    signer: regionKeys.publicKey,
  };
  writeFileSync(join(stick, name), await sealedBytes(content, { ...facts, ...change }, regionKeys.privateKey));
  desk.files.open = join(stick, name);
  await desk.as('reviewer1');
  return desk.call('parcel.readAnswer', {});
}

function receiptLine(change: Record<string, unknown>, privateKey = regionKeys.privateKey) {
  const row = desk
    .db()
    .statement('SELECT message_id, body_sha256, photo_sha256, candidacy_id FROM outbox LIMIT 1')
    .get();
  const sent = row as Record<'message_id' | 'body_sha256' | 'photo_sha256' | 'candidacy_id', string>;
  const body = canonicalJson({
    v: 1,
    kind: 'receipt',
    messageId: sent.message_id,
    bodySha256: sent.body_sha256,
    photoSha256: sent.photo_sha256,
    outcome: 'stored',
    reason: null,
    canonicalCandidacyId: sent.candidacy_id,
    caseId: null,
    receivedAt: '2026-11-23T02:00:00.000Z',
    ...change,
  });
  return { kind: 'receipt', body, signature: signWith(privateKey, body) };
}

describe('写数据包', () => {
  test('中途停下：没有留下任何文件，记录都还在，再写一次写得成', async () => {
    await desk.as('reviewer1');
    desk.files.save = join(stick, 'stopped.kaoji-parcel');
    let stopped: Promise<unknown> | null = null;
    const pressed = desk.onEvent((event) => {
      if (event.kind === 'progress' && event.job === 'parcel') stopped ??= desk.call('parcel.stop', {});
    });
    expect(JSON.stringify(await desk.call('parcel.write', {}))).toContain('已停下');
    pressed();
    await stopped;
    expect(readdirSync(stick)).toEqual([]);
    expect(countMessages(desk.db()).waiting).toBe(4);
    expect(value(await desk.call('parcel.write', {}))?.records).toBe(4);
    expect(readdirSync(stick)).toEqual(['stopped.kaoji-parcel']);
  });

  test('进度一份一份报到头', () => {
    const done = desk.events.flatMap((event) =>
      event.kind === 'progress' && event.job === 'parcel' ? [event.done] : [],
    );
    expect(done.slice(-4)).toEqual([1, 2, 3, 4]);
  });

  test('U 盘不在了：说得出，不留半个文件', async () => {
    desk.files.save = join(stick, 'gone', 'x.kaoji-parcel');
    expect(JSON.stringify(await desk.call('parcel.write', {}))).toContain('U 盘中途断开');
    mkdirSync(join(stick, 'folder.kaoji-parcel'));
    desk.files.save = join(stick, 'folder.kaoji-parcel');
    expect((await desk.call('parcel.write', {})).ok).toBe(false);
    expect(readdirSync(stick).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('一张照片在本机坏了：这一份留下并写明原因，其余照装', async () => {
    const { db } = desk;
    const row = db().statement('SELECT photo_sha256 FROM outbox ORDER BY desk_seq LIMIT 1').pluck().get();
    db().client.exec('PRAGMA foreign_keys = OFF');
    db().statement("UPDATE outbox SET photo_sha256 = '0' || substr(photo_sha256, 2) WHERE photo_sha256 = ?").run(row);
    desk.files.save = join(stick, 'part.kaoji-parcel');
    expect(value(await desk.call('parcel.write', {}))).toMatchObject({ records: 3, left: 1 });
    db().statement('UPDATE outbox SET photo_sha256 = ? WHERE desk_seq = 1').run(row);
    db().client.exec('PRAGMA foreign_keys = ON');
  });
});

describe('读回执包', () => {
  test('自治区签了包，里面的回执不是它签的：这一份不用，其余照常', async () => {
    const stranger = readInstallation(desk.db()).devicePrivateKey;
    const other = receiptLine({ messageId: v7() });
    const reply = await answerFile('a.kaoji-parcel', [receiptLine({}, stranger), other]);
    expect(value(reply)).toMatchObject({ received: 0, strange: 2, waiting: 4 });
  });

  test('回执写的是另一张照片：不用', async () => {
    const reply = await answerFile('b.kaoji-parcel', [receiptLine({ photoSha256: 'a'.repeat(64) })]);
    expect(value(reply)).toMatchObject({ received: 0, strange: 1, waiting: 4 });
  });

  test('别的旗县、份数不符、不是回执的东西：整包不用', async () => {
    const good = receiptLine({});
    const wrongOffice = await answerFile('c.kaoji-parcel', [good], { officeId: v7() });
    expect(JSON.stringify(wrongOffice)).toContain('另一个办公室');
    expect(JSON.stringify(await answerFile('d.kaoji-parcel', [good], { count: 2 }))).toContain('对不上清单');
    expect(JSON.stringify(await answerFile('e.kaoji-parcel', [good, { kind: 'file', path: '../../x' }]))).toContain(
      '对不上清单',
    );
    expect(countMessages(desk.db()).waiting).toBe(4);
  });

  test('封给别人的：打不开，说得出', async () => {
    const { recipient } = regionParcelKey(Buffer.from(regionKeys.privateKey, 'base64'));
    expect(JSON.stringify(await answerFile('f.kaoji-parcel', [receiptLine({})], { recipient }))).toContain(
      '不是封给这里的',
    );
  });

  test('签名不对的通知另放着、数得出，回执照样用', async () => {
    const notice = { kind: 'notice', body: '{}', signature: 'x' };
    const reply = value(await answerFile('g.kaoji-parcel', [receiptLine({}), notice]));
    expect(reply).toMatchObject({ received: 1, waiting: 3, notices: { applied: 0, parked: 0, refused: 1, known: 0 } });
  });
});
