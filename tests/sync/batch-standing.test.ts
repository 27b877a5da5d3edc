import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { batchList } from '#shared/wire/batches-v2.ts';
import { takeBatchStanding } from '../../src-main/db/store/batch-standing.ts';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { signatureHolds } from '../../src-main/security/signature.ts';
import { deskForSync } from '../../src-main/sync/desk-for-sync.ts';
import { createHttpCall, type HttpCall } from '../../src-main/sync/http-call.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { enrol } from './enrolled-desk.ts';
import { makeRunner } from './make-runner.ts';
import { pupilData, releasePupils } from './release-pupils.ts';

describe('自治区按批次点收', () => {
  let receiver: TestReceiver;
  let desk: TestDesk;
  let serial = 400;
  beforeAll(async () => {
    receiver = await makeReceiver({ enrolledOnly: true });
    desk = await makeDesk();
    await enrol(receiver, desk);
  }, 60_000);
  afterAll(async () => {
    desk.close();
    await receiver.stop();
  });

  const next = (count: number) => {
    serial += count;
    const list = Array.from({ length: count }, (_, index) => pupilData(serial - index));
    return releasePupils(desk, list, serial);
  };
  const newest = async () => {
    const { call } = await desk.as('reviewer2');
    const [line] = value(await call('batch.list', { state: 'all' }));
    const read = value(await call('batch.read', { batchId: line?.batchId ?? '' }));
    return { line, sentence: read.regionSentence ?? '' };
  };
  const atRegion = async (batchId: string | undefined) => {
    const authorization = `Bearer ${readFileSync(join(receiver.folder, 'admin-token'), 'utf8')}`;
    const answer = await fetch(`${receiver.url}/v2/batches?batch=${batchId}`, { headers: { authorization } });
    return batchList.parse(await answer.json()).batches[0];
  };
  const rows = (sql: string) => desk.db().client.prepare(sql).all();
  const spoil = (candidacyId: string | undefined, bytes: string) => {
    const photo = 'SELECT photo_sha256 FROM outbox WHERE candidacy_id = ?';
    desk.db().statement(`UPDATE photo_blob SET bytes = ${bytes} WHERE sha256 = (${photo})`).run(candidacyId);
  };

  test('放行时签清单，没有人名；随记录送到，收齐一批签一张回执，登记台看得见', async () => {
    await next(2);
    expect((await newest()).sentence).toContain('清单还没有送到自治区');
    const [{ manifest, signature } = { manifest: '', signature: '' }] = rows(
      'SELECT manifest, manifest_signature AS signature FROM batch',
    ) as { manifest: string; signature: string }[];
    expect(signatureHolds(manifest, signature, readInstallation(desk.db()).devicePublicKey)).toBe(true);
    for (const name of ['李牧', '斯琴', '1号台']) expect(manifest).not.toContain(name);
    expect(await makeRunner(desk, receiver.url).push()).toMatchObject({ received: 2, trouble: null });
    const { line, sentence } = await newest();
    expect(line?.region).toMatchObject({ arrived: 2, records: 2, complete: true });
    expect(sentence).toContain('自治区已收齐本批 2/2');
    expect(await atRegion(line?.batchId)).toMatchObject({
      arrived: 2,
      records: 2,
      extra: 0,
      missing: [],
      origin: 'direct',
    });
    expect(
      rows(`SELECT kind FROM event WHERE subject_id = '${line?.batchId}' AND kind = 'batch.receivedWhole'`),
    ).toHaveLength(1);
  });

  test('再送一次：整批回执不变，也不再问', async () => {
    const before = rows('SELECT * FROM batch_standing');
    const seen: string[] = [];
    const real = createHttpCall();
    const call: HttpCall = (request) => {
      seen.push(new URL(request.url).pathname);
      return real.call(request);
    };
    await makeRunner(desk, receiver.url, { call }).push();
    expect(rows('SELECT * FROM batch_standing')).toEqual(before);
    expect(seen).not.toContain('/v2/batches');
    expect(() => desk.db().client.exec(`UPDATE batch_standing SET arrived = 1`)).toThrow('does not change');
    real.close();
  });

  test('一份的照片在本机坏了：缺谁说得出；修好再送就收齐', async () => {
    const [damaged] = await next(3);
    const kept = rows(
      `SELECT hex(p.bytes) AS hex FROM photo_blob p JOIN outbox o ON o.photo_sha256 = p.sha256 WHERE o.candidacy_id = '${damaged?.candidacyId}'`,
    ) as { hex: string }[];
    spoil(damaged?.candidacyId, `x'00'`);
    await makeRunner(desk, receiver.url).push();
    const open = await newest();
    expect(open.line?.region).toMatchObject({ arrived: 2, records: 3, complete: false });
    expect(open.sentence).toContain(`自治区收到本批 2/3`);
    expect(open.sentence).toContain(`缺 1 份：${damaged?.data.fullName}。`);
    expect((await atRegion(open.line?.batchId))?.missing).toHaveLength(1);
    spoil(damaged?.candidacyId, `x'${kept[0]?.hex}'`);
    await makeRunner(desk, receiver.url).push();
    expect((await newest()).line?.region).toMatchObject({ arrived: 3, complete: true });
  });

  test('点收的这一问断了：记录照有回执，不算没送到；下一次补上', async () => {
    await next(1);
    const real = createHttpCall();
    const cut: HttpCall = (request) =>
      request.url.endsWith('/v2/batches') ? Promise.reject(new Error('reset')) : real.call(request);
    expect(await makeRunner(desk, receiver.url, { call: cut }).push()).toMatchObject({ received: 1, trouble: null });
    expect((await newest()).line?.region).toBeNull();
    await makeRunner(desk, receiver.url).push();
    expect((await newest()).line?.region).toMatchObject({ complete: true });
    real.close();
  });

  test('接收端旧，不认这个地址：记录照送，不算出错', async () => {
    await next(1);
    const real = createHttpCall();
    const body = Buffer.from(JSON.stringify({ type: 'x', code: 'not-found', title: 'x', status: 404 }));
    const old: HttpCall = (request) =>
      request.url.endsWith('/v2/batches')
        ? Promise.resolve({ status: 404, mediaType: 'application/problem+json', body })
        : real.call(request);
    expect(await makeRunner(desk, receiver.url, { call: old }).push()).toMatchObject({ received: 1, trouble: null });
    expect((await newest()).sentence).toContain('清单还没有送到自治区');
    await makeRunner(desk, receiver.url).push();
    real.close();
  });

  test('签名不是自治区的、说的是另一张清单的：不用，什么也不改', async () => {
    await next(1);
    const lines: { body: string; signature: string }[] = [];
    const real = createHttpCall();
    const spy: HttpCall = async (request) => {
      const answer = await real.call(request);
      if (!request.url.endsWith('/v2/batches')) return answer;
      const said = JSON.parse(Buffer.from(answer.body).toString()) as {
        standings: { body: string; signature: string }[];
      };
      lines.push(...said.standings);
      const standings = said.standings.map((one) => ({ ...one, body: one.body.replace('"refused":0', '"refused":1') }));
      return { ...answer, body: Buffer.from(JSON.stringify({ ...said, standings })) };
    };
    await makeRunner(desk, receiver.url, { call: spy }).push();
    const { line } = await newest();
    expect(line?.region).toBeNull();
    const { ids, appVersion } = desk.desk.gate.options;
    const open = deskForSync({ db: desk.db(), clock: desk.clock, ids, appVersion });
    const [first] = lines;
    const take = (signed: { body: string; signature: string }) => {
      let said = '';
      open.transact((context) => {
        said = takeBatchStanding(context, signed);
        return { ok: true, value: null };
      });
      return said;
    };
    expect(take({ body: first?.body ?? '', signature: 'AA==' })).toBe('strange');
    expect(take(first ?? { body: '', signature: '' })).toBe('completed');
    expect(take(first ?? { body: '', signature: '' })).toBe('known');
    real.close();
  });
});
