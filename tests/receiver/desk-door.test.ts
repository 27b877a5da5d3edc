import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildDeskStatement, requestProofText, writeProof } from '#shared/wire/desk-proof.ts';
import { type EnrolmentRequest, plainEnrolmentCode } from '#shared/wire/enrolment.ts';
import { openBlobStore } from '../../provincial-server/blob-store.ts';
import { openCodeBook } from '../../provincial-server/code-book.ts';
import { openEmbedded, type ServerDb } from '../../provincial-server/database.ts';
import { enrolDesk, performDeskAct } from '../../provincial-server/desk-acts.ts';
import { createDeskDoor } from '../../provincial-server/desk-door.ts';
import { defaultEditions } from '../../provincial-server/editions.ts';
import { createCodeEnrolment } from '../../provincial-server/enrol-by-code.ts';
import { createJudge } from '../../provincial-server/judge.ts';
import { migrate } from '../../provincial-server/migrate.ts';
import { loadRegionKey } from '../../provincial-server/region-key.ts';
import { findEnrolledDesk } from '../../provincial-server/store/enrolled-desk.ts';
import { makeKeyPair, signWith } from '../../src-main/security/signature.ts';
import { regionKeys } from '../fixtures/county.ts';

const office = '0198f000-0000-7000-8000-000000000001';
const hour = 3_600_000;

describe('接收端的门，时间由自治区说了算', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-door-'));
  let db: ServerDb;
  let at = Date.parse('2026-11-23T02:00:00.000Z');
  const now = () => new Date(at).toISOString();
  let receiver: Parameters<typeof performDeskAct>[0];
  beforeAll(async () => {
    const file = join(folder, 'key');
    writeFileSync(file, regionKeys.privateKey);
    db = await openEmbedded(folder);
    await migrate(db, now());
    const key = await loadRegionKey(file);
    const blobs = await openBlobStore(folder);
    receiver = { db, blobs, key, judge: createJudge(defaultEditions, await openCodeBook(db)), now, newId: v7 };
  });
  afterAll(async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const request = (publicKey: string): EnrolmentRequest => ({
    v: 1,
    kind: 'enrolmentRequest',
    deviceId: v7(),
    officeId: office,
    deskName: '1号台',
    officeName: '敖汉旗招生考试中心',
    publicKey,
    madeAt: now(),
  });
  const newCode = async (more: object = {}) => {
    const act = { act: 'code', office, by: '苏日娜', validDays: 10, usableHours: 2, ...more } as const;
    return (await performDeskAct(receiver, act)).code ?? '';
  };

  test('登记码两小时后作废；库里只有带钥匙的校验值，没有码', async () => {
    const enrolByCode = createCodeEnrolment(receiver, null);
    const { publicKey } = makeKeyPair();
    const code = await newCode();
    const kept = JSON.stringify(await db.query('SELECT * FROM enrolment_code'));
    expect(kept).not.toContain(plainEnrolmentCode(code).slice(4));
    at += 2 * hour + 1;
    expect(await enrolByCode(request(publicKey), code)).toMatchObject({ code: 'bad-code' });
    expect(await enrolByCode(request(publicKey), await newCode())).toHaveProperty('certificate');
  });

  test('十分钟里错二十次：谁的码都先不看，过后照常', async () => {
    const enrolByCode = createCodeEnrolment(receiver, null);
    const { publicKey } = makeKeyPair();
    const code = await newCode();
    for (let tries = 0; tries < 20; tries += 1) {
      expect(await enrolByCode(request(publicKey), `ZZZZ-ZZZZ-ZZZZ-${1000 + tries}`)).toMatchObject({
        code: 'bad-code',
      });
    }
    expect(await enrolByCode(request(publicKey), code)).toMatchObject({ code: 'too-many-tries' });
    at += 10 * 60_000;
    expect(await enrolByCode(request(publicKey), code)).toHaveProperty('certificate');
  });

  test('同一个编号换了钥匙：不登记', async () => {
    const enrolByCode = createCodeEnrolment(receiver, null);
    const first = request(makeKeyPair().publicKey);
    expect(await enrolByCode(first, await newCode())).toHaveProperty('certificate');
    const other = { ...first, publicKey: makeKeyPair().publicKey };
    expect(await enrolByCode(other, await newCode())).toMatchObject({ code: 'wrong-office' });
  });

  describe('登记好的一台', () => {
    const keys = makeKeyPair();
    let deviceId = '';
    beforeEach(async () => {
      const asked = request(keys.publicKey);
      deviceId = asked.deviceId;
      expect(await createCodeEnrolment(receiver, null)(asked, await newCode())).toHaveProperty('certificate');
    });
    const door = (takesUnenrolled = false) => createDeskDoor(db, receiver.key, now, takesUnenrolled);
    const greet = async (change: object = {}, privateKey = keys.privateKey) => {
      const nonce = v7();
      const facts = { nonce, deviceId, officeId: office, incarnation: v7(), startsAfter: 0, ...change };
      const body = buildDeskStatement(facts);
      return door().greet({ body, signature: signWith(privateKey, body) }, nonce);
    };
    const asked = (challenge: string, counter: number, target = '/v2/have', privateKey = keys.privateKey) => {
      const names = { method: 'POST', target: '/v2/have', bodySha256: 'a'.repeat(64) };
      const signature = signWith(privateKey, requestProofText({ ...names, target, challenge, counter }));
      return { ...names, proof: writeProof({ deviceId, challenge, counter, signature }) };
    };

    test('有效、过期：到期那一刻起；快到期提醒续', async () => {
      expect(await greet()).toMatchObject({ standing: 'enrolled', renewalDue: true });
      at += 10 * 24 * hour;
      expect(await greet()).toMatchObject({ standing: 'expired', renewalDue: false });
    });

    test('别的钥匙、别的旗县、没登记的编号、别的问候里的话：说得出，不给口令', async () => {
      expect(await greet({}, makeKeyPair().privateKey)).toMatchObject({ standing: 'otherKey', challenge: null });
      expect(await greet({ officeId: v7() })).toMatchObject({ standing: 'otherOffice', challenge: null });
      expect(await greet({ deviceId: v7() })).toMatchObject({ standing: 'unknown', challenge: null });
      expect(await greet({ nonce: v7() })).toBeNull();
    });

    test('证明只用一次，只对这个请求，十二小时后作废；另一个接收进程也认得', async () => {
      const challenge = (await greet())?.challenge ?? '';
      const admitted = { kind: 'desk', standing: 'enrolled' };
      expect(await door().admit(asked(challenge, 1))).toMatchObject(admitted);
      expect(await door().admit(asked(challenge, 1))).toMatchObject({ code: 'stale-proof' });
      const again = asked(challenge, 1);
      const inCapitals = again.proof.replace(deviceId, deviceId.toUpperCase());
      expect(await door().admit({ ...again, proof: inCapitals })).toMatchObject({ code: 'stale-proof' });
      expect(await door().admit(asked(challenge, 2))).toMatchObject(admitted);
      expect(await door().admit(asked(challenge, 3, '/v2/pull'))).toMatchObject({ code: 'unproven' });
      expect(await door().admit({ ...asked(challenge, 4), bodySha256: 'b'.repeat(64) })).toMatchObject({
        code: 'unproven',
      });
      expect(await door().admit({ ...asked(challenge, 5), method: 'PUT' })).toMatchObject({ code: 'unproven' });
      const stranger = makeKeyPair().privateKey;
      expect(await door().admit(asked(challenge, 6, '/v2/have', stranger))).toMatchObject({ code: 'unproven' });
      const forged = challenge.replace(/^[^_]+/u, (2 ** 46).toString(36));
      expect(await door().admit(asked(forged, 7))).toMatchObject({ code: 'stale-proof' });
      at += 12 * hour;
      expect(await door().admit(asked(challenge, 8))).toMatchObject({ code: 'stale-proof' });
    });

    test('续期的请求进了门，人刚把它停用：不续，停用不会被冲掉', async () => {
      const desk = await findEnrolledDesk(db, deviceId);
      if (!desk) throw new Error('not enrolled');
      await performDeskAct(receiver, { act: 'revoke', device: deviceId, by: '苏日娜', reason: '电脑丢了' });
      const how = { by: desk.enrolledBy, validDays: desk.validDays, act: 'renew' } as const;
      await expect(db.transaction((c) => enrolDesk(c, receiver.key, desk, how, now()))).rejects.toThrow('停用');
      expect(await greet()).toMatchObject({ standing: 'revoked' });
    });

    test('试用的接收端也收没登记的；带了证明就照样核对', async () => {
      const none = { method: 'POST', target: '/v2/have', bodySha256: null, proof: undefined };
      expect(await door(true).admit(none)).toEqual({ kind: 'anybody' });
      expect(await door(true).admit({ ...none, proof: 'x;y;1;z' })).toMatchObject({ code: 'unproven' });
      expect(await door().admit(none)).toMatchObject({ code: 'unproven' });
    });
  });
});
