import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServerDb } from './database.ts';

const folder = path.join(import.meta.dirname, 'migrations');

/**
 * Brings the receiver's schema up to date: every file of migrations/ once, in order of name, each in a transaction with
 * the row that remembers it. A file that was edited after it ran, or a database that knows more files, is refused.
 */
export async function migrate(db: ServerDb, now: string): Promise<void> {
  await db.script(
    'CREATE TABLE IF NOT EXISTS applied_migration (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL)',
  );
  const applied = await db.query<{ name: string; sha256: string }>('SELECT name, sha256 FROM applied_migration');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const unknown = applied.find((row) => !names.includes(row.name));
  if (unknown) throw new Error(`数据库比本程序新（${unknown.name}）。用新版本的接收端打开。`);
  for (const name of names) {
    const sql = await readFile(path.join(folder, name), 'utf8');
    const sha256 = createHash('sha256').update(sql).digest('hex');
    const before = applied.find((row) => row.name === name);
    if (before && before.sha256 !== sha256) throw new Error(`迁移文件 ${name} 在执行后被改过。恢复原文件后再启动。`);
    if (before) continue;
    await db.script(`BEGIN; ${sql}; INSERT INTO applied_migration VALUES ('${name}', '${sha256}', '${now}'); COMMIT;`);
  }
}
