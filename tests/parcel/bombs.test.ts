import { readFileSync, writeFileSync } from 'node:fs';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodePiece } from '../../parcel/pieces.ts';
import { sealParcel } from '../../parcel/seal.ts';
import { readInstallation, readSchemaName } from '../../src-main/db/store/office.ts';
import { officeParcelKey } from '../../src-main/db/store/parcel-keys.ts';
import { signWith } from '../../src-main/security/signature.ts';
import { pupil, type Scene } from '../fixtures/desk-scene.ts';
import { value } from '../make-desk.ts';
import { type TwoDesks, twoDesks } from './two-desks.ts';

let desks: TwoDesks;
let office: Scene;
let field: Scene;

beforeAll(async () => {
  desks = await twoDesks();
  ({ office, field } = desks);
  await field.completed(pupil(61));
  await desks.handOver('good.kaoji-parcel');
}, 60_000);
afterAll(() => desks.close());

const state = () =>
  ['candidacy', 'capture', 'event', 'photo_blob', 'parcel', 'user_account'].map((table) => [
    table,
    office.count(table),
  ]);

async function refused(name: string, what: string): Promise<void> {
  const before = state();
  expect(await desks.read(office, name), what).toMatchObject({ ok: false, fault: { kind: 'invalid' } });
  expect(state(), what).toEqual(before);
}

/** A parcel that the field desk really signed, with any bytes inside. */
async function signedBomb(name: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const own = readInstallation(field.desk.db());
  const header = {
    kind: 'toOffice' as const,
    parcelId: v7(),
    deviceId: own.deviceId,
    officeId: own.officeId,
    incarnation: own.incarnation,
    deskSeqFrom: 0,
    deskSeqUntil: 0,
    previousSha256: null,
    count: 0,
    recipient: officeParcelKey(office.desk.db(), '').recipient,
    replyTo: null,
    signer: own.devicePublicKey,
  };
  const sign = (text: string) => signWith(own.devicePrivateKey, text);
  const pieces: Uint8Array[] = [];
  for await (const piece of sealParcel({ header, sign, content }, () => undefined)) pieces.push(piece);
  writeFileSync(desks.at(name), Buffer.concat(pieces));
}

describe('认过的登记台签的坏包，装不垮这一台', () => {
  test('一段声明 4 GB、声明 1 MB 多一个字节、声明了不给：不用，也不占那么多内存', async () => {
    const before = process.memoryUsage().rss;
    for (const announced of [0xffff_ffff, 1024 * 1024 + 1, 1024 * 1024]) {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(announced);
      const one = async function* () {
        yield length;
        yield Buffer.from('x');
      };
      await signedBomb('declared.kaoji-parcel', one());
      await refused('declared.kaoji-parcel', `声明 ${announced}`);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  test('几十万条小行：到上限就停', async () => {
    const line = encodePiece(
      Buffer.from(JSON.stringify({ kind: 'person', userId: v7(), loginName: 'x', displayName: 'x', role: 'clerk' })),
    );
    let given = 0;
    const many = async function* () {
      yield encodePiece(
        Buffer.from(
          JSON.stringify({
            kind: 'begin',
            schema: readSchemaName(office.desk.db()),
            deskName: 'x',
            to: desks.deviceOf(office),
          }),
        ),
      );
      for (; given < 200_000; given += 100) yield Buffer.concat(Array.from({ length: 100 }, () => line));
    };
    await signedBomb('many.kaoji-parcel', many());
    await refused('many.kaoji-parcel', '二十万条');
  });

  test('多出来没有人要的照片、像路径的名字、压缩包当照片：整包不用，盘上不多一个文件', async () => {
    const bend = async (what: string, change: (all: readonly Buffer[]) => readonly Uint8Array[]) => {
      writeFileSync(desks.at('bent.kaoji-parcel'), readFileSync(desks.at('good.kaoji-parcel')));
      await desks.bend('bent.kaoji-parcel', { writer: field, reader: office }, change);
      await refused('bent.kaoji-parcel', what);
    };
    const zip = Buffer.concat([Buffer.from([0, 0x50, 0x4b, 3, 4]), Buffer.alloc(3000, 7)]);
    await bend('没有人要的照片', (all) => [...all, zip]);
    const text = (find: RegExp, put: string) => (all: readonly Buffer[]) =>
      all.map((one) => (one[0] === 0 ? one : Buffer.from(String(one).replace(find, put))));
    for (const name of ['../../../etc/passwd', '..\\\\..\\\\windows\\\\win.ini', '/tmp/x', 'C:\\\\x'])
      await bend(name, text(/"derivedSha256":"[0-9a-f]+"/gu, `"derivedSha256":"${name}"`));
    await bend('学生的号像路径', text(/"id":"[0-9a-f-]+"/u, '"id":"../../x"'));
  });

  test('头里说的份数和里面不一样', async () => {
    for (const count of [0, 2, 401, 20_000]) {
      writeFileSync(desks.at('count.kaoji-parcel'), readFileSync(desks.at('good.kaoji-parcel')));
      await desks.bend('count.kaoji-parcel', { writer: field, reader: office }, (all) => all, { count });
      await refused('count.kaoji-parcel', `说有 ${count} 份`);
    }
    expect(value(await desks.read(office, 'good.kaoji-parcel'))).toMatchObject({ pupils: { added: 1 } });
  });
});
