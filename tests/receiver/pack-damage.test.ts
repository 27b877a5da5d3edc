import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBlobStore } from '../../provincial-server/blob-store.ts';
import { sha256 } from './build-record.ts';
import { layEmptyDatabase } from './empty-database.ts';
import { noLostBook } from './no-lost-book.ts';
import { regionProgram } from './region-program.ts';

const photos = [1, 2, 3].map((n) => Buffer.from(`第${n}张照片`.repeat(50)));
const names = photos.map((photo) => sha256(photo));
const entry = 40 + (photos[0]?.length ?? 0);
let home: string;
let file: string;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'kaoji-packs-'));
  file = join(home, 'photos', 'pack-000001');
  const store = await openBlobStore(home, noLostBook);
  for (const [at, photo] of photos.entries()) await store.put(names[at] ?? '', photo);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const damages: [string, number, string][] = [
  ['一个字节', entry + 40 + 7, 'x'],
  ['开头的记号', entry, 'KJPX'],
  ['长度', entry + 36, '\xff'],
  ['长度短了', entry + 39, '\x05'],
];

describe.each([false, true])('照片包中间坏了（后面还有新的包：%s）', (isOlder) => {
  test.each(damages)(
    '坏的是%s：后面的照片都还在，坏的那张算没有，再送就有；一个字节也没有切掉',
    async (_name, at, with_) => {
      const bytes = readFileSync(file);
      bytes.write(with_, at, 'latin1');
      writeFileSync(file, bytes);
      if (isOlder) writeFileSync(join(home, 'photos', 'pack-000002'), '');
      const store = await openBlobStore(home, noLostBook);
      const held = await Promise.all(names.map((name) => store.held(name)));
      // heads that lead to the end are believed in an older pack: what lies there is proven when it is asked for
      const isBelieved = isOlder && with_ === 'x';
      expect(held).toEqual([-1, isBelieved ? -1 : 0, -1]);
      const damage = [{ pack: 'pack-000001', bytes: entry, isUnreadable: false }];
      expect(store.condition().damaged).toEqual(isBelieved ? [] : damage);
      if (isBelieved) expect(await store.get(names[1] ?? '')).toBeNull();
      expect([await store.held(names[1] ?? ''), store.condition().damaged]).toEqual([0, damage]);
      await store.put(names[1] ?? '', photos[1] ?? Buffer.alloc(0));
      const again = await openBlobStore(home, noLostBook);
      for (const [nth, photo] of photos.entries())
        expect(Buffer.from((await again.get(names[nth] ?? '')) ?? []).equals(photo)).toBe(true);
      expect(readFileSync(file).subarray(0, bytes.length).equals(bytes)).toBe(true);
    },
  );
});

test('旧的包里名字在、内容坏了，好的一片一片又送来：收下好的，不当已经有了', async () => {
  const bytes = readFileSync(file);
  bytes.write('x', entry + 40 + 7, 'latin1');
  writeFileSync(file, bytes);
  writeFileSync(join(home, 'photos', 'pack-000002'), '');
  const [, photo = Buffer.alloc(0)] = photos;
  const [, name = ''] = names;
  const store = await openBlobStore(home, noLostBook);
  expect(await store.held(name)).toBe(-1);
  const piece = (from: number, until: number) => ({
    offset: from,
    total: photo.length,
    bytes: photo.subarray(from, until),
  });
  expect(await store.append(name, piece(0, 100))).toBe(100);
  expect(await store.append(name, piece(100, photo.length))).toBe(photo.length);
  expect(Buffer.from((await store.get(name)) ?? []).equals(photo)).toBe(true);
});

test('命令行打开坏了的照片包：说坏了多少字节、怎么办，不当没有事', { timeout: 120_000 }, async () => {
  await layEmptyDatabase(home);
  const bytes = readFileSync(file);
  bytes.write('KJPX', entry, 'latin1');
  writeFileSync(file, bytes);
  const key = join(import.meta.dirname, '../../demo/region-key-demo-only.pem');
  const words = ['--region-key', key, '--data', home, '--in', join(home, 'none'), '--answer', join(home, 'answer')];
  const { said } = await regionProgram('read-parcel.ts', words);
  expect(said).toContain(`照片文件夹里的 pack-000001 有 ${entry} 字节坏了`);
  expect(said).toContain('改成下一个没有用过的号放在旁边，不要盖掉坏了的这个');
});
