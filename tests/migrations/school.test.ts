import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeskDb, openDatabase } from '../../src-main/db/open.ts';

const migrations = join(import.meta.dirname, '../../drizzle');
const folder = mkdtempSync(join(tmpdir(), 'kaoji-school-'));
const now = '2026-11-23T00:00:00.000Z';

function open(migrationsFolder: string): DeskDb {
  const file = join(folder, 'desk.db');
  const opened = openDatabase({ file, key: new Uint8Array(32).fill(1), migrationsFolder, now });
  if (!opened.ok) throw new Error(opened.fault.code);
  return opened.value;
}

let db: DeskDb;
beforeAll(() => {
  const earlier = join(folder, 'earlier');
  mkdirSync(earlier);
  for (const name of readdirSync(migrations).filter((one) => one.endsWith('.sql') && one < '0007'))
    copyFileSync(join(migrations, name), join(earlier, name));
  const old = open(earlier);
  old.client.exec(`
    INSERT INTO school (id, code, name, exam_area_code, is_own, phone) VALUES ('s1', '1', '一中', '150430', 1, '0476-1');
    INSERT INTO school_class (id, school_id, code, name, cohort_year) VALUES ('k1', 's1', '01', '高一(1)班', 2026);
    INSERT INTO user_account (id, login_name, display_name, role, password, must_change_password, tries_left, created_at)
      VALUES ('u1', 'clerk1', '王敏', 'clerk', '{}', 0, 5, '${now}');
    INSERT INTO form_draft VALUES ('u1', 'assistedEntry', '', '{"fullName":"赵子"}', '${now}');`);
  old.client.close();
  db = open(migrations);
});
afterAll(() => {
  db.client.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('0007 学校', () => {
  test('学校、班级都在，从第 1 版起，班级都开着', () => {
    expect(db.client.prepare('SELECT id, phone, version FROM school').all()).toEqual([
      { id: 's1', phone: '0476-1', version: 1 },
    ]);
    expect(db.client.prepare('SELECT id, version, closed_at FROM school_class').all()).toEqual([
      { id: 'k1', version: 1, closed_at: null },
    ]);
  });

  test('没送出的草稿都在，每个人每张表每件事仍只有一份', () => {
    expect(db.client.prepare('SELECT * FROM form_draft').all()).toEqual([
      { user_id: 'u1', form: 'assistedEntry', subject_id: '', content: '{"fullName":"赵子"}', saved_at: now },
    ]);
    const again = db.client.prepare(`INSERT INTO form_draft VALUES ('u1', 'assistedEntry', '', '{}', '${now}')`);
    expect(() => again.run()).toThrow(/UNIQUE/);
  });

  test('待报的改动只记不删', () => {
    db.client.exec(`
      INSERT INTO candidacy (id, version, status, entry_category, origin, full_name, name_key, pinyin_initials, pinyin_full,
         sex, ethnicity, document_type, document_number, birth_date, regulation_edition, created_at, updated_at)
       VALUES ('c1', 1, 'inEffect', 'enrolled', 'assisted', '赵子', 'k', 'zz', 'zhaozi', '1', '01', 'residentIdCard', '1',
         '2010-05-11', 'r', '${now}', '${now}');
      INSERT INTO event (seq, id, kind, subject_noun, subject_id, device_time, monotonic_ms, boot_id, payload_digest,
         previous_hash, hash) VALUES (1, 'e1', 'candidacy.classChanged', 'candidacy', 'c1', '${now}', 0, 'b', 'd', 'p', 'h');
      INSERT INTO change_to_tell (event_seq, candidacy_id, kind) VALUES (1, 'c1', 'classChange');`);
    expect(() => db.client.exec('DELETE FROM change_to_tell')).toThrow(/never deleted/);
  });
});
