import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { failed, ok, type Result } from '../../shared/lib/result.ts';
import type { OpenFault } from './open.ts';

type Migration = { readonly name: string; readonly sql: string; readonly sha256: string };
type MigrateOptions = { readonly file: string; readonly migrationsFolder: string; readonly now: string };

const ledgerTable =
  'CREATE TABLE IF NOT EXISTS applied_migration (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT';

/** The reviewed migrations in order. File names rise: `0001_….sql`, `0002_….sql`. */
export function readMigrations(folder: string): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * Brings the file to this program's schema. A newer file and a migration whose text changed after it was applied are
 * refused; before an older file is changed a copy is kept beside it. drizzle's own migrator does neither, and loses
 * child rows in rebuilds because foreign keys cannot be switched off inside its transaction.
 */
export function migrate(client: Database.Database, options: MigrateOptions): Result<number, OpenFault> {
  const known = readMigrations(options.migrationsFolder);
  client.exec(ledgerTable);
  const applied = client.prepare('SELECT name, sha256 FROM applied_migration ORDER BY name').all() as Pick<
    Migration,
    'name' | 'sha256'
  >[];
  for (const row of applied) {
    const same = known.find((migration) => migration.name === row.name);
    if (!same) {
      return failed({
        code: 'newer',
        sentence: '这份数据由更新的程序版本写成，没有改动它。先把本程序升级到同样或更新的版本再打开。',
      });
    }
    if (same.sha256 !== row.sha256) {
      return failed({
        code: 'changedMigration',
        sentence: `程序文件与数据不配套（${row.name}）。重新安装本程序；数据没有改动。`,
      });
    }
  }
  // by name, not by count: where two versions each had a migration of their own, the one that is missing may be in between
  const done = new Set(applied.map((row) => row.name));
  const pending = known.filter((migration) => !done.has(migration.name));
  if (pending.length === 0) return ok(0);
  if (applied.length > 0) keepCopy(client, options.file, applied.at(-1)?.name ?? '');
  client.pragma('foreign_keys = OFF');
  for (const migration of pending) applyOne(client, migration, options.now);
  client.pragma('foreign_keys = ON');
  return ok(pending.length);
}

function applyOne(client: Database.Database, migration: Migration, now: string): void {
  client.exec('BEGIN IMMEDIATE');
  try {
    client.exec(migration.sql);
    const broken = client.pragma('foreign_key_check') as unknown[];
    if (broken.length > 0) throw new Error(`${migration.name} leaves ${broken.length} broken references`);
    client
      .prepare('INSERT INTO applied_migration (name, sha256, applied_at) VALUES (?, ?, ?)')
      .run(migration.name, migration.sha256, now);
    client.exec('COMMIT');
  } catch (error) {
    if (client.inTransaction) client.exec('ROLLBACK');
    throw error;
  }
}

function keepCopy(client: Database.Database, file: string, last: string): void {
  client.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(file, `${file}.before-${last.slice(0, 4)}`);
}
