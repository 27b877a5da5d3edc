import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeskDb } from '../../src-main/db/open.ts';
import { now, olderFile } from './open-older.ts';

const older = olderFile();
const contents = (db: DeskDb) => ({
  evidence: db.client.prepare('SELECT rowid AS n, * FROM evidence ORDER BY rowid').all(),
  pages: db.client.prepare('SELECT * FROM evidence_page').all(),
});

let before: ReturnType<typeof contents>;
let db: DeskDb;

beforeAll(() => {
  const names = readdirSync(join(import.meta.dirname, '../../drizzle'));
  const old = older.openOlder(names.filter((name) => name.endsWith('.sql') && name < '0013'));
  // foreign keys are not what this test is about: only what stands in the tables that are rebuilt
  old.client.pragma('foreign_keys = OFF');
  old.client.exec(`
    INSERT INTO user_account (id, login_name, display_name, role, password, must_change_password, tries_left, created_at)
      VALUES ('u1', 'clerk1', '王敏', 'clerk', '{}', 0, 5, '${now}'), ('u2', 'r1', '李牧', 'reviewer', '{}', 0, 5, '${now}');
    INSERT INTO edition (id, kind, label, in_force_from, content, signature, arrived_at)
      VALUES ('r', 'regulation', '办法', '2025-04-03', '{}', 's', '${now}');
    INSERT INTO candidacy (id, version, status, entry_category, origin, full_name, name_key, pinyin_initials,
        pinyin_full, sex, ethnicity, document_type, document_number, birth_date, regulation_edition, created_at, updated_at)
      VALUES ('c1', 1, 'inEffect', 'enrolled', 'assisted', '赵子', 'k', 'zz', 'zhaozi', '1', '01', 'residentIdCard', '1',
        '2010-05-11', 'r', '${now}', '${now}');
    INSERT INTO event (seq, id, kind, subject_noun, subject_id, device_time, monotonic_ms, boot_id, payload_digest, previous_hash, hash)
      VALUES (1, 'e', 'k', 'n', 's', 't', 0, 'b', 'd', 'p', 'h');
    INSERT INTO application (id, version, kind, state, step, steps, candidacy_id, request, regulation_edition, started_by,
        started_at, since) VALUES ('a1', 1, 'correction', 'atStep', 1, '["apply","countyCarryOut"]', 'c1', '{}', 'r', 'u1',
        '${now}', '${now}');
    INSERT INTO photo_blob VALUES ('p1', 'image/jpeg', 1, x'00');`);
  const add = old.client.prepare(
    `INSERT INTO evidence (rowid, id, application_id, kind, source, file_sha256, added_by, added_at)
     VALUES (?, ?, 'a1', ?, 'picture', 's', 'u2', '${now}')`,
  );
  // the order they were attached in is the order of the row ids, and one id was left out
  add.run(1, 'v9', 'changeProof');
  add.run(3, 'v1', 'other');
  old.client.exec(`INSERT INTO evidence_page VALUES ('v9', 1, 'p1', 2, '[]'), ('v1', 1, 'p1', 0, '[]')`);
  before = contents(old);
  old.client.close();
  db = older.openNow();
});
afterAll(() => {
  db.client.close();
  older.cleanUp();
});

describe('0012 转籍', () => {
  test('材料和页都在，次序不变', () => {
    expect(before.evidence).toHaveLength(2);
    expect(contents(db)).toEqual(before);
  });

  test('新的材料种类收得下，材料仍然删不掉', () => {
    db.client.exec("UPDATE evidence SET kind = 'schoolMoveProof' WHERE id = 'v1'");
    expect(() => db.client.exec('DELETE FROM evidence')).toThrow(/never deleted/);
  });

  test('附过材料的人仍然不能同意', () => {
    const agree = (user: string) =>
      db.client.exec(`INSERT INTO application_step (application_id, position, step, step_kind, act, by_user, by_name, at, event_seq)
        VALUES ('a1', 1, 1, 'countyCarryOut', 'agreed', '${user}', 'x', '${now}', 1)`);
    expect(() => agree('u2')).toThrow(/four eyes/);
    expect(() => agree('u1')).toThrow(/four eyes/);
  });
});
