import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PARCEL_MEDIA_TYPE, parcelLimits } from '#shared/wire/parcel.ts';
import type { Problem } from '#shared/wire/push.ts';
import { countMessages } from '../../src-main/db/store/outbox.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { enrol } from '../sync/enrolled-desk.ts';
import { pupilData, releasePupils } from '../sync/release-pupils.ts';
import { makeReceiver, type TestReceiver } from './make-receiver.ts';

const stick = mkdtempSync(join(tmpdir(), 'kaoji-bundle-'));
const at = (name: string) => join(stick, name);
let receiver: TestReceiver;
let desk: TestDesk;
let token: string;

beforeAll(async () => {
  receiver = await makeReceiver({ enrolledOnly: true });
  token = readFileSync(join(receiver.folder, 'admin-token'), 'utf8').trim();
  desk = await makeDesk();
  await releasePupils(desk, [pupilData(1), pupilData(2)]);
  desk.files.save = at('a.kaoji-parcel');
  await desk.as('reviewer1');
  value(await desk.call('parcel.write', {}));
}, 120_000);
afterAll(async () => {
  desk.close();
  await receiver.stop();
  rmSync(stick, { recursive: true, force: true });
});

async function send(bytes: Uint8Array, headers: Record<string, string> = { authorization: `Bearer ${token}` }) {
  const answer = await fetch(`${receiver.url}/v2/bundles`, {
    method: 'POST',
    headers: { 'content-type': PARCEL_MEDIA_TYPE, ...headers },
    body: Buffer.from(bytes),
  });
  const body = Buffer.from(await answer.arrayBuffer());
  const problem = answer.status === 200 ? null : (JSON.parse(body.toString()) as Problem);
  return { status: answer.status, body, code: problem?.code ?? null };
}

const parcel = () => readFileSync(at('a.kaoji-parcel'));
const left = () => readdirSync(receiver.folder).filter((name) => name.startsWith('incoming-'));

describe('数据包走网络：和命令行一样收', () => {
  test('没有词、也没有登记台签名的请求：不收，盘上不留', async () => {
    expect(await send(parcel(), {})).toMatchObject({ status: 401, code: 'unproven' });
    expect(await send(parcel(), { authorization: 'Bearer wrong' })).toMatchObject({ status: 401 });
    await expect.poll(left).toEqual([]);
  });

  test('没登记的登记台写的包：不收，一份也没有', async () => {
    expect(await send(parcel())).toMatchObject({ status: 403, code: 'not-enrolled' });
    expect((await receiver.report()).counts.messages).toBe(0);
  });

  test('收下；回执包封好回来，登记台读得进；再送一遍，回执一样', async () => {
    await enrol(receiver, desk);
    desk.files.save = at('a.kaoji-parcel');
    await desk.as('reviewer1');
    value(await desk.call('parcel.write', {}));
    const first = await send(parcel());
    expect(first.status).toBe(200);
    expect(first.body.subarray(0, 4).toString()).toBe('KJP1');
    writeFileSync(at('answer.kaoji-parcel'), first.body);
    desk.files.open = at('answer.kaoji-parcel');
    await desk.as('reviewer1');
    expect(value(await desk.call('parcel.readAnswer', {}))).toMatchObject({ received: 2, waiting: 0 });
    expect(countMessages(desk.db())).toMatchObject({ waiting: 0, acknowledged: 2 });
    const second = await send(parcel());
    expect(second.status).toBe(200);
    writeFileSync(at('second.kaoji-parcel'), second.body);
    desk.files.open = at('second.kaoji-parcel');
    expect(value(await desk.call('parcel.readAnswer', {}))).toMatchObject({ received: 0, known: 2 });
    await expect.poll(left).toEqual([]);
  });

  test('坏的、截断的、加长的、不是包的、说有 2 GB 多的：说得出，一份不收，盘上不留', async () => {
    const good = parcel();
    const flipped = Buffer.from(good);
    flipped[good.length - 200] = (flipped[good.length - 200] ?? 0) ^ 1;
    for (const [bytes, code] of [
      [flipped, 'hash-mismatch'],
      [good.subarray(0, good.length - 1), 'hash-mismatch'],
      [Buffer.concat([good, Buffer.from('x')]), 'hash-mismatch'],
      [Buffer.from('../../etc/passwd'), 'bad-frame'],
      [Buffer.from([0]), 'bad-frame'],
    ] as const)
      expect(await send(bytes)).toMatchObject({ code });
    expect(await declared(parcelLimits.fileBytes + 1)).toBe(413);
    await expect.poll(left).toEqual([]);
  });

  test('线断在半路：不留，接着能收', async () => {
    await new Promise<void>((resolve) => {
      const half = request(`${receiver.url}/v2/bundles`, {
        method: 'POST',
        headers: { 'content-type': PARCEL_MEDIA_TYPE, authorization: `Bearer ${token}`, 'content-length': '100000' },
      });
      half.on('error', () => resolve());
      half.write(parcel().subarray(0, 1000), () => half.destroy(new Error('cut')));
    });
    expect((await send(parcel())).status).toBe(200);
    await expect.poll(left).toEqual([]);
  });
});

/** A request that says how much will come, and sends nothing. */
function declared(bytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = request(
      `${receiver.url}/v2/bundles`,
      {
        method: 'POST',
        headers: {
          'content-type': PARCEL_MEDIA_TYPE,
          authorization: `Bearer ${token}`,
          'content-length': String(bytes),
        },
      },
      (answer) => {
        resolve(answer.statusCode ?? 0);
        asking.destroy();
      },
    );
    asking.on('error', reject);
    asking.flushHeaders();
  });
}
