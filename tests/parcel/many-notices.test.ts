import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonicalJson, type Json } from '#shared/lib/canonical-json.ts';
import { PARCEL_MEDIA_TYPE } from '#shared/wire/parcel.ts';
import { readNotice } from '#shared/wire/region-notice.ts';
import { openEmbedded } from '../../provincial-server/database.ts';
import { insertNotice } from '../../provincial-server/store/notice.ts';
import { countyBody, regionKeys } from '../fixtures/county.ts';
import { regionRoster, regionRow } from '../fixtures/region-roster.ts';
import { signText } from '../fixtures/sign-text.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { makeReceiver, type TestReceiver } from '../receiver/make-receiver.ts';
import { regionProgram } from '../receiver/region-program.ts';
import { enrol } from '../sync/enrolled-desk.ts';
import { pupilData, releasePupils } from '../sync/release-pupils.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaoji-many-'));
const at = (name: string) => join(folder, name);
/** 250 pupils with long addresses: some 300 KB, of which an answer takes 16 MB. */
const rows = Array.from({ length: 250 }, (_, index) => regionRow(index + 1, { address: '敖汉旗新惠镇'.repeat(60) }));
const count = 70;
let receiver: TestReceiver;
let desk: TestDesk;
let data: string;

beforeAll(async () => {
  receiver = await makeReceiver({ folder: mkdtempSync(join(folder, 'receiver-')), enrolledOnly: true });
  desk = await makeDesk();
  await enrol(receiver, desk);
  data = receiver.folder;
  await receiver.stop();
  const database = await openEmbedded(data);
  for (let n = 1; n <= count; n += 1) {
    const head = { v: 1, kind: 'roster', noticeId: v7(), officeId: countyBody.office.id };
    const roster = regionRoster(rows, { rosterId: v7(), label: `名册 ${n}` });
    const body = canonicalJson({ ...head, issuedAt: '2026-11-20T00:00:00.000Z', roster } as Json);
    const notice = readNotice(body);
    if (!notice) throw new Error('not a notice');
    const signed = { body, signature: signText(body, regionKeys.privateKey) };
    await insertNotice(database, { notice, signed }, '2026-11-20T00:00:00.000Z');
  }
  await database.close();
  await releasePupils(desk, [pupilData(1)]);
  desk.files.save = at('a.kaoji-parcel');
  await desk.as('reviewer1');
  value(await desk.call('parcel.write', {}));
}, 120_000);
afterAll(() => {
  desk.close();
  rmSync(folder, { recursive: true, force: true });
});

async function read(name: string) {
  desk.files.open = at(name);
  await desk.as('reviewer1');
  return value(await desk.call('parcel.readAnswer', {}));
}

test('通知多得一个回执包装不下：写两个，都说出名字；合起来一条不少，一条不重', { timeout: 240_000 }, async () => {
  const words = ['--region-key', join(data, 'region.key'), '--data', data, '--in', at('a.kaoji-parcel')];
  const taken = await regionProgram('read-parcel.ts', [...words, '--answer', at('b.kaoji-parcel')]);
  expect(taken.said).toContain(`带上通知 ${count} 条`);
  expect(taken.said).toContain(`回执包写了 2 个，都带回去读：${at('b.kaoji-parcel')}、${at('b-2.kaoji-parcel')}`);
  for (const name of ['b.kaoji-parcel', 'b-2.kaoji-parcel'])
    expect(statSync(at(name)).size).toBeLessThan(17 * 1024 * 1024);
  const first = await read('b.kaoji-parcel');
  expect(first).toMatchObject({ received: 1, notices: { refused: 0, known: 0 } });
  const second = await read('b-2.kaoji-parcel');
  expect(second).toMatchObject({ received: 0, known: 0, notices: { refused: 0, known: 0 } });
  const applied = [first, second].map((one) => one?.notices.applied ?? 0);
  expect(applied.every((one) => one > 0)).toBe(true);
  expect(applied[0] ?? 0).toBeGreaterThan(applied[1] ?? 0);
  // the newest are in the first
  const labels = desk.db().statement('SELECT label FROM arrived_roster ORDER BY rowid').pluck().all();
  expect(labels.slice(0, applied[0]).sort()).toEqual(
    Array.from({ length: applied[0] ?? 0 }, (_none, back) => `名册 ${count - back}`).sort(),
  );
  expect(new Set(labels).size).toBe(count);
});

test('同一个包走网络：一次给一个回执包，说还有下一个；要没有的，说没有', { timeout: 240_000 }, async () => {
  receiver = await makeReceiver({ folder: data, enrolledOnly: true });
  try {
    const ask = (query: string) =>
      fetch(`${receiver.url}/v2/bundles${query}`, {
        method: 'POST',
        headers: {
          'content-type': PARCEL_MEDIA_TYPE,
          authorization: `Bearer ${readFileSync(join(data, 'admin-token'), 'utf8').trim()}`,
        },
        body: readFileSync(at('a.kaoji-parcel')),
      });
    const known: number[] = [];
    for (const [query, next] of [
      ['', '2'],
      ['?part=2', null],
    ] as const) {
      const answer = await ask(query);
      expect([answer.status, answer.headers.get('kaoji-next-part')]).toEqual([200, next]);
      writeFileSync(at('net.kaoji-parcel'), Buffer.from(await answer.arrayBuffer()));
      known.push((await read('net.kaoji-parcel'))?.notices.known ?? 0);
    }
    expect(known.reduce((sum, one) => sum + one, 0)).toBe(count);
    expect((await ask('?part=3')).status).toBe(404);
    expect((await ask('?part=0')).status).toBe(400);
  } finally {
    await receiver.stop();
  }
});
