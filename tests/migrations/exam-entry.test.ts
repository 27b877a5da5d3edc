import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DeskDb, openDatabase } from '../../src-main/db/open.ts';

const migrations = join(import.meta.dirname, '../../drizzle');
const folder = mkdtempSync(join(tmpdir(), 'kaoji-exam-entry-'));
const file = join(folder, 'desk.db');
const now = '2026-11-23T00:00:00.000Z';

function open(migrationsFolder: string): DeskDb {
  const opened = openDatabase({ file, key: new Uint8Array(32).fill(1), migrationsFolder, now });
  if (!opened.ok) throw new Error(opened.fault.code);
  return opened.value;
}

const kept = ['import_batch', 'enrolment_record', 'candidacy'] as const;
/** Every row with its row id: lists of imports go by it. */
const contents = (db: DeskDb): Record<string, unknown[]> => ({
  ...Object.fromEntries(
    kept.map((table) => [table, db.client.prepare(`SELECT rowid AS n, * FROM ${table} ORDER BY rowid`).all()]),
  ),
  import_row: db.client.prepare('SELECT * FROM import_row ORDER BY batch_id, row').all(),
});

let before: ReturnType<typeof contents>;
let db: DeskDb;

beforeAll(() => {
  const earlier = join(folder, 'earlier');
  mkdirSync(earlier);
  const names = readdirSync(migrations).filter((name) => name < '0008');
  for (const name of names) copyFileSync(join(migrations, name), join(earlier, name));
  const old = open(earlier);
  old.client.exec(`
    INSERT INTO user_account (id, login_name, display_name, role, password, must_change_password, tries_left, created_at)
      VALUES ('u1', 'clerk1', '王敏', 'clerk', '{}', 0, 5, '${now}');`);
  const batch = old.client.prepare(
    `INSERT INTO import_batch (id, kind, state, file_name, file_sha256, rows_total, good, problem, created_by, created_at, finished_at)
     VALUES (?, ?, ?, 'f.xlsx', 's', 3, 2, NULL, 'u1', '${now}', NULL)`,
  );
  for (let n = 0; n < 20; n++)
    batch.run(`b${19 - n}`, n % 2 ? 'roster' : 'enrolmentList', n % 3 ? 'accepted' : 'cancelled');
  old.client.exec(`
    DELETE FROM import_batch WHERE id = 'b10';
    INSERT INTO import_row VALUES ('b1', 2, 'good', '[]', NULL, '[]', 0, 0, NULL);
    INSERT INTO enrolment_record VALUES ('e1', 'G1', NULL, '赵子', '1', '一中', 2026, 'b2');
    INSERT INTO candidacy (id, version, status, entry_category, origin, import_batch_id, full_name, name_key, pinyin_initials,
        pinyin_full, sex, ethnicity, document_type, document_number, birth_date, regulation_edition, created_at, updated_at)
      VALUES ('c1', 1, 'completed', 'enrolled', 'roster', 'b1', '赵子', 'k', 'zz', 'zhaozi', '1', '01', 'residentIdCard', '1',
        '2010-05-11', 'r', '${now}', '${now}');`);
  before = contents(old);
  old.client.close();
  db = open(migrations);
});
afterAll(() => {
  db.client.close();
  rmSync(folder, { recursive: true, force: true });
});
const run = (sql: string) => db.client.prepare(sql).run();

test('0008：导入的每一行连同次序都原样，引用没有断，升级前留了一份', () => {
  expect(before['import_batch']).toHaveLength(19);
  // later migrations add columns; what the older file held stays as it was
  expect(contents(db)).toMatchObject(before);
  expect(db.client.pragma('foreign_key_check')).toEqual([]);
  expect(readdirSync(folder).some((name) => name.startsWith('desk.db.before-'))).toBe(true);
  expect(existsSync(file)).toBe(true);
});

test('导入多了成绩一种，别的种类不收', () => {
  const add = (kind: string) =>
    run(`INSERT INTO import_batch (id, kind, state, file_name, file_sha256, created_by, created_at)
      VALUES ('${kind}', '${kind}', 'accepting', 'f', 's', 'u1', '${now}')`);
  add('subjectResults');
  expect(() => add('other')).toThrow(/CHECK/);
});

test('报名一版一行，改不了、删不了；撤回要有原因', () => {
  const entry = (id: string, version: number, state: string, reason: string | null) =>
    db.client
      .prepare(`INSERT INTO exam_entry VALUES (?, 'c1', '2026-autumn', ?, ?, '["01"]', NULL, ?, 'u1', '${now}')`)
      .run(id, version, state, reason);
  entry('x1', 1, 'entered', null);
  expect(() => entry('x2', 1, 'entered', null)).toThrow(/UNIQUE/);
  expect(() => entry('x2', 2, 'withdrawn', null)).toThrow(/CHECK/);
  expect(() => entry('x2', 2, 'entered', '不考了')).toThrow(/CHECK/);
  entry('x2', 2, 'withdrawn', '不考了');
  for (const act of [`UPDATE exam_entry SET state = 'entered'`, 'DELETE FROM exam_entry'])
    expect(() => run(act), act).toThrow(/never changed/);
});

test('成绩在导入完成前可以收回，完成后改不了、删不了', () => {
  const result = (id: string, row: number, outcome: string) =>
    run(
      `INSERT INTO subject_result (id, candidacy_id, candidacy_no, sitting, subject, outcome, source_sha256, import_batch_id, source_row)
       VALUES ('${id}', 'c1', 'G1', 's', '01', '${outcome}', 'f', 'subjectResults', ${row})`,
    );
  expect(() => result('r1', 2, 'A')).toThrow(/CHECK/);
  result('r1', 2, 'pass');
  expect(() => result('r2', 2, 'pass')).toThrow(/UNIQUE/);
  expect(run(`DELETE FROM subject_result WHERE id = 'r1'`).changes).toBe(1);
  result('r1', 2, 'pass');
  run(`UPDATE import_batch SET state = 'accepted' WHERE id = 'subjectResults'`);
  for (const act of [`UPDATE subject_result SET outcome = 'fail'`, 'DELETE FROM subject_result'])
    expect(() => run(act), act).toThrow(/never changed/);
});
