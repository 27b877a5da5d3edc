import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { slipStates } from '../../src-main/db/store/exam-entry-slip.ts';
import { now, olderFile } from './open-older.ts';

const older = olderFile();
afterAll(() => older.cleanUp());

test('以前打印过的报名表仍算打印过：只算打印的那一版；抹去内容的经过不绊住升级', () => {
  const earlier = readdirSync(join(import.meta.dirname, '../../drizzle')).filter((name) => name < '0014');
  const old = older.openOlder(earlier);
  old.client.exec(`
    INSERT INTO user_account (id, login_name, display_name, role, password, must_change_password, tries_left, created_at)
      VALUES ('u1', 'clerk1', '王敏', 'clerk', '{}', 0, 5, '${now}');
    INSERT INTO candidacy (id, version, status, entry_category, origin, full_name, name_key, pinyin_initials, pinyin_full,
        sex, ethnicity, document_type, document_number, birth_date, regulation_edition, created_at, updated_at)
      VALUES ('c1', 1, 'completed', 'enrolled', 'assisted', '赵子', 'k', 'zz', 'zhaozi', '1', '01', 'residentIdCard', '1',
        '2010-05-11', 'r', '${now}', '${now}');
    INSERT INTO exam_entry (id, candidacy_id, sitting, version, state, subjects, entered_by, entered_at)
      VALUES ('e1', 'c1', '2026-autumn', 1, 'entered', '["01"]', 'u1', '${now}'),
             ('e2', 'c1', '2026-autumn', 2, 'entered', '["02"]', 'u1', '${now}');`);
  const event = old.client.prepare(
    `INSERT INTO event (seq, id, kind, subject_noun, subject_id, actor_id, actor_role, device_time, monotonic_ms, boot_id,
       payload_digest, previous_hash, hash) VALUES (?, ?, 'examEntrySlip.printed', 'candidacy', 'c1', 'u1', 'clerk', '${now}', 0, 'b', 'd', 'p', ?)`,
  );
  const payload = old.client.prepare('INSERT INTO event_payload (event_seq, salt, content) VALUES (?, ?, ?)');
  event.run(1, 'v1', 'h1');
  payload.run(1, 's', JSON.stringify({ sitting: '2026-autumn', version: 1 }));
  event.run(2, 'v2', 'h2');
  payload.run(2, null, null);
  old.client.close();
  const db = older.openNow();
  expect(Object.fromEntries(slipStates(db, ['e1', 'e2']))).toEqual({ e1: 'printed', e2: 'none' });
  expect(db.client.prepare('SELECT act, by_user, at FROM exam_entry_slip').all()).toEqual([
    { act: 'printed', by_user: 'u1', at: now },
  ]);
  db.client.close();
});
