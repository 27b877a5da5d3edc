import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readMigrations } from '../../src-main/db/migrate.ts';
import { type DeskDb, openDatabase } from '../../src-main/db/open.ts';
import { tables } from '../../src-main/db/schema/tables.ts';

const migrations = join(import.meta.dirname, '../../drizzle');
let folder: string;
let db: DeskDb;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaoji-schema-'));
  const opened = openDatabase({
    file: join(folder, 'desk.db'),
    key: new Uint8Array(32).fill(1),
    migrationsFolder: migrations,
    now: '2026-11-23T00:00:00.000Z',
  });
  if (!opened.ok) throw new Error(opened.fault.code);
  db = opened.value;
});
afterAll(() => {
  db.client.close();
  rmSync(folder, { recursive: true, force: true });
});

type Column = { name: string; type: string; notnull: number; pk: number };
const ofDatabase = (table: string) =>
  (db.client.pragma(`table_info(${table})`) as Column[])
    .map((c) => `${c.name} ${c.type.toLowerCase()}${c.notnull || c.pk ? ' not null' : ''}`)
    .sort();
const ofTypes = (table: SQLiteTable) =>
  getTableConfig(table)
    .columns.map((c) => `${c.name} ${c.getSQLType()}${c.notNull ? ' not null' : ''}`)
    .sort();

describe('审过的 SQL 与 drizzle 类型一致', () => {
  const named = Object.values(tables).map((table) => [getTableConfig(table).name, table] as const);

  test('每个迁移有自己的号，从 1 起，不跳', () => {
    const numbers = readMigrations(migrations).map(({ name }) => Number(name.slice(0, 4)));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  test('表一张不多、一张不少', () => {
    const real = db.client
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
      .pluck()
      .all();
    expect(named.map(([name]) => name).sort()).toEqual(real);
  });

  test.each(named)('%s 的列名、类型、非空', (name, table) => {
    const real = ofDatabase(name).map((c) => c.replace(/ not null$/, ''));
    expect(ofTypes(table).map((c) => c.replace(/ not null$/, ''))).toEqual(real);
    const notNull = (list: string[]) => list.filter((c) => c.endsWith('not null'));
    const keys = (db.client.pragma(`table_info(${name})`) as Column[]).filter((c) => c.pk).map((c) => c.name);
    const loose = (list: string[]) => notNull(list).filter((c) => !keys.includes(c.split(' ')[0] ?? ''));
    expect(loose(ofTypes(table))).toEqual(loose(ofDatabase(name)));
  });

  test('每张表都是 STRICT，没有级联删除', () => {
    const loose = db.client
      .prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all();
    expect(loose).toEqual([]);
    const all = readMigrations(migrations);
    expect(all.length).toBeGreaterThan(1);
    for (const { name, sql } of all) expect(/ON DELETE/i.test(sql), name).toBe(false);
  });

  test('事件、审计、发件箱、回执删不掉也改不了', () => {
    db.client.exec(
      `INSERT INTO event (seq, id, kind, subject_noun, subject_id, device_time, monotonic_ms, boot_id, payload_digest, previous_hash, hash)
       VALUES (1, 'e', 'k', 'n', 's', 't', 0, 'b', 'd', 'p', 'h');
       INSERT INTO audit_entry (at, call, outcome) VALUES ('t', 'c', 'done');`,
    );
    for (const act of [
      'DELETE FROM event',
      "UPDATE event SET kind = 'x'",
      'DELETE FROM audit_entry',
      "UPDATE audit_entry SET call = 'x'",
    ]) {
      expect(() => db.client.exec(act), act).toThrow(/append-only/);
    }
  });
});
