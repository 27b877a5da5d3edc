import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signatureHolds } from '../../src-main/security/signature.ts';
import { regionKeys } from '../fixtures/county.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { buildRecord, deskB, idNumberOf, messageFacts, sha256 } from './build-record.ts';
import { databasesUnderTest, makeReceiver, post, receiptOf, type TestReceiver } from './make-receiver.ts';

describe.each(databasesUnderTest())('接收端收一份记录（%s）', (on) => {
  let receiver: TestReceiver;
  beforeAll(async () => {
    receiver = await makeReceiver({ on });
  });
  afterAll(() => receiver.stop());

  test('收下后给出自治区签名的回执，写明报文、校验值和照片', async () => {
    const record = buildRecord({ serial: 1 });
    const posted = await post(receiver, record.frame);
    if (!('receipt' in posted)) throw new Error(JSON.stringify(posted));
    expect(posted.receipt).toMatchObject({
      messageId: record.envelope.messageId,
      bodySha256: sha256(Buffer.from(record.body)),
      photoSha256: sha256(record.photo),
      outcome: 'stored',
      reason: null,
      caseId: null,
      canonicalCandidacyId: JSON.parse(record.body).candidacyId,
    });
    expect(signatureHolds(posted.signed.body, posted.signed.signature, regionKeys.publicKey)).toBe(true);
    const pack = await readFile(join(receiver.folder, 'photos', 'pack-000001'));
    expect(pack.includes(Buffer.from(record.photo))).toBe(true);
  });

  test('同一份再送一次，回执逐字节相同，行数不变', async () => {
    const record = buildRecord({ serial: 2 });
    const first = await post(receiver, record.frame);
    const before = (await receiver.report()).counts;
    const again = await post(receiver, record.frame);
    if (!('receipt' in first && 'receipt' in again)) throw new Error('no receipt');
    expect(again.signed).toEqual(first.signed);
    expect(again.repeated).toBe(true);
    expect((await receiver.report()).counts).toEqual(before);
  });

  test('同时送来十次，只收一份，十张回执一样', async () => {
    const record = buildRecord({ serial: 3 });
    const before = (await receiver.report()).counts;
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(receiver, record.frame)));
    expect(new Set(answers.map((one) => ('signed' in one ? one.signed.signature : one.status))).size).toBe(1);
    expect((await receiver.report()).counts.messages).toBe(before.messages + 1);
  });

  test('同一编号换了内容：409，什么也不改', async () => {
    const record = buildRecord({ serial: 4 });
    const first = await post(receiver, record.frame);
    const other = buildRecord({
      serial: 4,
      facts: { messageId: record.envelope.messageId },
      data: { fullName: '别人' },
    });
    const before = await receiver.report();
    expect(await post(receiver, other.frame)).toMatchObject({ status: 409, problem: { code: 'op-mutated' } });
    expect(await receiver.report()).toEqual(before);
    expect(await post(receiver, record.frame)).toMatchObject({ signed: 'signed' in first ? first.signed : null });
  });

  test('路上坏了一个字节：400，不留痕迹，原样再送就收下', async () => {
    const record = buildRecord({ serial: 5 });
    const damaged = Uint8Array.from(record.frame);
    damaged[damaged.length - 100] = (damaged[damaged.length - 100] ?? 0) ^ 1;
    const before = (await receiver.report()).counts;
    expect(await post(receiver, damaged)).toMatchObject({ status: 400, problem: { code: 'hash-mismatch' } });
    expect((await receiver.report()).counts).toEqual(before);
    expect(receiptOf(await post(receiver, record.frame)).outcome).toBe('stored');
  });

  test.each([
    ['不是记录', () => Buffer.from('hello'), 400, 'bad-frame'],
    ['空的', () => Buffer.alloc(0), 400, 'bad-frame'],
    ['缺了后半截', () => buildRecord().frame.subarray(0, 5000), 400, 'bad-frame'],
    ['后面多了字节', () => Buffer.concat([buildRecord().frame, Buffer.alloc(1)]), 400, 'bad-frame'],
    ['照片部分超过上限', () => buildRecord({ photo: randomBytes(201 * 1024) }).frame, 413, 'too-large'],
    ['整体超过上限', () => Buffer.alloc(600 * 1024), 413, 'too-large'],
    ['别的版本', () => buildRecord({ envelope: { v: 2 as 1 } }).frame, 426, 'version'],
    ['信封缺编号', () => buildRecord({ envelope: { messageId: 'x' } }).frame, 400, 'bad-frame'],
  ])('%s：按约定回答，不留痕迹', async (_name, frame, status, code) => {
    const before = (await receiver.report()).counts;
    expect(await post(receiver, frame())).toMatchObject({ status, problem: { code } });
    expect((await receiver.report()).counts).toEqual(before);
  });

  test.each([
    [
      '身份证号末位不对',
      () => buildRecord({ serial: 20, data: { documentNumber: '150430201005110411' } }),
      /identity|number/,
    ],
    ['班主任没有同意', () => buildRecord({ serial: 21, facts: { teacherApproval: null } }), /teacher-has-approved/],
    ['采集与放行同一人', () => sameHands(22), /four-eyes/],
    ['2021 年入学', () => buildRecord({ serial: 23, data: { cohortYear: 2021 } }), /scope|cohort/],
    ['照片不是 JPEG', () => buildRecord({ serial: 24, photo: randomBytes(5000) }), /photo-not-jpeg/],
    ['照片缺后半截', () => buildRecord({ serial: 25, photo: makeJpeg(25).subarray(0, 3000) }), /photo-damaged/],
    ['照片尺寸不对', () => buildRecord({ serial: 26, photo: makeJpeg(26, 320, 480) }), /photo-size/],
    ['照片太大', () => buildRecord({ serial: 27, photo: paddedJpeg(45 * 1024) }), /photo-too-large/],
    ['报文里没有约定的字段', () => buildRecord({ serial: 28, body: Buffer.from('{"v":1}') }), /schema-invalid/],
    ['报文不是 UTF-8', () => buildRecord({ serial: 29, body: Buffer.from([0xff, 0xfe, 0x00]) }), /schema-invalid/],
    ['姓名里有空字符', () => buildRecord({ serial: 30, data: { fullName: '乌\u0000云' } }), /schema-invalid/],
    [
      '报文编号与信封不同',
      () => buildRecord({ serial: 31, envelope: { messageId: '0198f000-0000-7000-8000-00000000ffff' } }),
      /schema-invalid/,
    ],
    ['照片不是报文里那张', () => buildRecord({ serial: 32, facts: { photo: otherPhoto() } }), /schema-invalid/],
  ])('%s：退回，有原因和下一步，不进登记，别的照收', async (_name, build, code) => {
    const before = (await receiver.report()).counts;
    const record = build();
    const posted = await post(receiver, record.frame);
    const receipt = receiptOf(posted);
    expect(receipt).toMatchObject({ outcome: 'refused', canonicalCandidacyId: null });
    expect(receipt.reason?.code).toMatch(code);
    expect(receipt.reason?.sentence).toMatch(/\p{Script=Han}.*。$/u);
    expect(receipt.reason?.next).toMatch(/\p{Script=Han}/u);
    const after = (await receiver.report()).counts;
    expect(after).toEqual({ ...before, messages: before.messages + 1, refused: before.refused + 1 });
    expect((await post(receiver, record.frame)) as unknown).toMatchObject({
      signed: 'signed' in posted && posted.signed,
    });
  });

  test('have 说出哪些有了回执、哪些没见过', async () => {
    const record = buildRecord({ serial: 40 });
    const posted = await post(receiver, record.frame);
    const unseen = '0198f000-0000-7000-8000-00000000eeee';
    const answer = await fetch(`${receiver.url}/v1/have`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ids: [record.envelope.messageId, unseen] }),
    });
    expect(await answer.json()).toEqual({
      v: 1,
      held: [{ messageId: record.envelope.messageId, receipt: 'signed' in posted && posted.signed }],
      missing: [unseen],
    });
  });

  test('日志里没有姓名、证件号、考籍号', async () => {
    await post(receiver, buildRecord({ serial: 41, facts: { deviceId: deskB } }).frame);
    const text = JSON.stringify(receiver.log);
    expect(receiver.log.length).toBeGreaterThan(10);
    for (const secret of ['乌日娜', '斯琴', idNumberOf(41), '13904760001']) expect(text).not.toContain(secret);
  });

  test('照片收妥后，没有半张的留下', async () => {
    expect(await readdir(join(receiver.folder, 'photos', 'parts'))).toEqual([]);
  });
});

test('停下再启动，收过的都在，再送仍是原来的回执', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kaoji-receiver-'));
  try {
    const first = await makeReceiver({ folder });
    const record = buildRecord({ serial: 50 });
    const posted = await post(first, record.frame);
    const report = await first.report();
    await first.stop();
    const second = await makeReceiver({ folder });
    expect(await second.report()).toEqual(report);
    expect(await post(second, record.frame)).toMatchObject({ signed: 'signed' in posted && posted.signed });
    await second.stop();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

function sameHands(serial: number) {
  const { captured } = messageFacts();
  return buildRecord({ serial, facts: { released: { by: captured.by, at: captured.at } } });
}

function otherPhoto() {
  const photo = makeJpeg(999);
  return {
    sha256: sha256(photo),
    byteLength: photo.length,
    profileEdition: 'photo-480x640',
    originalSha256: 'c'.repeat(64),
  };
}

/** A good JPEG made large by a comment segment in front. */
function paddedJpeg(bytes: number): Uint8Array {
  const jpeg = Buffer.from(makeJpeg(27));
  const padding = Buffer.alloc(bytes - 4, 0x20);
  const comment = Buffer.concat([
    Buffer.from([0xff, 0xfe, (padding.length + 2) >> 8, (padding.length + 2) & 255]),
    padding,
  ]);
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
}
