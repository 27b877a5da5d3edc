import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBlobStore } from '../../provincial-server/blob-store.ts';
import { spoilPlace } from '../faults/bad-place.ts';
import { sha256 } from './build-record.ts';
import { makeReceiver, type TestReceiver } from './make-receiver.ts';
import { noLostBook } from './no-lost-book.ts';

/** Status of a GET with a host header of one's own, which fetch does not allow. */
function statusOf(url: string, path: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, url), { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('接收端的门', () => {
  let open: TestReceiver;
  let closed: TestReceiver;
  beforeAll(async () => {
    open = await makeReceiver();
    closed = await makeReceiver({ report: false });
  });
  afterAll(async () => {
    await open.stop();
    await closed.stop();
  });

  test('没有要求时不给总表', async () => {
    expect((await fetch(`${closed.url}/v1/report`)).status).toBe(404);
    expect((await fetch(`${open.url}/v1/report`)).status).toBe(200);
  });

  test.each([
    ['127.0.0.1:4870', 200],
    ['localhost', 200],
    ['[::1]:4870', 200],
    ['exam.example:4870', 404],
    ['127.0.0.1.example', 404],
  ])('主机写 %s：%i', async (host, status) => {
    expect(await statusOf(open.url, '/v1/report', host)).toBe(status);
  });
});

describe('照片库', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-blobs-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('库里的字节坏了（长度没变）：算没有，说哪个包坏了，再收同一张时换成好的，重开也是好的', async () => {
    const store = await openBlobStore(folder, noLostBook);
    const photo = Buffer.from('一张照片的字节');
    const name = sha256(photo);
    await store.put(name, photo);
    const file = join(folder, 'photos', 'pack-000001');
    const pack = readFileSync(file);
    pack[40] = 0;
    writeFileSync(file, pack);
    expect([await store.get(name), await store.held(name)]).toEqual([null, 0]);
    expect(store.condition().damaged).toEqual([{ pack: 'pack-000001', bytes: 40 + photo.length, isUnreadable: false }]);
    await store.put(name, photo);
    expect(Buffer.from((await store.get(name)) ?? []).equals(photo)).toBe(true);
  });

  test('断电留下的半张：重开时切掉，前面的都在，后面接着收', async () => {
    const home = mkdtempSync(join(tmpdir(), 'kaoji-packs-'));
    const photos = [1, 2, 3].map((n) => Buffer.from(`第${n}张照片`.repeat(50)));
    const store = await openBlobStore(home, noLostBook);
    await Promise.all(photos.map((photo) => store.put(sha256(photo), photo)));
    const file = join(home, 'photos', 'pack-000001');
    const whole = readFileSync(file);
    const third = sha256(photos[2] ?? Buffer.alloc(0));
    for (const rest of [whole.subarray(0, -1), Buffer.concat([whole.subarray(0, -20), Buffer.alloc(20)])]) {
      writeFileSync(file, rest);
      const again = await openBlobStore(home, noLostBook);
      const held = await Promise.all(photos.map((photo) => again.held(sha256(photo))));
      expect(held).toEqual([-1, -1, 0]);
      await again.put(third, photos[2] ?? Buffer.alloc(0));
      expect(readFileSync(file).equals(whole)).toBe(true);
    }
    rmSync(home, { recursive: true, force: true });
  });

  test('最后一片和前面的一起进包：进不去就不算有，重送最后一片就齐', async () => {
    const home = mkdtempSync(join(tmpdir(), 'kaoji-parts-'));
    const photo = Buffer.from('一张照片的字节'.repeat(100));
    const name = sha256(photo);
    const piece = (from: number, until: number) => ({
      offset: from,
      total: photo.length,
      bytes: photo.subarray(from, until),
    });
    const store = await openBlobStore(home, noLostBook);
    expect(await store.append(name, piece(0, 1000))).toBe(1000);
    const other = Buffer.from('另一张');
    await store.put(sha256(other), other);
    const mend = await spoilPlace({ file: join(home, 'photos', 'pack-000001'), isForWriting: true });
    await expect(store.append(name, piece(1000, photo.length))).rejects.toThrow('EIO');
    expect(await store.held(name)).toBe(photo.length - 1);
    mend();
    expect(await store.append(name, piece(photo.length - 1, photo.length))).toBe(photo.length);
    expect(await store.held(name)).toBe(-1);
    expect(Buffer.from((await store.get(name)) ?? []).equals(photo)).toBe(true);
    expect(readdirSync(join(home, 'photos', 'parts'))).toEqual([]);
    rmSync(home, { recursive: true, force: true });
  });

  test('写下还没落盘就被 kill -9：重开时都在，只差最后一个字节；接不上的、已经有的不写', async () => {
    const home = mkdtempSync(join(tmpdir(), 'kaoji-parts-'));
    const photo = Buffer.from('一张照片的字节'.repeat(100));
    const name = sha256(photo);
    const piece = (from: number, until: number) => ({
      offset: from,
      total: photo.length,
      bytes: photo.subarray(from, until),
    });
    const killed = await openBlobStore(home, noLostBook);
    killed.spool(name, piece(500, 900));
    expect(readdirSync(join(home, 'photos', 'parts'))).toEqual([]);
    killed.spool(name, piece(0, 500));
    killed.spool(name, piece(900, 1000));
    killed.spool(name, piece(300, 800));
    expect(readFileSync(join(home, 'photos', 'parts', name)).equals(photo.subarray(0, 800))).toBe(true);
    expect(await (await openBlobStore(home, noLostBook)).held(name)).toBe(800);
    killed.spool(name, piece(0, photo.length));
    const again = await openBlobStore(home, noLostBook);
    expect(await again.held(name)).toBe(photo.length - 1);
    expect(await again.append(name, piece(photo.length - 1, photo.length))).toBe(photo.length);
    expect(Buffer.from((await again.get(name)) ?? []).equals(photo)).toBe(true);
    expect(readdirSync(join(home, 'photos', 'parts'))).toEqual([]);
    again.spool(name, piece(0, 100));
    expect(readdirSync(join(home, 'photos', 'parts'))).toEqual([]);
    rmSync(home, { recursive: true, force: true });
  });

  test('一块大得不像照片的、落不了盘的：不要，照样开得起来', async () => {
    const home = mkdtempSync(join(tmpdir(), 'kaoji-parts-'));
    const parts = join(home, 'photos', 'parts');
    const [great, odd, good] = ['a', 'b', 'c'].map((letter) => letter.repeat(64)) as [string, string, string];
    mkdirSync(parts, { recursive: true });
    writeFileSync(join(parts, great), '');
    truncateSync(join(parts, great), 3 * 1024 ** 3);
    // stands for what cannot be opened for writing and flushed
    mkdirSync(join(parts, odd));
    writeFileSync(join(parts, good), 'abc');
    const store = await openBlobStore(home, noLostBook);
    expect([await store.held(great), await store.held(odd), await store.held(good)]).toEqual([0, 0, 3]);
    expect(existsSync(join(parts, great))).toBe(false);
    const piece = { offset: 0, total: 2 ** 32 - 1, bytes: Buffer.from('abc') };
    store.spool(great, piece);
    expect([await store.append(great, piece), existsSync(join(parts, great))]).toEqual(['mismatch', false]);
    rmSync(home, { recursive: true, force: true });
  });

  test('两处同时写同一张：不缺、不重', async () => {
    const home = mkdtempSync(join(tmpdir(), 'kaoji-parts-'));
    const photo = Buffer.from('一张照片的字节'.repeat(100));
    const name = sha256(photo);
    const store = await openBlobStore(home, noLostBook);
    const pieces = Array.from({ length: 21 }, (_none, at) => ({
      offset: at * 100,
      total: photo.length,
      bytes: photo.subarray(at * 100, at * 100 + 100),
    }));
    const adding = pieces.map((one) => store.append(name, one));
    for (const one of pieces) store.spool(name, one);
    expect((await Promise.all(adding)).at(-1)).toBe(photo.length);
    expect(Buffer.from((await store.get(name)) ?? []).equals(photo)).toBe(true);
    expect(readdirSync(join(home, 'photos', 'parts'))).toEqual([]);
    rmSync(home, { recursive: true, force: true });
  });

  test('以前的程序在进包以前被杀，整张留在零件里：重开时收好；开着时问一个字节也收好；不对的扔掉', async () => {
    const home = mkdtempSync(join(tmpdir(), 'kaoji-parts-'));
    const photo = Buffer.from('一张照片的字节'.repeat(100));
    const name = sha256(photo);
    const part = join(home, 'photos', 'parts', name);
    await openBlobStore(home, noLostBook);
    writeFileSync(part, photo);
    const again = await openBlobStore(home, noLostBook);
    expect([await again.held(name), readdirSync(join(home, 'photos', 'parts'))]).toEqual([-1, []]);
    const other = Buffer.from('另一张照片'.repeat(100));
    const otherName = sha256(other);
    const last = { offset: other.length - 1, total: other.length, bytes: other.subarray(-1) };
    writeFileSync(join(home, 'photos', 'parts', otherName), other);
    expect(await again.append(otherName, last)).toBe(other.length);
    expect(await again.held(otherName)).toBe(-1);
    const wrong = sha256(Buffer.from('第三张'));
    writeFileSync(join(home, 'photos', 'parts', wrong), other);
    expect(await again.append(wrong, last)).toBe('mismatch');
    expect(await again.held(wrong)).toBe(0);
    rmSync(home, { recursive: true, force: true });
  });
});
