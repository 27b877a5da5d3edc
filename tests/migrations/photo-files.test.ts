import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeskDb } from '../../src-main/db/open.ts';
import { now, olderFile } from './open-older.ts';

const older = olderFile();
const { file } = older;

/** Every row of every table of the older file. */
function contents(db: DeskDb, tables: readonly string[]): Record<string, unknown[]> {
  return Object.fromEntries(tables.map((table) => [table, db.client.prepare(`SELECT * FROM ${table}`).all()]));
}
const tablesOf = (db: DeskDb): string[] =>
  db.client
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[];
const madeOf = (db: DeskDb) =>
  db.client
    .prepare("SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL")
    .all();

let tables: string[];
let before: { rows: Record<string, unknown[]>; made: unknown[] };
let db: DeskDb;

beforeAll(() => {
  const old = older.openOlder(['0001_first_desk.sql', '0002_form_draft.sql', '0003_photo_gate.sql']);
  old.client.exec(`
    INSERT INTO user_account (id, login_name, display_name, role, password, must_change_password, tries_left, created_at)
      VALUES ('u1', 'clerk1', '王敏', 'clerk', '{}', 0, 5, '${now}'), ('u2', 'reviewer1', '李牧', 'reviewer', '{}', 0, 5, '${now}');
    INSERT INTO photo_blob (sha256, media_type, byte_length, bytes) VALUES ('a', 'image/jpeg', 1, x'00'), ('b', 'image/jpeg', 1, x'01');
    INSERT INTO candidacy (id, version, status, entry_category, origin, full_name, name_key, pinyin_initials, pinyin_full,
       sex, ethnicity, document_type, document_number, birth_date, regulation_edition, created_at, updated_at)
     VALUES ('c1', 1, 'awaitingCapture', 'enrolled', 'assisted', '赵子', 'k', 'zz', 'zhaozi', '1', '01', 'residentIdCard', '1',
       '2010-05-11', 'r', '${now}', '${now}');`);
  const shot = old.client.prepare(
    `INSERT INTO capture (id, candidacy_id, revision, state, source, device, original_sha256, derived_sha256,
       profile_edition, crop, measurements, taken_by, taken_at, verdict, causes, perceptual_hash)
     VALUES (?, 'c1', 1, 'superseded', 'live', '摄像头', 'a', 'b', 'p', '{}', '{"roll":2}', 'u1', '${now}', 'bad', '[]', ?)`,
  );
  old.client.transaction(() => {
    for (let n = 0; n < 300; n++) shot.run(`s${n}`, n % 2 ? n.toString(16).padStart(16, '0') : null);
  })();
  old.client.exec(`
    INSERT INTO photo_look_alike VALUES ('s1', 's3', 4);
    INSERT INTO photo_override VALUES ('s2', 'medical', '眼部术后', 'u1', 'u2', '${now}');
    INSERT INTO desk_check VALUES ('d1', 'live', '摄像头', '{}', '[]', 1, 'u1', '${now}');`);
  tables = tablesOf(old).filter((name) => name !== 'applied_migration');
  before = { rows: contents(old, tables), made: madeOf(old) };
  old.client.close();
  db = older.openNow();
});
afterAll(() => {
  db.client.close();
  older.cleanUp();
});

// what hung on the words of a reason
test('0027：按话认的三个原因成了代码，别的话、别的状态不动', () => {
  const older = olderFile();
  const names = readdirSync(join(import.meta.dirname, '../../drizzle')).filter((name) => name < '0027');
  const old = older.openOlder(names.sort());
  old.client.exec(`
    INSERT INTO user_account (id, login_name, display_name, role, password, must_change_password, tries_left, created_at)
      VALUES ('u1', 'clerk1', '王敏', 'clerk', '{}', 0, 5, '${now}');
    INSERT INTO photo_blob (sha256, media_type, byte_length, bytes) VALUES ('a', 'image/jpeg', 1, x'00');
    INSERT INTO photo_folder (id, path, label, created_by, created_at) VALUES ('d', '/d', 'd', 'u1', '${now}');`);
  const file = old.client.prepare(
    `INSERT INTO photo_file (id, folder_id, file_name, byte_length, modified_ms, state, sentence, original_sha256, derived_sha256)
     VALUES (?, 'd', ?, 1, 1, ?, ?, 'a', 'a')`,
  );
  const said = ['同一人另有更好的一张', '不是登记照', '不是本旗县的学生', '眼睛闭着'];
  for (const [at, sentence] of said.entries()) file.run(`f${at}`, `f${at}.jpg`, 'rejected', sentence);
  file.run('g', 'g.jpg', 'refused', '不是登记照');
  old.client.close();
  const upgraded = older.openNow();
  expect(upgraded.client.prepare('SELECT spare, sentence FROM photo_file ORDER BY id').all()).toEqual([
    ...['betterOne', 'noPortrait', 'otherCounty', null].map((spare, at) => ({ spare, sentence: said[at] })),
    { spare: null, sentence: '不是登记照' },
  ]);
  upgraded.client.close();
  older.cleanUp();
});

describe('0004：填满的旧文件升级', () => {
  test('每张表每一行都原样，触发器和索引都在，升级前留了一份', () => {
    expect(before.rows['capture']).toHaveLength(300);
    expect(contents(db, tables)).toEqual(before.rows);
    expect(madeOf(db)).toEqual(expect.arrayContaining(before.made));
    expect(existsSync(`${file}.before-0003`)).toBe(true);
    expect(db.client.pragma('foreign_key_check')).toEqual([]);
  });

  const run = (sql: string) => db.client.prepare(sql).run();
  const staged = (id: string, state: string, shot: string | null) =>
    db.client
      .prepare(
        `INSERT INTO photo_file (id, folder_id, file_name, byte_length, modified_ms, state, original_sha256, derived_sha256,
           candidacy_id, capture_id) VALUES (?, 'f1', ?, 1, 1, ?, 'a', 'b', 'c1', ?)`,
      )
      .run(id, `${id}.jpg`, state, shot);

  test('没有照片的不算读好，没有附到一张照片的不算附上', () => {
    run(`INSERT INTO photo_folder (id, label, path, created_by, created_at) VALUES ('f1', '卡', '/x', 'u1', '${now}')`);
    expect(() => staged('p0', 'attached', null)).toThrow(/CHECK/);
    expect(() => staged('p0', 'staged', 's1')).toThrow(/CHECK/);
    expect(() => staged('p0', 'attached', 'nothing')).toThrow(/FOREIGN KEY/);
    staged('p1', 'staged', null);
    expect(() => run("UPDATE photo_file SET derived_sha256 = NULL WHERE id = 'p1'")).toThrow(/CHECK/);
    expect(() => run("UPDATE photo_file SET turn = 4 WHERE id = 'p1'")).toThrow(/CHECK/);
  });

  test('附上以后改不了人、改不了来历', () => {
    run("UPDATE photo_file SET state = 'attached', capture_id = 's1' WHERE id = 'p1'");
    for (const change of ["state = 'staged'", "capture_id = 's2'", 'candidacy_id = NULL', "content_sha256 = 'z'"])
      expect(() => run(`UPDATE photo_file SET ${change} WHERE id = 'p1'`), change).toThrow('attached files are kept');
  });
});
