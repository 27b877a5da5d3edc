import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  buildChangeMessage,
  type ChangeFacts,
  changeLine,
  changeMessage,
  changeProofText,
  readChangeMessage,
} from '../../shared/wire/change-message.ts';
import { buildDeskHolds, readDeskHolds } from '../../shared/wire/desk-holds.ts';
import { createFrameReader, encodeFrame, frameTypes } from '../../shared/wire/frame.ts';
import { buildToldHere, readToldHere } from '../../shared/wire/hello.ts';
import { answerLine } from '../../shared/wire/parcel.ts';
import { regainedChange } from '../../shared/wire/regain-v2.ts';
import { messageFacts, sha256 } from '../receiver/build-record.ts';

const golden = (name: string) => readFileSync(join(import.meta.dirname, '../fixtures/wire', name));
const id = (last: string) => `0198f000-0000-7000-8000-0000000001${last}`;

const head = {
  deviceId: id('d1'),
  officeId: id('0f'),
  examAreaCode: '150430',
  incarnation: id('1c'),
  candidacyId: id('ca'),
  revision: 2,
  by: { id: id('b1'), displayName: '乌云𫍯' },
  at: '2026-11-23T02:00:00.000Z',
  clock: {
    deviceTime: '2026-11-23T02:00:00.000Z',
    monotonicMs: 17,
    bootId: 'boot',
    lastProvenOffsetMs: -40,
    provenAt: '2026-11-23T01:00:00.000Z',
  },
};
const one: readonly ChangeFacts[] = [
  {
    ...head,
    kind: 'classChange',
    messageId: id('01'),
    follows: null,
    from: { schoolCode: '1504300001', code: '01', name: '高一(1)班', cohortYear: 2026 },
    to: { schoolCode: '1504300001', code: '02', name: '高一(2)班', cohortYear: 2026 },
    reason: '分科后调班',
  },
  { ...head, kind: 'mobileChange', messageId: id('02'), follows: id('01'), from: null, to: '13904760099' },
  {
    ...head,
    kind: 'examEntry',
    messageId: id('03'),
    follows: id('02'),
    sitting: '2027-summer',
    version: 2,
    state: 'withdrawn',
    subjects: ['01', '13'],
    foreignLanguage: null,
    reason: '本人不考',
  },
  {
    ...head,
    kind: 'application',
    messageId: id('04'),
    follows: null,
    applicationId: id('a0'),
    procedure: 'suspension',
    state: 'atStep',
    step: 'regionDecide',
    steps: ['apply', 'schoolAgree', 'regionDecide'],
    entryCategory: 'enrolled',
    candidacyNo: '15043026000001',
    data: messageFacts({ serial: 7 }).data,
    request: { kind: 'suspension', from: '2027-03-01', until: null },
    taken: [
      { step: 0, kind: 'apply', act: 'submitted', by: '斯琴', at: head.at, reason: null },
      { step: 1, kind: 'schoolAgree', act: 'agreed', by: '乌云', at: head.at, reason: null },
    ],
    evidence: [
      {
        evidenceId: id('e0'),
        kind: 'leaveProof',
        source: 'camera',
        fileSha256: 'f'.repeat(64),
        pages: [
          {
            position: 1,
            sha256: 'e'.repeat(64),
            bytes: 44_000,
            turns: 1,
            covers: [{ x: 0.25, y: 0.5, width: 0.125, height: 0.0625 }],
          },
        ],
      },
    ],
    regulationEdition: '2024-1',
  },
  {
    ...head,
    kind: 'evidencePage',
    messageId: id('05'),
    follows: id('04'),
    applicationId: id('a0'),
    evidenceId: id('e0'),
    position: 1,
    sha256: 'e'.repeat(64),
    byteLength: 44_000,
  },
];
const line = (body: string, changeSeq: number) => ({
  envelope: {
    v: 1 as const,
    suite: 1 as const,
    messageId: (JSON.parse(body) as { messageId: string }).messageId,
    deviceId: head.deviceId,
    incarnation: head.incarnation,
    changeSeq,
    bodySha256: sha256(Buffer.from(body)),
    fileSha256: body.includes('"evidencePage"') ? 'e'.repeat(64) : null,
    fileBytes: body.includes('"evidencePage"') ? 44_000 : null,
  },
  body,
});

describe('变动报文的字节与存档的一致', () => {
  const bodies = one.map(buildChangeMessage);

  test('每一种的正文、信封、签名的原文、128 号帧：改了就是新的版本', () => {
    const lines = bodies.map((body, at) => line(body, at + 1));
    const text = Buffer.from(lines.map((each) => JSON.stringify(changeLine.parse(each))).join('\n'), 'utf8');
    const name = Buffer.from(sha256(text), 'hex');
    const header = { type: frameTypes.changes, gzip: false, id: name, offset: 0, total: text.length };
    const made = Buffer.concat([
      encodeFrame(header, text),
      Buffer.from(lines[0] ? changeProofText(lines[0].envelope) : '', 'utf8'),
    ]);
    expect(made.toString('base64')).toBe(golden('changes-v1.bin').toString('base64'));
    expect(bodies.map((body) => changeMessage.parse(JSON.parse(body)))).toEqual(
      one.map((facts) => ({ v: 1, suite: 1, ...facts })),
    );
  });

  test('成绩证明的正文：只有登记台签过的那几样，也与存档的一致', () => {
    const body = buildChangeMessage({
      ...head,
      kind: 'certificate',
      messageId: id('06'),
      follows: null,
      certified: {
        v: 1,
        kind: 'certificateOfResults',
        number: 'KZ-150430-2027-00011C-0001',
        deviceId: id('d1'),
        issuedOn: '2027-03-01',
        contentSha256: 'c'.repeat(64),
      },
      signature: `${'A'.repeat(86)}==`,
      withdrawn: { at: head.at, reason: '转出学校写错了' },
    });
    expect(body).toBe(golden('change-certificate-v1.bin').toString('utf8'));
    expect(readChangeMessage(body)).toMatchObject({ kind: 'certificate', withdrawn: { reason: '转出学校写错了' } });
    for (const [from, to] of [
      ['KZ-150430', 'KZ-15043'],
      ['2027-03-01', '1 March'],
      ['==', '='],
      ['"withdrawn":{', '"subjects":[],"withdrawn":{'],
    ] as const)
      expect(readChangeMessage(body.replace(from, to))).toEqual({ misfit: expect.any(String) });
  });

  test('恢复以后说的三样：本机有哪些变动、自治区收着几项、还回来的一项，也与存档的一致', () => {
    const ids = [id('01'), id('02')];
    const nonce = id('0e');
    const holds = buildDeskHolds({ startsAfter: 7, ids: [id('0a')], changeIds: ids });
    const told = [{ changeSeq: 3, messageId: id('03') }, null].map((highest) =>
      buildToldHere({ nonce, receipts: 2, highest }),
    );
    const receipt = { body: '{"kind":"receipt"}', signature: `${'A'.repeat(86)}==` };
    const back = [receipt, null].map((one, at) =>
      JSON.stringify({
        kind: 'regainedChange',
        change: regainedChange.parse({ ...line(bodies[at] ?? '', at + 1), receipt: one }),
      }),
    );
    const end = JSON.stringify({ kind: 'regainedChangesEnd', left: 4 });
    expect(`${[...holds, ...told, ...back, end].join('\n')}\n`).toBe(
      golden('regain-changes-v1.jsonl').toString('utf8'),
    );
    expect(holds.map((text) => readDeskHolds(text)?.kind)).toEqual(['holds', 'holdsChanges']);
    expect(readDeskHolds(holds[1] ?? '')).toEqual({ v: 1, kind: 'holdsChanges', ids });
    expect(told.map((text) => readToldHere(text)?.receipts)).toEqual([2, 2]);
    for (const text of [...back, end]) expect(JSON.stringify(answerLine.parse(JSON.parse(text)))).toBe(text);
    for (const text of told) expect(readToldHere(text.replace('"receipts":2', '"receipts":-1'))).toBeNull();
    expect(readDeskHolds(holds[1]?.replace('"v":1', '"v":2') ?? '')).toBeNull();
  });

  test('不认识变动的接收端按规矩跳过 128 号帧，后面的照读', () => {
    expect(frameTypes.changes).toBeGreaterThanOrEqual(128);
    const strange = encodeFrame(
      { type: 129, gzip: false, id: new Uint8Array(32), offset: 0, total: 1 },
      new Uint8Array(1),
    );
    const end = encodeFrame(
      { type: frameTypes.end, gzip: false, id: new Uint8Array(32), offset: 0, total: 0 },
      new Uint8Array(),
    );
    expect(createFrameReader().push(Buffer.concat([strange, end]))).toMatchObject([{ type: frameTypes.end }]);
  });

  test('更新的程序写的种类：先留着；写坏的：说哪里', () => {
    const body = bodies[1] ?? '';
    expect(readChangeMessage(body.replace('"mobileChange"', '"photoRetake"'))).toBe('unknown');
    expect(readChangeMessage(body.replace('"v":1', '"v":2'))).toBe('unknown');
    expect(readChangeMessage(body.replace('"13904760099"', '""'))).toEqual({ misfit: 'to' });
    expect(readChangeMessage('[]')).toEqual({ misfit: expect.any(String) });
  });
});
