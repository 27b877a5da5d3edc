import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildDeskStatement, requestProofText, writeProof } from '#shared/wire/desk-proof.ts';
import {
  demoEnrolmentCode,
  type EnrolmentRequest,
  plainEnrolmentCode,
  readDeskCertificate,
} from '#shared/wire/enrolment.ts';
import { openBlobStore } from '../../provincial-server/blob-store.ts';
import { openEmbedded, openServed, type ServerDb } from '../../provincial-server/database.ts';
import { performDeskAct } from '../../provincial-server/desk-acts.ts';
import { createDeskDoor } from '../../provincial-server/desk-door.ts';
import { defaultEditions } from '../../provincial-server/editions.ts';
import { createCodeEnrolment } from '../../provincial-server/enrol-by-code.ts';
import { openIssuedBook } from '../../provincial-server/issued-book.ts';
import { createJudge } from '../../provincial-server/judge.ts';
import { migrate } from '../../provincial-server/migrate.ts';
import { loadRegionKey } from '../../provincial-server/region-key.ts';
import { renewDesk } from '../../provincial-server/renew-desk.ts';
import { findEnrolledDesk } from '../../provincial-server/store/enrolled-desk.ts';
import { makeKeyPair, signWith } from '../../src-main/security/signature.ts';
import { regionKeys } from '../fixtures/county.ts';
import { databasesUnderTest, freshDatabase } from './make-receiver.ts';
import { noLostBook } from './no-lost-book.ts';

const office = '0198f000-0000-7000-8000-000000000001';
const hour = 3_600_000;
const here = '10.0.0.1';

describe.each(databasesUnderTest())('接收端的门，时间由自治区说了算（%s）', (on) => {
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-door-'));
  let db: ServerDb;
  let served: Awaited<ReturnType<typeof freshDatabase>> | null = null;
  let at = Date.parse('2026-11-23T02:00:00.000Z');
  const now = () => new Date(at).toISOString();
  let receiver: Parameters<typeof performDeskAct>[0];
  beforeAll(async () => {
    const file = join(folder, 'key');
    writeFileSync(file, regionKeys.privateKey);
    if (on === 'postgresql') served = await freshDatabase();
    db = served ? await openServed(served.url) : await openEmbedded(folder);
    await migrate(db, now());
    const key = await loadRegionKey(file);
    const blobs = await openBlobStore(folder, noLostBook);
    receiver = { db, blobs, key, judge: createJudge(defaultEditions, await openIssuedBook(db)), now, newId: v7 };
  });
  afterAll(async () => {
    await db.close();
    await served?.drop();
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
    expect(await enrolByCode(request(publicKey), code, here)).toMatchObject({ code: 'bad-code' });
    expect(await enrolByCode(request(publicKey), await newCode(), here)).toHaveProperty('certificate');
  });

  test('一个地址一直输错：越等越久，最多一分钟；别的地址照常，对的码在哪里都随时收', async () => {
    const enrolByCode = createCodeEnrolment(receiver, null);
    const { publicKey } = makeKeyPair();
    let serial = 1000;
    const wrong = (address = here) => {
      serial += 1;
      return enrolByCode(request(publicKey), `ZZZZ-ZZZZ-ZZZZ-${serial}`, address);
    };
    const flooding = async () => {
      for (let tries = 0; tries < 40; tries += 1) await wrong();
      return wrong();
    };
    for (let tries = 0; tries < 10; tries += 1) expect(await wrong()).toMatchObject({ code: 'bad-code' });
    expect(await wrong()).toMatchObject({ code: 'too-many-tries', retryAfterSeconds: 2 });
    expect(await flooding()).toMatchObject({ code: 'too-many-tries', retryAfterSeconds: 2 });
    for (const seconds of [2, 4, 8, 16, 32, 60, 60]) {
      expect(await wrong()).toMatchObject({ code: 'too-many-tries', retryAfterSeconds: seconds });
      at += seconds * 1000;
      expect(await wrong()).toMatchObject({ code: 'bad-code' });
    }
    expect(await wrong('10.0.0.2')).toMatchObject({ code: 'bad-code' });
    expect(await enrolByCode(request(publicKey), await newCode(), here)).toHaveProperty('certificate');
    at += 10 * 60_000;
    expect(await wrong()).toMatchObject({ code: 'bad-code' });
  });

  test('同一个地址一下子送来许多错的码：也只看十个；对的码照样收，过后不欠什么', async () => {
    const enrolByCode = createCodeEnrolment(receiver, null);
    const { publicKey } = makeKeyPair();
    const code = await newCode();
    const wrong = (serial: number) => enrolByCode(request(publicKey), `ZZZZ-ZZZZ-ZZZZ-${2000 + serial}`, here);
    const all = await Promise.all(Array.from({ length: 40 }, (_, serial) => wrong(serial)));
    expect(all.filter((one) => 'code' in one && one.code === 'bad-code')).toHaveLength(10);
    expect(all.at(-1)).toMatchObject({ code: 'too-many-tries', retryAfterSeconds: 2 });
    expect(await enrolByCode(request(publicKey), code, here)).toHaveProperty('certificate');
    const rightOnes = await Promise.all(Array.from({ length: 12 }, () => newCode()));
    const elsewhere = await Promise.all(rightOnes.map((one) => enrolByCode(request(publicKey), one, '10.0.0.3')));
    for (const one of elsewhere) expect(one).toHaveProperty('certificate');
    for (let tries = 0; tries < 10; tries += 1)
      expect(await enrolByCode(request(publicKey), 'ZZZZ-ZZZZ-ZZZZ-ZZZZ', '10.0.0.3')).toMatchObject({
        code: 'bad-code',
      });
  });

  test('还在等的地址试别人的码：不会把码试作废', async () => {
    const enrolByCode = createCodeEnrolment(receiver, null);
    const { publicKey } = makeKeyPair();
    const code = await newCode();
    const worn = `${code.slice(0, -1)}${code.endsWith('2') ? '3' : '2'}`;
    const tries = () =>
      db.query<{ left: number }>('SELECT tries_left AS left FROM enrolment_code WHERE code_number = $1', [
        code.slice(0, 4),
      ]);
    for (let count = 0; count < 10; count += 1) await enrolByCode(request(publicKey), 'ZZZZ-ZZZZ-ZZZZ-ZZZZ', here);
    for (let count = 0; count < 20; count += 1) {
      expect(await enrolByCode(request(publicKey), worn, here)).toMatchObject({ code: 'too-many-tries' });
    }
    expect(await tries()).toEqual([{ left: 5 }]);
    expect(await enrolByCode(request(publicKey), code, '10.0.0.2')).toHaveProperty('certificate');
  });

  test('同一个编号换了钥匙、到了别的旗县：不登记，说得出，码还能用', async () => {
    const enrolByCode = createCodeEnrolment(receiver, null);
    const first = request(makeKeyPair().publicKey);
    expect(await enrolByCode(first, await newCode(), here)).toHaveProperty('certificate');
    const code = await newCode();
    const other = { ...first, publicKey: makeKeyPair().publicKey };
    expect(await enrolByCode(other, code, here)).toMatchObject({ code: 'unproven' });
    expect(await enrolByCode({ ...first, officeId: v7() }, code, here)).toMatchObject({ code: 'wrong-office' });
    expect(await enrolByCode(first, code, here)).toHaveProperty('certificate');
  });

  test('演示旗县的码：同样先看这台的过去，停用了的不由它登记回来', async () => {
    const enrolByCode = createCodeEnrolment(receiver, office);
    const first = request(makeKeyPair().publicKey);
    expect(await enrolByCode(first, demoEnrolmentCode, here)).toHaveProperty('certificate');
    const other = { ...first, publicKey: makeKeyPair().publicKey };
    expect(await enrolByCode(other, demoEnrolmentCode, here)).toMatchObject({ code: 'unproven' });
    await performDeskAct(receiver, { act: 'revoke', device: first.deviceId, by: '苏日娜', reason: '电脑丢了' });
    expect(await enrolByCode(first, demoEnrolmentCode, here)).toMatchObject({ code: 'revoked' });
    expect(await enrolByCode(first, await newCode(), here)).toHaveProperty('certificate');
  });

  describe('登记好的一台', () => {
    const keys = makeKeyPair();
    let deviceId = '';
    beforeEach(async () => {
      const asked = request(keys.publicKey);
      deviceId = asked.deviceId;
      expect(await createCodeEnrolment(receiver, null)(asked, await newCode(), here)).toHaveProperty('certificate');
    });
    const door = (takesUnenrolled = false) => createDeskDoor(db, receiver.key, now, takesUnenrolled);
    const greet = async (change: object = {}, privateKey = keys.privateKey) => {
      const nonce = v7();
      const facts = { nonce, deviceId, officeId: office, incarnation: v7(), startsAfter: 0, ...change };
      const body = buildDeskStatement(facts);
      return door().greet({ body, signature: signWith(privateKey, body) }, nonce);
    };
    const renew = () => db.transaction((connection) => renewDesk(connection, receiver.key, deviceId, now()));
    const acts = () => db.query('SELECT * FROM desk_act WHERE device_id = $1', [deviceId]);
    const asked = (challenge: string, counter: number, target = '/v2/have', privateKey = keys.privateKey) => {
      const names = { method: 'POST', target: '/v2/have', bodySha256: 'a'.repeat(64) };
      const signature = signWith(privateKey, requestProofText({ ...names, target, challenge, counter }));
      return { ...names, proof: writeProof({ deviceId, challenge, counter, signature }) };
    };

    test('有效、过期：到期那一刻起；快到期、过期七天内提醒续，再久就不能自己续', async () => {
      expect(await greet()).toMatchObject({ standing: 'enrolled', renewalDue: true });
      at += 10 * 24 * hour - 1;
      expect(await greet()).toMatchObject({ standing: 'enrolled', renewalDue: true });
      at += 1;
      expect(await greet()).toMatchObject({ standing: 'expired', renewalDue: true });
      at += 7 * 24 * hour - 1;
      expect(await greet()).toMatchObject({ standing: 'expired', renewalDue: true });
      at += 1;
      expect(await greet()).toMatchObject({ standing: 'expired', renewalDue: false });
      await expect(renew()).rejects.toThrow('过期太久');
    });

    test('续期：离到期还早时给现在的那张，什么也不变；三十天起、过期七天内给新的；重复问不会一次次往后推', async () => {
      const asked = { ...request(keys.publicKey), deviceId };
      const whole = await createCodeEnrolment(receiver, null)(asked, await newCode({ validDays: 40 }), here);
      const first = 'certificate' in whole ? whole.certificate : null;
      const kept = async () => JSON.stringify([await findEnrolledDesk(db, deviceId), await acts()]);
      const before = await kept();
      at += 10 * 24 * hour - 1;
      expect(await renew()).toEqual(first);
      expect(await kept()).toBe(before);
      at += 1;
      const renewed = await renew();
      expect(renewed).not.toEqual(first);
      expect(await renew()).toEqual(renewed);
      expect(readDeskCertificate(renewed.body)?.validUntil).toBe(new Date(at + 40 * 24 * hour).toISOString());
      at += 47 * 24 * hour - 1;
      expect(await greet()).toMatchObject({ standing: 'expired' });
      expect(readDeskCertificate((await renew()).body)?.validUntil).toBe(new Date(at + 40 * 24 * hour).toISOString());
      expect(await greet()).toMatchObject({ standing: 'enrolled', renewalDue: false });
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
      await performDeskAct(receiver, { act: 'revoke', device: deviceId, by: '苏日娜', reason: '电脑丢了' });
      await expect(renew()).rejects.toThrow('停用');
      expect(await greet()).toMatchObject({ standing: 'revoked', renewalDue: false });
    });

    test('试用的接收端也收没登记的；带了证明就照样核对', async () => {
      const none = { method: 'POST', target: '/v2/have', bodySha256: null, proof: undefined };
      expect(await door(true).admit(none)).toEqual({ kind: 'anybody' });
      expect(await door(true).admit({ ...none, proof: 'x;y;1;z' })).toMatchObject({ code: 'unproven' });
      expect(await door().admit(none)).toMatchObject({ code: 'unproven' });
    });
  });
});
