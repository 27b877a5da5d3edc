import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import { idCheckDigit } from '#shared/lib/id-number.ts';
import { buildCandidacyMessage, type CandidacyMessageFacts } from '#shared/wire/candidacy-message.ts';
import type { RecordEnvelope } from '#shared/wire/push.ts';
import { encodeRecordFrame } from '#shared/wire/record-frame.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';

export const deskA = '0198f000-0000-7000-8000-00000000000a';
export const deskB = '0198f000-0000-7000-8000-00000000000b';
const clerk = { id: '0198f000-0000-7000-8000-0000000000c1', displayName: '王敏' };
const reviewer = { id: '0198f000-0000-7000-8000-0000000000c2', displayName: '李牧' };
const at = '2026-11-23T02:00:00.000Z';

/** An ID number of a girl of 敖汉旗 born 2010-05-11; `serial` 0…499. */
export function idNumberOf(serial: number): string {
  const first17 = `15043020100511${String(serial * 2).padStart(3, '0')}`;
  return first17 + idCheckDigit(first17);
}

export type RecordParts = {
  readonly facts?: Partial<CandidacyMessageFacts>;
  readonly data?: Partial<CandidacyMessageFacts['data']>;
  readonly serial?: number;
  readonly photo?: Uint8Array;
  readonly deskSeq?: number;
  readonly envelope?: Partial<RecordEnvelope>;
  /** sent instead of the built text; its hash stays right */
  readonly body?: Uint8Array;
};
export type BuiltRecord = {
  readonly envelope: RecordEnvelope;
  readonly body: string;
  readonly photo: Uint8Array;
  readonly frame: Uint8Array;
};

/** A message as a desk would write it: one pupil, one real JPEG. */
export function messageFacts(parts: RecordParts = {}): CandidacyMessageFacts {
  const number = idNumberOf(parts.serial ?? 1);
  const photo = parts.photo ?? makeJpeg(parts.serial ?? 1);
  return {
    messageId: v7(),
    deviceId: deskA,
    officeId: '0198f000-0000-7000-8000-000000000001',
    examAreaCode: '150430',
    incarnation: '0198f000-0000-7000-8000-0000000000e1',
    candidacyId: v7(),
    revision: 1,
    replaces: null,
    entryCategory: 'enrolled',
    candidacyNo: `G${number}`,
    source: 'roster',
    data: {
      fullName: '乌日娜·其木格',
      sex: '2',
      ethnicity: '05',
      politicalStatus: '13',
      pupilCategory: null,
      documentType: 'residentIdCard',
      documentNumber: number,
      birthDate: '2010-05-11',
      householdPlace: '150430',
      householdAuthority: '敖汉旗公安局',
      mobile: '13904760001',
      address: '敖汉旗新惠镇',
      postCode: '024300',
      foreignLanguage: '1',
      resume: [{ from: '2023-09', until: '2026-07', place: '敖汉旗第四中学' }],
      family: [{ relation: '母亲', fullName: '斯琴', workplace: null, phone: '13904760002' }],
      enrolmentNo: `G${number}`,
      schoolCode: '1504300001',
      schoolName: '敖汉旗第一中学',
      classCode: '01',
      className: '高一(1)班',
      cohortYear: 2026,
      ...parts.data,
    },
    documentState: 'shown',
    differences: [],
    teacherApproval: { by: { id: null, displayName: '乌云' }, at, foreign: true },
    captured: { by: clerk, at, captureId: v7(), source: 'live', device: 'HD Webcam' },
    reviewed: { by: reviewer, at },
    released: { by: reviewer, at },
    photo: {
      sha256: sha256(photo),
      byteLength: photo.length,
      profileEdition: 'photo-480x640',
      originalSha256: 'b'.repeat(64),
    },
    findings: [],
    flags: [],
    regulationEdition: 'regulation-2025',
    clock: {
      deviceTime: at,
      monotonicMs: 1000,
      bootId: '00000000-0000-7000-8000-000000000001',
      lastProvenOffsetMs: -2500,
      provenAt: '2026-11-22T10:00:00.000Z',
    },
    ...parts.facts,
  };
}

/** The record on the wire: envelope, text, photo, frame. */
export function buildRecord(parts: RecordParts = {}): BuiltRecord {
  const photo = parts.photo ?? makeJpeg(parts.serial ?? 1);
  const facts = messageFacts({ ...parts, photo });
  const body = buildCandidacyMessage(facts);
  const bytes = parts.body ?? Buffer.from(body, 'utf8');
  const envelope: RecordEnvelope = {
    v: 1,
    suite: 1,
    messageId: facts.messageId,
    deviceId: facts.deviceId,
    deskSeq: parts.deskSeq ?? 1,
    bodySha256: sha256(bytes),
    photoSha256: sha256(photo),
    ...parts.envelope,
  };
  const frame = encodeRecordFrame({ envelope: Buffer.from(JSON.stringify(envelope)), body: bytes, photo });
  return { envelope, body, photo, frame };
}

/** SHA-256, lower-case hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
