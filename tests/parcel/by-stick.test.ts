import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInstallation } from '../../src-main/db/store/office.ts';
import { countMessages } from '../../src-main/db/store/outbox.ts';
import { signWith } from '../../src-main/security/signature.ts';
import { countyBody } from '../fixtures/county.ts';
import { makeDesk, type TestDesk, value } from '../make-desk.ts';
import { pupilData, releasePupils } from '../sync/release-pupils.ts';
import { repack } from './repack.ts';
import { makeStickRegion } from './stick-region.ts';

const region = makeStickRegion();
const { stick, at, take, start, look } = region;
let desk: TestDesk;
let sibling: TestDesk;
let fingerprint = '';

beforeAll(async () => {
  desk = await makeDesk();
  sibling = await makeDesk({ deskName: '2号台' });
  await releasePupils(desk, [pupilData(1), pupilData(2), pupilData(3)]);
}, 60_000);

afterAll(async () => {
  desk.close();
  sibling.close();
  await region.remove();
});

const write = (name: string) => region.write(desk, name);
const readBack = region.readBack;

describe('只用 U 盘：送去、收下、回执带回', () => {
  test('登记台写包：读回核对过，盘上没有别的文件，名字看不到，记录还在等回执', async () => {
    const written = value(await write('a.kaoji-parcel'));
    expect(written).toMatchObject({ fileName: 'a.kaoji-parcel', records: 3, left: 0 });
    fingerprint = written?.fingerprint ?? '';
    expect(readdirSync(stick)).toEqual(['a.kaoji-parcel']);
    const bytes = readFileSync(at('a.kaoji-parcel'));
    expect(bytes.length).toBe(written?.bytes);
    for (const word of ['斯琴', pupilData(1).documentNumber, '敖汉旗']) expect(bytes.includes(word)).toBe(false);
    expect(countMessages(desk.db())).toMatchObject({ waiting: 3, acknowledged: 0 });
  });

  test('没见过的登记台：说出指纹，一份不收；指纹不对也不收', async () => {
    const first = await take('a.kaoji-parcel', 'none.kaoji-parcel');
    expect(first.refused).toBe(true);
    expect(first.said).toContain(fingerprint);
    expect((await take('a.kaoji-parcel', 'none.kaoji-parcel', ['--enrol', 'AAAA BBBB'])).refused).toBe(true);
    expect(readdirSync(stick)).not.toContain('none.kaoji-parcel');
  });

  test('指纹对过：收下三份，写好回执包', async () => {
    const taken = await take('a.kaoji-parcel', 'answer.kaoji-parcel', ['--enrol', fingerprint]);
    expect(taken).toMatchObject({ refused: false });
    expect(taken.said).toContain('收下 3 份，其中以前收过 0 份；批次 1 个，收齐 1 个');
  });

  test('同一个包再读：什么也不多，回执一字不差', async () => {
    const again = await take('a.kaoji-parcel', 'again.kaoji-parcel');
    expect(again.said).toContain('收下 3 份，其中以前收过 3 份');
  });

  test('改过一位的包、改过一位的回执包：不用，账不动', async () => {
    for (const [from, to] of [
      ['a.kaoji-parcel', 'bent.kaoji-parcel'],
      ['answer.kaoji-parcel', 'bent-answer.kaoji-parcel'],
    ] as const) {
      const bytes = readFileSync(at(from));
      const place = Math.floor(bytes.length / 2);
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      writeFileSync(at(to), bytes);
    }
    expect(await take('bent.kaoji-parcel', 'none.kaoji-parcel')).toMatchObject({ refused: true });
    expect(await readBack(desk, 'bent-answer.kaoji-parcel')).toMatchObject({ ok: false, fault: { kind: 'invalid' } });
    expect(countMessages(desk.db())).toMatchObject({ waiting: 3, acknowledged: 0 });
  });

  test('拿到同办公室另一台去读：说得出，不动', async () => {
    const reply = await readBack(sibling, 'answer.kaoji-parcel');
    expect(JSON.stringify(reply)).toContain('另一台登记台');
  });

  test('把登记台的包当回执读、把回执当登记台的包读：说得出', async () => {
    expect(JSON.stringify(await readBack(desk, 'a.kaoji-parcel'))).toContain('另一个方向');
    expect((await take('answer.kaoji-parcel', 'none.kaoji-parcel')).said).toContain('另一个方向');
  });

  test('回执读进来：三份都有回执；旧回执再读，没有变化', async () => {
    expect(value(await readBack(desk, 'answer.kaoji-parcel'))).toMatchObject({
      received: 3,
      known: 0,
      waiting: 0,
      batches: 1,
    });
    expect(countMessages(desk.db())).toMatchObject({ waiting: 0, acknowledged: 3 });
    const receipts = () => desk.db().statement('SELECT message_id, body, signature FROM receipt ORDER BY 1').all();
    const before = receipts();
    expect(value(await readBack(desk, 'again.kaoji-parcel'))).toMatchObject({ received: 0, known: 3, strange: 0 });
    expect(receipts()).toEqual(before);
    const [line] = value(await desk.call('batch.list', { state: 'all' }));
    expect(line?.region).toMatchObject({ arrived: 3, records: 3, complete: true });
    const { regionSentence } = value(await desk.call('batch.read', { batchId: line?.batchId ?? '' }));
    expect(regionSentence).toContain('自治区已收齐本批 3/3');
    const { said: listed } = await look('batches.ts', ['--batch', line?.batchId ?? '']);
    expect(listed).toContain(`第1批 ${line?.batchId}`);
    expect(listed).toContain('3/3 已收齐');
    for (const name of ['李牧', '斯琴']) expect(listed).not.toContain(name);
  });

  test('签发过的通知跟着回执包走：三份转为生效，登记台读得出', async () => {
    await start('issue.ts', ['--accept', '--office', countyBody.office.id]);
    expect((await take('a.kaoji-parcel', 'decided.kaoji-parcel')).said).toContain('带上通知 3 条');
    expect(value(await readBack(desk, 'decided.kaoji-parcel'))).toMatchObject({
      notices: { applied: 3, parked: 0, refused: 0, known: 0 },
    });
    const inEffect = "SELECT count(*) FROM candidacy WHERE status = 'inEffect'";
    expect(desk.db().statement(inEffect).pluck().get()).toBe(3);
  });

  test('没有要送的，不写空包', async () => {
    expect(JSON.stringify(await write('empty.kaoji-parcel'))).toContain('没有要送的');
    expect(readdirSync(stick)).not.toContain('empty.kaoji-parcel');
  });
});

describe('登记台自己的钥匙重新封的包，内容对不上就一份不收', () => {
  const cases = {
    抽掉一份: (frames: readonly Buffer[]) => frames.slice(1),
    多放一份: (frames: readonly Buffer[]) => [...frames, frames[0] ?? Buffer.alloc(1)],
    次序对调: (frames: readonly Buffer[]) => frames.toReversed(),
    照片换成别人的: (frames: readonly Buffer[]) =>
      frames.map((frame) => Buffer.concat([frame.subarray(0, -9), Buffer.alloc(9)])),
    清单改过一个字: (frames: readonly Buffer[]) =>
      frames.map((frame) =>
        frame[0] === 0x7b ? Buffer.from(frame.toString().replace('\\"dayNo\\":1', '\\"dayNo\\":2')) : frame,
      ),
    空段: () => [Buffer.alloc(0)],
    记录中间夹一段文字: ([first, ...rest]: readonly Buffer[]) => [first ?? Buffer.alloc(1), Buffer.from('{}'), ...rest],
  } as const;
  for (const [name, change] of Object.entries(cases)) {
    test(name, async () => {
      const own = readInstallation(desk.db());
      const packed = await repack(
        readFileSync(at('a.kaoji-parcel')),
        (text) => signWith(own.devicePrivateKey, text),
        // what the desk holds goes in front, its records are what is changed
        (pieces) => [...pieces.slice(0, 2), ...change(pieces.slice(2))],
      );
      writeFileSync(at('mixed.kaoji-parcel'), packed);
      const taken = await take('mixed.kaoji-parcel', 'none.kaoji-parcel');
      expect(taken).toMatchObject({ refused: true });
      expect(taken.said).toContain('一份也没有收');
    });
  }

  test('说本机有哪些的一段改过、读不懂：不收', async () => {
    const own = readInstallation(desk.db());
    const bent = await repack(
      readFileSync(at('a.kaoji-parcel')),
      (text) => signWith(own.devicePrivateKey, text),
      ([_holds, ...frames]) => [Buffer.from('{"v":1,"kind":"holds","startsAfter":-1,"ids":[]}'), ...frames],
    );
    writeFileSync(at('mixed.kaoji-parcel'), bent);
    expect((await take('mixed.kaoji-parcel', 'none.kaoji-parcel')).said).toContain('一份也没有收');
  });

  test('旧程序的包不说本机有哪些：照收，不带回什么', async () => {
    const own = readInstallation(desk.db());
    const old = await repack(
      readFileSync(at('a.kaoji-parcel')),
      (text) => signWith(own.devicePrivateKey, text),
      (pieces) => pieces.slice(2, 5), // nor does it know manifests of batches
    );
    writeFileSync(at('old.kaoji-parcel'), old);
    const { said } = await take('old.kaoji-parcel', 'old-answer.kaoji-parcel');
    expect(said).toContain('收下 3 份，其中以前收过 3 份；带上通知');
    expect(value(await readBack(desk, 'old-answer.kaoji-parcel'))).toMatchObject({ known: 3, regainLeft: null });
  });

  test('程序只说有哪些记录、不说有哪些变动：记录照带，变动的一段不写，它读得懂', async () => {
    const own = readInstallation(desk.db());
    const older = await repack(
      readFileSync(at('a.kaoji-parcel')),
      (text) => signWith(own.devicePrivateKey, text),
      ([holds, _changes, ...frames]) => [holds ?? Buffer.alloc(1), ...frames],
    );
    writeFileSync(at('older.kaoji-parcel'), older);
    await take('older.kaoji-parcel', 'older-answer.kaoji-parcel');
    const read = value(await readBack(desk, 'older-answer.kaoji-parcel'));
    expect(read).toMatchObject({ regainLeft: 0, changesBack: { regained: 0, left: null } });
  });

  test('头里写别的办公室：不收', async () => {
    const own = readInstallation(desk.db());
    const other = { officeId: '0198f000-0000-7000-8000-0000000000ff' };
    const packed = await repack(
      readFileSync(at('a.kaoji-parcel')),
      (text) => signWith(own.devicePrivateKey, text),
      (frames) => frames,
      other,
    );
    writeFileSync(at('county.kaoji-parcel'), packed);
    expect((await take('county.kaoji-parcel', 'none.kaoji-parcel')).said).toContain('另一个办公室');
    expect(countyBody.office.id).not.toBe(other.officeId);
  });
});
