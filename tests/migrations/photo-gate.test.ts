import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeskDb } from '../../src-main/db/open.ts';
import { now, olderFile } from './open-older.ts';

const older = olderFile();
const { file } = older;

const captures = 'SELECT rowid, id, candidacy_id, revision, state, source, crop, measurements, taken_at FROM capture';
const objects = (db: DeskDb, type: string) =>
  db.client
    .prepare('SELECT name, sql FROM sqlite_master WHERE type = ? AND sql IS NOT NULL ORDER BY name')
    .all(type) as {
    name: string;
    sql: string;
  }[];

let before: { rows: unknown[]; triggers: { name: string; sql: string }[]; indexes: { name: string; sql: string }[] };
let db: DeskDb;

beforeAll(() => {
  const old = older.openOlder(['0001_first_desk.sql', '0002_form_draft.sql']);
  old.client.exec(`
    INSERT INTO user_account (id, login_name, display_name, role, password, must_change_password, tries_left, created_at)
      VALUES ('u1', 'clerk1', '王敏', 'clerk', '{}', 0, 5, '${now}'), ('u2', 'reviewer1', '李牧', 'reviewer', '{}', 0, 5, '${now}');
    INSERT INTO photo_blob (sha256, media_type, byte_length, bytes) VALUES ('a', 'image/jpeg', 1, x'00'), ('b', 'image/jpeg', 1, x'01');`);
  const pupil = old.client.prepare(
    `INSERT INTO candidacy (id, version, status, entry_category, origin, full_name, name_key, pinyin_initials, pinyin_full,
       sex, ethnicity, document_type, document_number, birth_date, regulation_edition, created_at, updated_at)
     VALUES (?, 1, 'awaitingCapture', 'enrolled', 'assisted', '赵子', 'k', 'zz', 'zhaozi', '1', '01', 'residentIdCard', '1',
       '2010-05-11', 'r', '${now}', '${now}')`,
  );
  const shot = old.client.prepare(
    `INSERT INTO capture (rowid, id, candidacy_id, revision, state, source, device, original_sha256, derived_sha256,
       profile_edition, crop, measurements, taken_by, taken_at)
     VALUES (?, ?, ?, ?, ?, ?, '摄像头', 'a', 'b', 'p', '{"left":1}', '{"x":0.5}', 'u1', ?)`,
  );
  old.client.transaction(() => {
    for (let n = 0; n < 400; n++) {
      pupil.run(`c${n}`);
      // gaps between row ids, and a clock that was set back: the order is the row id's
      const at = `2026-11-${String(23 - (n % 20)).padStart(2, '0')}T02:00:00.000Z`;
      shot.run(n * 7 + 3, `s${n}-1`, `c${n}`, 1, 'superseded', n % 2 ? 'live' : 'still', at);
      shot.run(n * 7 + 5, `s${n}-2`, `c${n}`, 2, n % 3 ? 'used' : 'draft', 'live', at);
    }
  })();
  before = {
    rows: old.client.prepare(`${captures} ORDER BY rowid`).all(),
    triggers: objects(old, 'trigger'),
    indexes: objects(old, 'index'),
  };
  old.client.close();
  db = older.openNow();
});
afterAll(() => {
  db.client.close();
  older.cleanUp();
});

describe('0003：填满的旧文件升级', () => {
  test('照片一行不少，行号和次序不变；旧照片算没有检查过', () => {
    expect(before.rows).toHaveLength(800);
    expect(db.client.prepare(`${captures} ORDER BY rowid`).all()).toEqual(before.rows);
    const gate = db.client.prepare('SELECT DISTINCT verdict, causes, perceptual_hash FROM capture').all();
    expect(gate).toEqual([{ verdict: 'notMeasured', causes: '[]', perceptual_hash: null }]);
  });

  test('原有的触发器和索引都还在，升级前留了一份', () => {
    expect(objects(db, 'trigger')).toEqual(expect.arrayContaining(before.triggers));
    expect(objects(db, 'index')).toEqual(expect.arrayContaining(before.indexes));
    expect(existsSync(`${file}.before-0002`)).toBe(true);
  });

  test('外键照样管着，没有断的', () => {
    expect(db.client.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(db.client.pragma('foreign_key_check')).toEqual([]);
    const insert = (candidacyId: string, source: string) =>
      db.client
        .prepare(
          `INSERT INTO capture (id, candidacy_id, revision, state, source, device, original_sha256, derived_sha256,
             profile_edition, crop, measurements, taken_by, taken_at)
           VALUES ('new', ?, 0, 'draft', ?, 'd', 'a', 'b', 'p', '{}', '{}', 'u1', '${now}')`,
        )
        .run(candidacyId, source);
    expect(() => insert('nobody', 'live')).toThrow(/FOREIGN KEY/);
    expect(() => insert('c1', 'scan')).toThrow(/CHECK/);
    insert('c1', 'file');
  });

  test('照片留着原样：改不了检查的结论，也删不掉；换状态可以', () => {
    const run = (sql: string) => db.client.prepare(sql).run();
    expect(() => run("UPDATE capture SET verdict = 'good' WHERE id = 's1-1'")).toThrow('captures are kept as taken');
    expect(() => run("UPDATE capture SET measurements = '{}' WHERE id = 's1-1'")).toThrow('captures are kept as taken');
    expect(() => run("DELETE FROM capture WHERE id = 's1-1'")).toThrow('captures are never deleted');
    run("UPDATE capture SET state = 'superseded' WHERE id = 's1-2'");
  });

  test('放行要两个人，写下就不改', () => {
    const insert = (capture: string, clerk: string, second: string) =>
      db.client
        .prepare('INSERT INTO photo_override VALUES (?, ?, ?, ?, ?, ?)')
        .run(capture, 'medical', '眼部术后', clerk, second, now);
    expect(() => insert('s2-2', 'u1', 'u1')).toThrow('four eyes: override');
    // somebody else clicked, but it is the photographer who lets it pass
    expect(() => insert('s2-2', 'u2', 'u1')).toThrow('four eyes: override');
    insert('s2-2', 'u1', 'u2');
    expect(() => insert('s2-2', 'u1', 'u2')).toThrow(/UNIQUE/);
    const run = (sql: string) => db.client.prepare(sql).run();
    expect(() => run("UPDATE photo_override SET words = 'x'")).toThrow('overrides are never changed');
    expect(() => run('DELETE FROM photo_override')).toThrow('overrides are never changed');
  });
});
