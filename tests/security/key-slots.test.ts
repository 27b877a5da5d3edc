import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSlotStore, unwrapKey } from '../../src-main/security/key-slots.ts';
import { makeRecoveryWords, readRecoveryWords } from '../../src-main/security/recovery-words.ts';
import { cheapKdf } from '../make-desk.ts';

const key = new Uint8Array(32).map((_, index) => index);
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaoji-slots-'));
  file = join(folder, 'key-slots.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('钥匙槽', () => {
  test('对的密码取回钥匙，错的取不回，登录名不留明文', async () => {
    const store = openSlotStore(file);
    store.put(await store.make('password', 'wangmin', '草原-2026-长密码', key, cheapKdf));
    const slot = store.find('WANGMIN');
    if (!slot) throw new Error('slot is missing');
    expect([...((await unwrapKey(slot, '草原-2026-长密码')) ?? [])]).toEqual([...key]);
    expect(await unwrapKey(slot, '草原-2026-长密吗')).toBeNull();
    expect(readFileSync(file, 'utf8')).not.toMatch(/wangmin/i);
    expect(store.find('limu')).toBeNull();
  });

  test('槽文件写坏时用副本', async () => {
    const store = openSlotStore(file);
    store.put(await store.make('password', 'wangmin', 'password-1', key, cheapKdf));
    writeFileSync(file, '{"format":"kaoji-key-sl');
    expect(openSlotStore(file).find('wangmin')).not.toBeNull();
  });

  test('撤掉的账户不再有槽，别的槽还在', async () => {
    const store = openSlotStore(file);
    store.put(await store.make('password', 'a', 'password-1', key, cheapKdf));
    store.put(await store.make('password', 'b', 'password-2', key, cheapKdf));
    store.remove('a');
    expect([store.find('a'), store.find('b')?.kind]).toEqual([null, 'password']);
  });
});

describe('恢复单', () => {
  test('照抄能读回，小写、空格、O 和 0 混写也行', () => {
    const words = makeRecoveryWords();
    const sloppy = words.map((word) => ` ${word.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `);
    expect(readRecoveryWords(sloppy)).toEqual({ ok: true, secret: words.join('') });
  });

  test('抄错一个字符，说得出是第几组', () => {
    for (let round = 0; round < 50; round++) {
      const words = [...makeRecoveryWords()];
      const third = words[2] ?? '';
      words[2] = (third[0] === 'A' ? 'B' : 'A') + third.slice(1);
      expect(readRecoveryWords(words)).toEqual({
        ok: false,
        sentence: `第 3 组“${words[2]}”抄错了。对照恢复单改正这一组。`,
      });
    }
  });

  test('少一组就说少了', () => {
    expect(readRecoveryWords(makeRecoveryWords().slice(1))).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('35 个字符'),
    });
  });
});
