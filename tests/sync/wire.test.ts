import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from '../../shared/lib/canonical-json.ts';
import { buildCandidacyMessage, candidacyMessage } from '../../shared/wire/candidacy-message.ts';
import { buildHelloBody, readHelloBody } from '../../shared/wire/hello.ts';
import { recordEnvelope, recordLimits } from '../../shared/wire/push.ts';
import { buildReceiptBody, readReceiptBody } from '../../shared/wire/receipt.ts';
import { decodeRecordFrame, encodeRecordFrame } from '../../shared/wire/record-frame.ts';
import { buildNotice, type RegionNotice, readNotice } from '../../shared/wire/region-notice.ts';
import { goldenNotices, goldenWords } from '../fixtures/wire-notices.ts';
import { messageFacts, sha256 } from '../receiver/build-record.ts';

const golden = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/wire', name));
const messageId = '0198f000-0000-7000-8000-000000000101';
const photo = Uint8Array.from({ length: 64 }, (_, index) => index);

/** One message with every kind of content: rare characters, quotes, empty lists, nulls. */
const facts = messageFacts({
  photo,
  facts: {
    messageId,
    candidacyId: '0198f000-0000-7000-8000-000000000102',
    revision: 2,
    replaces: 1,
    captured: {
      by: { id: '0198f000-0000-7000-8000-0000000000c1', displayName: '王敏' },
      at: '2026-11-23T02:00:00.000Z',
      captureId: '0198f000-0000-7000-8000-000000000103',
      source: 'live',
      device: 'HD Webcam "甲"',
    },
    differences: [
      {
        field: 'fullName',
        rosterValue: '乌日那',
        documentValue: '乌日娜',
        settled: 'document',
        documentPictureSha256: 'd'.repeat(64),
        settledBy: { id: '0198f000-0000-7000-8000-0000000000c1', displayName: '王敏' },
        settledAt: '2026-11-23T02:00:00.000Z',
      },
    ],
    findings: [{ ruleId: 'identity.age', verdict: 'fail', consequence: 'warn', sentence: '年龄少见' }],
    flags: ['window.outside'],
  },
  data: { fullName: '𫍯·其木格\u2028', address: null, family: [] },
});
const envelope = {
  v: 1,
  suite: 1,
  messageId,
  deviceId: facts.deviceId,
  deskSeq: 17,
  bodySha256: sha256(Buffer.from(buildCandidacyMessage(facts))),
  photoSha256: sha256(photo),
};

describe('报文字节与存档的一致', () => {
  test('登记报文第 1 版', () => {
    const text = buildCandidacyMessage(facts);
    expect(text).toBe(golden('candidacy-message-v1.txt').toString('utf8'));
    expect(candidacyMessage.parse(JSON.parse(text))).toEqual({ v: 1, suite: 1, kind: 'candidacy', ...facts });
  });

  test('时差写进报文以前的报文照收：没有证实过', () => {
    const { lastProvenOffsetMs: _, provenAt: __, ...clock } = facts.clock;
    const older = JSON.parse(canonicalJson({ v: 1, suite: 1, kind: 'candidacy', ...facts, clock }));
    expect(candidacyMessage.parse(older).clock).toEqual({ ...clock, lastProvenOffsetMs: null, provenAt: null });
  });

  test('回执第 1 版：收下、退回', () => {
    const common = { messageId, bodySha256: 'a'.repeat(64), photoSha256: 'b'.repeat(64), caseId: null };
    const receivedAt = '2026-11-23T02:00:01.000Z';
    const stored = buildReceiptBody({
      ...common,
      outcome: 'stored',
      reason: null,
      canonicalCandidacyId: facts.candidacyId,
      receivedAt,
    });
    const reason = { code: 'photo-size', sentence: '照片 320×480 像素，应为 480×640。', next: '重拍。' };
    const refused = buildReceiptBody({ ...common, outcome: 'refused', reason, canonicalCandidacyId: null, receivedAt });
    expect(`${stored}\n${refused}\n`).toBe(golden('receipts-v1.jsonl').toString('utf8'));
    expect(readReceiptBody(stored)?.outcome).toBe('stored');
    expect(readReceiptBody(refused)?.reason).toEqual(reason);
    expect(readReceiptBody(stored.replace('"stored"', '"refused"'))).toBeNull();
    expect(readReceiptBody(buildHelloBody({ nonce: messageId, time: receivedAt, ...helloFacts }))).toBeNull();
  });

  test.each([
    ['代码表、名册', 'notices-v1.jsonl', goldenNotices],
    ['对记录、业务件说的话，规定、照片规格、日程，转来的记录', 'words-v1.jsonl', goldenWords],
  ] as const)('通知第 1 版：%s', (_what, name, notices) => {
    const lines = notices.map((notice) => buildNotice(notice));
    expect(lines.map((line) => `${line}\n`).join('')).toBe(golden(name).toString('utf8'));
    for (const [at, line] of lines.entries()) expect(readNotice(line)).toEqual(notices[at]);
  });

  test('每一种通知都存了档', () => {
    const kinds = {
      ...{ stepDecision: true, acceptance: true, numberAssigned: true, returned: true, subjectResults: true },
      ...{ arrival: true, edition: true, photoProfile: true, calendar: true, codeTable: true, roster: true },
    } satisfies Record<RegionNotice['kind'], true>;
    const kept = new Set([...goldenNotices, ...goldenWords].map(({ kind }) => kind));
    expect([...kept].sort()).toEqual(Object.keys(kinds).sort());
  });

  test('招呼第 1 版', () => {
    const text = buildHelloBody({ nonce: messageId, time: '2026-11-23T02:00:00.000Z', ...helloFacts });
    expect(`${text}\n`).toBe(golden('hello-v1.jsonl').toString('utf8'));
    expect(readHelloBody(text)?.nonce).toBe(messageId);
  });

  test('记录帧第 1 版', () => {
    expect(recordEnvelope.parse(envelope)).toEqual(envelope);
    const frame = encodeRecordFrame({
      envelope: Buffer.from(canonicalJson(envelope)),
      body: Buffer.from(buildCandidacyMessage(facts)),
      photo,
    });
    expect(Buffer.from(frame).equals(golden('record-v1.bin'))).toBe(true);
  });
});

const helloFacts = { versions: [1], suites: [1], limits: { body: 131072, photo: 204800, haveIds: 500 } };

describe('记录帧', () => {
  const bytes = (max: number) => fc.uint8Array({ maxLength: max });

  test('拆开等于装进去的', () => {
    fc.assert(
      fc.property(bytes(300), bytes(3000), bytes(3000), (first, body, picture) => {
        const back = decodeRecordFrame(encodeRecordFrame({ envelope: first, body, photo: picture }));
        expect(back).toEqual({ envelope: first, body, photo: picture });
      }),
    );
  });

  test('截短、加长、乱字节都认得出，不抛错', () => {
    const frame = encodeRecordFrame({ envelope: new Uint8Array(50), body: new Uint8Array(500), photo });
    fc.assert(
      fc.property(fc.nat(frame.length - 1), (length) => 'fault' in decodeRecordFrame(frame.subarray(0, length))),
    );
    expect(decodeRecordFrame(Buffer.concat([frame, Buffer.alloc(1)]))).toEqual({ fault: 'trailingBytes' });
    fc.assert(fc.property(bytes(4000), (noise) => 'fault' in decodeRecordFrame(noise)));
  });

  test('长度写得比上限大，不看内容就认出', () => {
    const empty = new Uint8Array();
    const large = new Uint8Array(recordLimits.photo + 1);
    expect(decodeRecordFrame(encodeRecordFrame({ envelope: large, body: empty, photo: empty }))).toEqual({
      fault: 'envelopeTooLarge',
    });
    expect(decodeRecordFrame(encodeRecordFrame({ envelope: empty, body: empty, photo: large }))).toEqual({
      fault: 'photoTooLarge',
    });
  });
});

test('规范 JSON：键的先后不同，字节相同；读回来相等', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.maxSafeInteger(), fc.constant(null))), (object) => {
      const reversed = Object.fromEntries(Object.entries(object).reverse()) as Record<string, Json>;
      const text = canonicalJson(object);
      expect(canonicalJson(reversed)).toBe(text);
      expect(JSON.parse(text)).toEqual({ ...object });
    }),
  );
});
