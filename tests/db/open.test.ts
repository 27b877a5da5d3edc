import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readMigrations } from '../../src-main/db/migrate.ts';
import { checkConnection, type OpenOptions, openDatabase } from '../../src-main/db/open.ts';

const migrations = join(import.meta.dirname, '../../drizzle');
let folder: string;
let options: OpenOptions;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaoji-open-'));
  options = {
    file: join(folder, 'desk.db'),
    key: new Uint8Array(32).fill(7),
    migrationsFolder: migrations,
    now: '2026-11-23T00:00:00.000Z',
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(changes: Partial<OpenOptions> = {}) {
  const opened = openDatabase({ ...options, ...changes });
  if (!opened.ok) throw new Error(opened.fault.code);
  return opened.value;
}

describe('打开本机数据库', () => {
  test('每个连接都是 FULL、WAL、外键打开、引擎不旧于 3.51.3', () => {
    const db = open();
    expect({
      synchronous: db.client.pragma('synchronous', { simple: true }),
      journal: db.client.pragma('journal_mode', { simple: true }),
      foreignKeys: db.client.pragma('foreign_keys', { simple: true }),
      cipher: db.client.pragma('cipher', { simple: true }),
    }).toEqual({ synchronous: 2, journal: 'wal', foreignKeys: 1, cipher: 'sqlcipher' });
    db.client.close();
  });

  test('有人把 synchronous 改成 NORMAL，检查会拦住', () => {
    const db = open();
    db.client.pragma('synchronous = NORMAL');
    expect(() => checkConnection(db.client)).toThrow(/synchronous/);
    db.client.close();
  });

  test('同一句查询，一处只要第一列，另一处照样得到整行', () => {
    const db = open();
    const asked = 'SELECT 1 AS one, 2 AS two';
    expect(db.statement(asked).pluck().get()).toBe(1);
    expect(db.statement(asked).get()).toEqual({ one: 1, two: 2 });
    db.client.close();
  });

  test('钥匙不对就打不开，文件里也找不到明文', () => {
    const db = open();
    db.statement('INSERT INTO exam_area (code, name, league_name) VALUES (?, ?, ?)').run(
      '150430',
      '敖汉旗考区',
      '赤峰市',
    );
    db.client.close();
    const wrong = openDatabase({ ...options, key: new Uint8Array(32).fill(8) });
    expect(wrong).toMatchObject({ ok: false, fault: { code: 'wrongKey' } });
    expect(readFileSync(options.file).includes('敖汉旗考区')).toBe(false);
    expect(readFileSync(options.file).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
  });

  test('更新的程序写成的文件不打开也不改动', () => {
    const newer = join(folder, 'newer');
    mkdirSync(newer);
    for (const { name } of readMigrations(migrations)) copyFileSync(join(migrations, name), join(newer, name));
    writeFileSync(join(newer, '9999_future.sql'), 'CREATE TABLE future (id TEXT PRIMARY KEY) STRICT;');
    open({ migrationsFolder: newer }).client.close();
    const before = readFileSync(options.file);
    expect(openDatabase(options)).toMatchObject({ ok: false, fault: { code: 'newer' } });
    expect(readFileSync(options.file).equals(before)).toBe(true);
  });

  test('缺的是中间一个：只补那一个，执行过的不再执行', () => {
    const all = readMigrations(migrations);
    const [other, whole] = ['other', 'whole'].map((name) => join(folder, name)) as [string, string];
    for (const place of [other, whole]) {
      mkdirSync(place);
      for (const { name } of all) copyFileSync(join(migrations, name), join(place, name));
      writeFileSync(join(place, '9002_later.sql'), 'CREATE TABLE later (id TEXT PRIMARY KEY) STRICT;');
    }
    writeFileSync(join(whole, '9001_between.sql'), 'CREATE TABLE between_two (id TEXT PRIMARY KEY) STRICT;');
    open({ migrationsFolder: other }).client.close();
    const db = open({ migrationsFolder: whole });
    expect(db.client.prepare('SELECT name FROM applied_migration ORDER BY name').pluck().all()).toEqual([
      ...all.map(({ name }) => name),
      '9001_between.sql',
      '9002_later.sql',
    ]);
    expect(db.client.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'between_two'").pluck().get()).toBe(1);
    db.client.close();
    open({ migrationsFolder: whole }).client.close();
  });

  test('已执行过的迁移被改过就拒绝', () => {
    open().client.close();
    const edited = join(folder, 'edited');
    mkdirSync(edited);
    for (const { name, sql } of readMigrations(migrations)) writeFileSync(join(edited, name), `${sql}\n-- edited`);
    expect(openDatabase({ ...options, migrationsFolder: edited })).toMatchObject({
      ok: false,
      fault: { code: 'changedMigration' },
    });
  });

  test('迁移前留一份副本；迁移出错时整体退回', () => {
    open().client.close();
    const next = join(folder, 'next');
    mkdirSync(next);
    for (const { name } of readMigrations(migrations)) copyFileSync(join(migrations, name), join(next, name));
    writeFileSync(join(next, '9998_breaks.sql'), 'CREATE TABLE half (id TEXT) STRICT; INSERT INTO missing VALUES (1);');
    expect(() => openDatabase({ ...options, migrationsFolder: next })).toThrow(/missing/);
    const db = open();
    expect(db.client.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'half'").pluck().get()).toBe(0);
    db.client.close();
    const last = readMigrations(migrations).at(-1)?.name.slice(0, 4);
    expect(readFileSync(`${options.file}.before-${last}`).length).toBeGreaterThan(0);
  });

  test('损坏的文件说清楚，并保持原样', () => {
    open().client.close();
    const bytes = readFileSync(options.file);
    bytes.fill(0, 0, 4096);
    writeFileSync(options.file, bytes);
    const opened = openDatabase(options);
    expect(opened.ok).toBe(false);
    expect(readFileSync(options.file).equals(bytes)).toBe(true);
  });
});
