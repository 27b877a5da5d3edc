import { afterEach, expect, test } from 'vitest';
import { makeDesk, type TestDesk } from '../make-desk.ts';

const desks: TestDesk[] = [];
afterEach(() => {
  for (const desk of desks.splice(0)) desk.close();
});

/** What stays in the file of a desk that was just set up, whoever its people are. */
async function fileOf(migratesItself: boolean) {
  const desk = await makeDesk({ migratesItself });
  desks.push(desk);
  const { client } = desk.db();
  const tables = client.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").pluck().all();
  const kept = [
    'user_version',
    'application_id',
    'schema_version',
    'page_size',
    'encoding',
    'auto_vacuum',
    'journal_mode',
  ];
  return {
    schema: client.prepare('SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name').all(),
    migrations: client.prepare('SELECT name, sha256 FROM applied_migration ORDER BY rowid').all(),
    rows: tables.map((name) => [
      name,
      client
        .prepare(`SELECT count(*) FROM "${String(name)}"`)
        .pluck()
        .get(),
    ]),
    pragmas: kept.map((name) => [name, client.pragma(name, { simple: true })]),
    isSound: client.pragma('integrity_check', { simple: true }),
  };
}

test('测试用的登记台是拷贝来的：与自己跑迁移、初装的一台，结构、迁移账、留在文件里的设置都一样', async () => {
  const copied = await fileOf(false);
  const real = await fileOf(true);
  expect(real.migrations.length).toBeGreaterThan(20);
  expect(real.isSound).toBe('ok');
  expect(copied).toEqual(real);
});
