import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { ageKeyFrom } from '../../parcel/age-key.ts';
import { writeAnswer } from '../../provincial-server/write-answer.ts';
import { writeSealed } from '../../src-main/commands/parcel/write-sealed.ts';
import { signText } from '../fixtures/sign-text.ts';
import { desk, headerFacts } from './seal-bytes.ts';

const stick = mkdtempSync(join(tmpdir(), 'kaoji-flush-'));
const { open, rename } = fs;
const on = process.platform === 'win32' ? describe.skip : describe;

afterEach(() => put(open, rename));
afterAll(() => rmSync(stick, { recursive: true, force: true }));

function put(opens: typeof fs.open, renames: typeof fs.rename): void {
  fs.open = opens;
  fs.rename = renames;
  syncBuiltinESMExports();
}

/** What was done on the stick, in order; its folder answers a flush with `code` where one is given. */
function watch(code: string | null): string[] {
  const seen: string[] = [];
  const opens: typeof fs.open = async (path, ...more) => {
    const handle = await open(path, ...more);
    if (path !== stick) {
      if (more[0] === 'r') seen.push('readBack');
      return handle;
    }
    const flush = handle.sync.bind(handle);
    handle.sync = async () => {
      seen.push('flushed');
      if (code) throw Object.assign(new Error('fsync'), { code });
      await flush();
    };
    return handle;
  };
  put(opens, async (from, to) => {
    seen.push('renamed');
    await rename(from, to);
  });
  return seen;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
const sign = (text: string) => signText(text, desk.privateKey);
const key = {
  publicKey: desk.publicKey,
  parcelKey: ageKeyFrom(Buffer.alloc(32, 7), 'region'),
  signText: (text: string) => ({ body: text, signature: sign(text) }),
  secretFor: () => new Uint8Array(32),
};
const answered = { header: { ...headerFacts(), v: 1, suite: 1 } as const, sha256: 'a'.repeat(64) };
const writers = [
  [
    '登记台的包',
    async (file: string) => {
      const parcel = { header: headerFacts(), sign, content: nothing() };
      const written = await writeSealed(file, parcel, new AbortController().signal);
      if (!written.ok) throw new Error(JSON.stringify(written.fault));
    },
  ],
  ['自治区的回执包', (file: string) => writeAnswer(file, key, answered, [], async () => null)],
] as const;

on.each(writers)('%s：可以拔以前，名字也落到盘上', (name, write) => {
  test('改名以后刷文件夹，再读回来', async () => {
    const seen = watch(null);
    await write(join(stick, `${name}-1`));
    expect(seen).toEqual(['renamed', 'flushed', 'readBack']);
  });

  test('文件系统不认这种刷新：不算出错', async () => {
    watch('EINVAL');
    await write(join(stick, `${name}-2`));
    expect(existsSync(join(stick, `${name}-2`))).toBe(true);
  });

  test('盘坏了：说没有写成，不留文件', async () => {
    watch('EIO');
    await expect(write(join(stick, `${name}-3`))).rejects.toThrow();
    expect(existsSync(join(stick, `${name}-3`))).toBe(false);
  });
});
