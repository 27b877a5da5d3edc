import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openDatabase } from '../src-main/db/open.ts';

/** Where every desk's migrations are. */
export const migrationsFolder = join(import.meta.dirname, '../drizzle');

let made: { readonly bytes: Buffer; readonly key: Buffer } | null = null;

/**
 * Lays a new desk's database out as a copy of a migrated, empty one under a key of its own. The migrations run once for
 * each process of tests, and not thousands of times; what they make of data is what tests/migrations looks at, and that the copy is
 * what a desk makes itself, tests/db/copied-desk.test.ts. The desk that then opens the file still checks each migration by its
 * name and hash.
 */
export function layOutMigrated(file: string, key: Uint8Array): void {
  made ??= migrateOnce();
  writeFileSync(file, made.bytes, { mode: 0o600 });
  const client = unlocked(file, made.key);
  client.pragma('journal_mode = OFF');
  client.pragma('synchronous = OFF');
  client.pragma(`rekey = ${literal(key)}`);
  client.close();
}

/** Kept in memory: a worker of the tests is ended from outside, and would leave a file behind. */
function migrateOnce(): { readonly bytes: Buffer; readonly key: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-migrated-'));
  try {
    const key = randomBytes(32);
    const file = join(folder, 'desk.sqlite');
    const opened = openDatabase({ file, key, migrationsFolder, now: '2026-11-23T02:00:00.000Z' });
    if (!opened.ok) throw new Error(opened.fault.sentence);
    // one file without a log beside it can be copied, and the engine gives no new key to one that has a log
    opened.value.client.pragma('journal_mode = DELETE');
    opened.value.client.close();
    return { bytes: readFileSync(file), key };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function unlocked(file: string, key: Uint8Array): Database.Database {
  const client = new Database(file);
  client.pragma("cipher = 'sqlcipher'");
  client.pragma('legacy = 4');
  client.pragma(`key = ${literal(key)}`);
  return client;
}

function literal(key: Uint8Array): string {
  return `"x'${Buffer.from(key).toString('hex')}'"`;
}
