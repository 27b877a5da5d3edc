import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { failed, ok, type Result } from '../../shared/lib/result.ts';
import { migrate } from './migrate.ts';
import { tables } from './schema/tables.ts';

export type DeskDb = {
  readonly client: Database.Database;
  readonly orm: BetterSQLite3Database<typeof tables>;
  /** prepared once per connection, then reused: the query builder costs ten times as much in loops */
  statement(sql: string): Database.Statement;
};

export type OpenFault = {
  readonly code: 'wrongKey' | 'newer' | 'changedMigration' | 'damaged' | 'readOnly' | 'oldEngine' | 'diskFull';
  /** Chinese, with a way on */
  readonly sentence: string;
};

export type OpenOptions = {
  readonly file: string;
  /** 32 random bytes, unwrapped from a key slot */
  readonly key: Uint8Array;
  readonly migrationsFolder: string;
  /** another .node file for runtimes with N-API 9 */
  readonly nativeBinding?: string | undefined;
  /** only the reader of the `heavy` process opens read-only */
  readonly readOnly?: boolean;
  readonly now: string;
};

export const damagedFault: OpenFault = {
  code: 'damaged',
  sentence: '本机数据库已损坏，没有改动它。从最近的备份恢复，或把整个文件夹交给管理员。',
};

/** From 3.7.0 to 3.51.2 a WAL reset race could lose committed writes (sqlite.org, changes to 3.51.3). */
const oldestEngine = [3, 51, 3] as const;

/**
 * Opens the desk's encrypted file (SQLCipher 4 format, raw key), asserts what durability rests on and migrates it.
 * Never creates anything when the key is wrong. Faults are data with a Chinese sentence; only bugs throw.
 */
export function openDatabase(options: OpenOptions): Result<DeskDb, OpenFault> {
  let client: Database.Database | null = null;
  try {
    client = new Database(options.file, {
      ...(options.nativeBinding ? { nativeBinding: options.nativeBinding } : {}),
      readonly: options.readOnly ?? false,
      timeout: 5000,
    });
    unlock(client, options.key);
    client.prepare('SELECT count(*) FROM sqlite_master').get();
    setPragmas(client, options.readOnly ?? false);
    const engine = checkConnection(client);
    if (engine) return closeWith(client, engine);
    if (!options.readOnly) {
      const migrated = migrate(client, options);
      if (!migrated.ok) return closeWith(client, migrated.fault);
      client.pragma('foreign_keys = ON');
    }
    const open = client;
    const prepared = new Map<string, Database.Statement>();
    return ok({
      client: open,
      orm: drizzle({ client: open, schema: tables }),
      statement(sql) {
        let found = prepared.get(sql);
        if (!found) {
          found = open.prepare(sql);
          prepared.set(sql, found);
        } else if (found.reader) found.pluck(false).raw(false); // how its last user wanted the rows is not the next one's
        return found;
      },
    });
  } catch (error) {
    return closeWith(client, openFault(error));
  }
}

function unlock(client: Database.Database, key: Uint8Array): void {
  client.pragma("cipher = 'sqlcipher'");
  client.pragma('legacy = 4');
  client.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
}

function setPragmas(client: Database.Database, readOnly: boolean): void {
  if (!readOnly) client.pragma('journal_mode = WAL');
  // the build's default is NORMAL, which loses acknowledged rows in a power cut
  client.pragma('synchronous = FULL');
  client.pragma('foreign_keys = ON');
  // temporary tables and sorts would be written unencrypted
  client.pragma('temp_store = MEMORY');
  client.pragma('secure_delete = ON');
  client.pragma('trusted_schema = OFF');
}

/** What every connection must satisfy before a single row is written; exported for the test that plants NORMAL. */
export function checkConnection(client: Database.Database): OpenFault | null {
  const version = String(client.prepare('SELECT sqlite_version()').pluck().get());
  if (isOlder(version))
    return { code: 'oldEngine', sentence: `数据库引擎 ${version} 过旧（需要 3.51.3 以上）。重新安装本程序。` };
  const wrong = [
    client.pragma('synchronous', { simple: true }) !== 2 ? 'synchronous' : null,
    client.pragma('journal_mode', { simple: true }) !== 'wal' ? 'journal_mode' : null,
    client.pragma('foreign_keys', { simple: true }) !== 1 ? 'foreign_keys' : null,
  ].filter((name) => name !== null);
  if (wrong.length > 0) throw new Error(`connection is not durable: ${wrong.join(', ')}`);
  return null;
}

function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of oldestEngine.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part < least;
  }
  return false;
}

function openFault(error: unknown): OpenFault {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (code === 'SQLITE_NOTADB')
    return { code: 'wrongKey', sentence: '打不开本机数据库：钥匙不对。用密码或恢复单重新打开。' };
  if (code.startsWith('SQLITE_CORRUPT')) return damagedFault;
  if (
    code.startsWith('SQLITE_READONLY') ||
    code.startsWith('SQLITE_CANTOPEN') ||
    code === 'EACCES' ||
    code === 'EROFS'
  ) {
    return { code: 'readOnly', sentence: '数据文件夹不能写入。把文件夹的“只读”去掉，或换一个可以写的磁盘，再打开。' };
  }
  // the index of the log file could not be laid out: that is how a full disk shows on opening
  if (code.startsWith('SQLITE_FULL') || code === 'SQLITE_IOERR_SHMSIZE' || code === 'ENOSPC') {
    return { code: 'diskFull', sentence: '磁盘满了，数据库没有打开。腾出 200 MB 以上再打开；已保存的内容都在。' };
  }
  throw error;
}

function closeWith(client: Database.Database | null, fault: OpenFault): Result<never, OpenFault> {
  client?.close();
  return failed(fault);
}
