import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildDeskCertificate, demoEnrolmentCode, enrolmentRequestFile } from '#shared/wire/enrolment.ts';
import { PULL_MEDIA_TYPE } from '#shared/wire/pull-v2.ts';
import { readCertificate } from '../../src-main/db/store/desk-certificate.ts';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { keyFingerprint, makeKeyPair, signWith } from '../../src-main/security/signature.ts';
import { createHttpCall, type HttpCall } from '../../src-main/sync/http-call.ts';
import { regionKeys, writeCounty } from '../fixtures/county.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { databasesUnderTest, makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { act, codeFor, desksAt, enrol, typeCode } from './enrolled-desk.ts';
import { makeRunner } from './make-runner.ts';
import { pupilData, releasePupils } from './release-pupils.ts';

const day = 86_400_000;
let receiver: TestReceiver;
let desk: TestDesk;
/** how far the region's clock is ahead of the real one */
let ahead = 0;
let serial = 300;
const nextSerial = () => {
  serial += 1;
  return serial;
};
describe.each(databasesUnderTest())('登记台和自治区（%s）', (on) => {
  beforeAll(async () => {
    receiver = await makeReceiver({ on, enrolledOnly: true, now: () => new Date(Date.now() + ahead).toISOString() });
  });
  afterAll(() => receiver.stop());
  beforeEach(async () => {
    ahead = 0;
    desk = await makeDesk();
    await desk.as('admin');
  });
  afterEach(() => desk.close());
  const release = async (count = 1) =>
    releasePupils(
      desk,
      Array.from({ length: count }, () => pupilData(nextSerial())),
      serial,
    );
  const push = (choice: Parameters<typeof makeRunner>[2] = {}) => makeRunner(desk, receiver.url, choice).push();
  const messages = async () => (await receiver.report()).counts.messages;
  const deviceId = () => readInstallation(desk.db()).deviceId;
  const here = async () => (await desksAt(receiver)).find((one) => one.deviceId === deviceId());
  const status = async () => value(await desk.call('device.status', {}));

  describe('登记台登记', () => {
    test('没登记：一份不收，都在本机，说得出下一步；用登记码登记以后全部送到', async () => {
      await release(2);
      const before = await messages();
      const refused = await push();
      expect(refused).toMatchObject({ sent: 0, waiting: 2 });
      expect(refused.trouble).toContain('不认识这台登记台');
      expect(await messages()).toBe(before);
      expect(await status()).toMatchObject({ word: '没登记', tone: 'bad' });
      await enrol(receiver, desk);
      expect(await status()).toMatchObject({ word: '有效', certificate: { enrolledBy: '苏日娜' } });
      expect(await push()).toMatchObject({ received: 2, waiting: 0, trouble: null });
      expect(await here()).toMatchObject({ standing: 'enrolled', enrolledBy: '苏日娜', deskName: '1号台' });
    });

    test('登记码只用一次；抄错五次就作废', async () => {
      const code = await codeFor(receiver, desk);
      const other = await makeDesk();
      await other.as('admin');
      const typed = ` ${code.toLowerCase()} `;
      expect(await typeCode(receiver, desk, typed)).toBeNull();
      expect(await typeCode(receiver, desk, typed)).toContain('登记码不对、用过了或者过期了');
      expect(await typeCode(receiver, other, code)).toContain('登记码不对、用过了或者过期了');
      const worn = await codeFor(receiver, other);
      for (let tries = 0; tries < 5; tries += 1) {
        expect(await typeCode(receiver, other, `${worn.slice(0, -1)}${worn.endsWith('2') ? '3' : '2'}`)).toContain(
          '登记码不对',
        );
      }
      expect(await typeCode(receiver, other, worn)).toContain('登记码不对');
      expect(await typeCode(receiver, other, demoEnrolmentCode)).toContain('登记码不对');
      expect(await typeCode(receiver, other, await codeFor(receiver, other))).toBeNull();
      other.close();
    });

    test('别的旗县的登记码：不登记，说清楚属于谁，码还能用', async () => {
      const elsewhere = '0198f000-0000-7000-8000-00000000dead';
      const { code } = await act(receiver, { act: 'code', office: elsewhere, by: '苏日娜' });
      expect(await typeCode(receiver, desk, code ?? '')).toContain('属于别的旗县');
      expect(readCertificate(desk.db())).toBeNull();
    });

    test('用文件登记：申请带去，指纹对上才登记，证书带回；别的台、别的旗县、改过的、别人签的都不收', async () => {
      desk.files.save = join(desk.folder, 'a.kaoji-desk-request.json');
      const exported = value(await desk.call('device.exportRequest', {}));
      const { request } = enrolmentRequestFile.parse(JSON.parse(readFileSync(desk.files.save, 'utf8')));
      const asked = { act: 'enrol', request, by: '苏日娜', fingerprint: 'AAAA' };
      await expect(act(receiver, asked)).rejects.toThrow('指纹对不上');
      const changed = { ...request, body: request.body.replace('1号台', '9号台') };
      await expect(act(receiver, { ...asked, request: changed })).rejects.toThrow('改动过');
      const { certificate } = await act(receiver, { ...asked, fingerprint: exported?.fingerprint });
      const own = readInstallation(desk.db());
      const facts = JSON.parse(certificate?.body ?? '') as Parameters<typeof buildDeskCertificate>[0];
      const text = (change: object) => {
        const { v: _v, kind: _kind, ...rest } = { ...facts, ...change } as Record<string, unknown>;
        return buildDeskCertificate(rest as never);
      };
      const signed = (body: string, key = regionKeys.privateKey) => ({ body, signature: signWith(key, body) });
      const strangers: readonly [object, string][] = [
        [signed(text({ officeId: '0198f000-0000-7000-8000-00000000dead' })), '别的旗县'],
        [signed(text({ deviceId: '0198f000-0000-7000-8000-00000000dead' })), '不是本机的'],
        [signed(text({}), makeKeyPair().privateKey), '不是自治区签发的'],
        [{ ...certificate, body: certificate?.body.replace('苏日娜', '别人名') }, '不是自治区签发的'],
      ];
      desk.files.open = join(desk.folder, 'a.kaoji-desk-certificate.json');
      const write = (one: unknown) =>
        writeFileSync(
          desk.files.open ?? '',
          JSON.stringify({ format: 'kaoji-desk-certificate', version: 1, certificate: one }),
        );
      for (const [one, sentence] of strangers) {
        write(one);
        const reply = await desk.call('device.readCertificate', {});
        expect(JSON.stringify(reply)).toContain(sentence);
        expect(readCertificate(desk.db())).toBeNull();
      }
      write(certificate);
      expect(value(await desk.call('device.readCertificate', {}))?.validUntil).toBe(facts.validUntil);
      const events = () => desk.db().statement('SELECT count(*) FROM event').pluck().get();
      const before = events();
      expect(value(await desk.call('device.readCertificate', {}))?.validUntil).toBe(facts.validUntil);
      expect(events()).toBe(before);
      expect(exported?.fingerprint).toBe(keyFingerprint(own.devicePublicKey));
      await release();
      expect(await push()).toMatchObject({ received: 1, trouble: null });
      expect(await desk.as('clerk1').then(({ call }) => call('device.exportRequest', {}))).toMatchObject({ ok: false });
    });

    test('快到期的自己续期；本机时钟怎么错都不挡', async () => {
      await enrol(receiver, desk, { validDays: 10 });
      const start = readCertificate(desk.db());
      value(await desk.call('device.renew', {}));
      const first = readCertificate(desk.db());
      expect(Date.parse(first?.issuedAt ?? '')).toBeGreaterThan(Date.parse(start?.issuedAt ?? ''));
      desk.clock.set('2031-01-01T00:00:00.000Z');
      await release();
      expect(await push()).toMatchObject({ received: 1, trouble: null });
      const renewed = readCertificate(desk.db());
      expect(Date.parse(renewed?.issuedAt ?? '')).toBeGreaterThan(Date.parse(first?.issuedAt ?? ''));
      expect(Date.parse(renewed?.validUntil ?? '') - Date.now()).toBeGreaterThan(9 * day);
      desk.clock.set('2020-01-01T00:00:00.000Z');
      await release();
      // the region judges what such a date means; it stays with nobody because of the clock
      expect(await push()).toMatchObject({ waiting: 0, trouble: null });
    });
  });

  describe('续期', () => {
    test('过期不到七天：联网自己续上，接着照常送、照常取；过了七天要新的登记码，本机说得出', async () => {
      await enrol(receiver, desk, { validDays: 40 });
      await release(1);
      ahead = 47 * day - 60_000;
      const before = await messages();
      expect(await push()).toMatchObject({ received: 1, waiting: 0, trouble: null });
      expect(await messages()).toBe(before + 1);
      expect(await status()).toMatchObject({ word: '有效' });
      expect(await here()).toMatchObject({ standing: 'enrolled', undecided: 0 });
      ahead += 48 * day;
      await release(1);
      expect(await push()).toMatchObject({ received: 0, waiting: 1 });
      expect(await status()).toMatchObject({ word: '过期', tone: 'bad' });
      expect(await here()).toMatchObject({ standing: 'expired', undecided: 1 });
      const { call } = await desk.as('admin');
      const refused = JSON.stringify(await call('device.renew', {}));
      expect(refused).toContain('这台登记台的登记过期了');
      await enrol(receiver, desk, { validDays: 40 });
      // what came while it was over waits for people, whatever the desk is now
      expect(await push()).toMatchObject({ received: 0, waiting: 1 });
      await act(receiver, { act: 'settle', device: deviceId(), outcome: 'accept', by: '苏日娜', reason: '核对过' });
      expect(await push()).toMatchObject({ received: 1, waiting: 0, trouble: null });
    });

    test('离到期还早：说不用续，证书和登记都不变', async () => {
      await enrol(receiver, desk, { validDays: 40 });
      const [certificate, known] = [readCertificate(desk.db()), await here()];
      const reply = await desk.as('admin').then(({ call }) => call('device.renew', {}));
      expect(JSON.stringify(reply)).toContain('还不用续');
      expect(readCertificate(desk.db())).toEqual(certificate);
      expect((await here())?.validUntil).toBe(known?.validUntil);
    });

    test('停用的：快到期也不续，说自治区停用了', async () => {
      await enrol(receiver, desk, { validDays: 10 });
      await act(receiver, { act: 'revoke', device: deviceId(), by: '苏日娜', reason: '电脑丢了' });
      const reply = await desk.as('admin').then(({ call }) => call('device.renew', {}));
      expect(JSON.stringify(reply)).toContain('自治区停用了这台登记台');
    });

    test('这个编号登记着另一把钥匙：输登记码也不登记，说清楚，不是出错', async () => {
      await enrol(receiver, desk);
      const stranger = makeKeyPair();
      desk
        .db()
        .statement('UPDATE installation SET device_public_key = ?, device_private_key = ?')
        .run(stranger.publicKey, stranger.privateKey);
      expect(await typeCode(receiver, desk, await codeFor(receiver, desk))).toContain('登记着另一把钥匙');
      expect((await push()).trouble).toContain('登记着另一把钥匙');
    });
  });

  describe('演示旗县', () => {
    test('接收端拿着演示旗县的安装文件：自己登记，放行的都送到；停用了不会自己又登记上', async () => {
      const demo = await makeReceiver({
        enrolledOnly: true,
        setupFile: join(writeCounty(desk.folder), 'setup.kaoji-setup.json'),
      });
      try {
        await release(1);
        expect(await makeRunner(desk, demo.url).push()).toMatchObject({ received: 1, waiting: 0, trouble: null });
        expect(await status()).toMatchObject({ word: '有效', certificate: { enrolledBy: '演示' } });
        await act(demo, { act: 'revoke', device: deviceId(), by: '苏日娜', reason: '换了电脑' });
        await release(1);
        expect((await makeRunner(desk, demo.url).push()).trouble).toContain('停用了这台登记台');
      } finally {
        await demo.stop();
      }
    });
  });

  describe('停用', () => {
    test('停用以后送来的不丢：留在接收端等人；收下的走规则，不收的退回说原因；本机都知道', async () => {
      await enrol(receiver, desk);
      const [taken] = await release(1);
      await push();
      await act(receiver, { act: 'revoke', device: deviceId(), by: '苏日娜', reason: '电脑丢了' });
      const before = await messages();
      await release(2);
      const sent = await push();
      expect(sent).toMatchObject({ received: 0, waiting: 2 });
      expect(sent.trouble).toContain('停用了这台登记台');
      expect(await messages()).toBe(before);
      expect(await here()).toMatchObject({ standing: 'revoked', revokeReason: '电脑丢了', undecided: 2 });
      expect(await status()).toMatchObject({ word: '已停用', tone: 'bad' });
      // again: the same two, nothing more
      await push();
      expect((await here())?.undecided).toBe(2);
      expect(
        await act(receiver, { act: 'settle', device: deviceId(), outcome: 'accept', by: '苏日娜', reason: '核对过' }),
      ).toMatchObject({ settled: 2, left: 0 });
      expect(await push()).toMatchObject({ received: 2, waiting: 0 });
      await release(1);
      await push();
      await act(receiver, {
        act: 'settle',
        device: deviceId(),
        outcome: 'refuse',
        by: '苏日娜',
        reason: '照片不是本人',
      });
      expect(await push()).toMatchObject({ refused: 1, waiting: 0 });
      const { call } = await desk.as('reviewer1');
      const [line] = value(await call('sync.outbox', { state: 'refused' }));
      expect(line?.reason).toContain('照片不是本人');
      expect(taken?.candidacyId).toBeTruthy();
    });

    test('停用的取不到通知', async () => {
      await enrol(receiver, desk);
      const pulled = async () => {
        const { officeId } = readInstallation(desk.db());
        return askSigned(desk, receiver, `/v2/pull?office=${officeId}&limit=10`);
      };
      expect((await pulled()).status).toBe(200);
      await act(receiver, { act: 'revoke', device: deviceId(), by: '苏日娜', reason: '换了电脑' });
      expect((await pulled()).status).toBe(403);
    });
  });

  describe('谁在问', () => {
    test('没有证明、别的请求的证明、用过的证明、别的旗县：都不答', async () => {
      await enrol(receiver, desk);
      const { officeId } = readInstallation(desk.db());
      const target = `/v2/pull?office=${officeId}&limit=10`;
      expect((await fetch(`${receiver.url}${target}`)).status).toBe(401);
      const proof = await proofFor(desk, receiver, target);
      const ask = async (address: string) =>
        (await fetch(`${receiver.url}${address}`, { headers: { 'kaoji-proof': proof } })).status;
      expect(await ask(`/v2/pull?office=${officeId}&limit=11`)).toBe(401);
      expect(await ask(target)).toBe(200);
      expect(await ask(target)).toBe(401);
      const elsewhere = '/v2/pull?office=0198f000-0000-7000-8000-00000000dead&limit=10';
      expect((await askSigned(desk, receiver, elsewhere)).status).toBe(403);
      for (const address of ['/v2/have', '/v1/have', '/v2/regain']) {
        const body = JSON.stringify(address === '/v2/regain' ? { after: null } : { ids: [deviceId()], photos: [] });
        const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
        expect([address, (await fetch(`${receiver.url}${address}`, json)).status]).not.toEqual([address, 200]);
      }
    });

    test('信封没有签名、签名不对、别的台的信封：这一份不收，说出来', async () => {
      await enrol(receiver, desk);
      await release(1);
      const before = await messages();
      // the key of another desk signs what this one sends: the requests are refused too
      const other = makeKeyPair();
      desk.db().statement('UPDATE installation SET device_private_key = ?').run(other.privateKey);
      const refused = await push();
      expect(refused).toMatchObject({ sent: 0, waiting: 1 });
      expect(refused.trouble).toContain('另一把钥匙');
      expect(await messages()).toBe(before);
    });

    test('每个请求带证明，不多来回：一次问候以后直接送', async () => {
      await enrol(receiver, desk);
      await release(2);
      const asked: string[] = [];
      const { call } = createHttpCall();
      const counting: HttpCall = (request) => {
        asked.push(new URL(request.url).pathname);
        return call(request);
      };
      expect(await push({ call: counting, speaks: 1 })).toMatchObject({ received: 2, trouble: null });
      // the manifest of the batch goes behind its records
      expect(asked).toEqual(['/v1/hello', '/v1/have', '/v1/records', '/v1/records', '/v2/batches']);
    });
  });
});

/** The proof header that the desk itself would send with a GET of `target`. */
async function proofFor(which: TestDesk, at: TestReceiver, target: string): Promise<string> {
  let header = '';
  const spy: HttpCall = (request) => {
    header = request.headers?.['kaoji-proof'] ?? header;
    return createHttpCall().call(request);
  };
  const { createDeskProof } = await import('../../src-main/sync/desk-proof.ts');
  const { createExchange } = await import('../../src-main/sync/exchange.ts');
  const proof = createDeskProof(which.db());
  const { regionPublicKey } = readInstallation(which.db());
  const { signal } = new AbortController();
  const exchange = createExchange({ receiverUrl: at.url, regionPublicKey, call: spy, signal, proof });
  await exchange.hello(which.desk.gate.options.ids.uuid());
  return proof.headers('GET', `${at.url}${target}`, null)['kaoji-proof'] ?? header;
}

async function askSigned(which: TestDesk, at: TestReceiver, target: string): Promise<Response> {
  const proof = await proofFor(which, at, target);
  return fetch(`${at.url}${target}`, { headers: { accept: PULL_MEDIA_TYPE, 'kaoji-proof': proof } });
}
