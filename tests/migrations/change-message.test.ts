import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeMessage } from '../../shared/wire/change-message.ts';
import { type DeskDb, openDatabase } from '../../src-main/db/open.ts';
import { hasEarlierChanges, tellEarlierChanges } from '../../src-main/db/store/change-earlier.ts';
import { fixedClock } from '../make-desk.ts';

const migrations = join(import.meta.dirname, '../../drizzle');
const folder = mkdtempSync(join(tmpdir(), 'kaoji-changes-'));
const now = '2026-11-23T00:00:00.000Z';
const id = '0198f000-0000-7000-8000-0000000000a1';

function open(migrationsFolder: string): DeskDb {
  const opened = openDatabase({
    file: join(folder, 'desk.db'),
    key: new Uint8Array(32).fill(1),
    migrationsFolder,
    now,
  });
  if (!opened.ok) throw new Error(opened.fault.code);
  return opened.value;
}

const uuid = '0198f000-0000-7000-8000-00000000000';
const event = (seq: number, kind: string, content: unknown) => `
  INSERT INTO event (seq, id, kind, subject_noun, subject_id, actor_id, actor_role, device_time, monotonic_ms, boot_id,
    payload_digest, previous_hash, hash)
  VALUES (${seq}, 'e${seq}', '${kind}', 'candidacy', '${id}', '${uuid}4', 'clerk', '${now}', 1, 'b', 'd${seq}', 'p${seq}', 'h${seq}');
  INSERT INTO event_payload (event_seq, salt, content) VALUES (${seq}, 's', '${JSON.stringify(content)}');`;

let db: DeskDb;
beforeAll(() => {
  const earlier = join(folder, 'earlier');
  mkdirSync(earlier);
  for (const name of readdirSync(migrations).filter((one) => one.endsWith('.sql') && one < '0019'))
    copyFileSync(join(migrations, name), join(earlier, name));
  const old = open(earlier);
  old.client.exec(`
    INSERT INTO installation (id, device_id, desk_name, office_id, office_name, county_code, county_name, exam_area_code,
      exam_area_name, region_public_key, device_private_key, device_public_key, setup_file_sha256, set_up_at, incarnation)
      VALUES (1, '${uuid}1', '1号台', '${uuid}2', '考试中心', '150430', '敖汉旗', '150430', '敖汉旗', 'k', 'k', 'k', 'h',
       '${now}', '${uuid}3');
    INSERT INTO user_account (id, login_name, display_name, role, password, must_change_password, tries_left, created_at)
      VALUES ('${uuid}4', 'clerk1', '王敏', 'clerk', '{}', 0, 5, '${now}');
    INSERT INTO candidacy (id, version, status, entry_category, origin, full_name, name_key, pinyin_initials, pinyin_full,
       sex, ethnicity, document_type, document_number, birth_date, regulation_edition, created_at, updated_at)
      VALUES ('${id}', 1, 'inEffect', 'enrolled', 'assisted', '赵子', '赵子', 'zz', 'zhaozi', '1', '01', 'residentIdCard',
       '1', '2010-01-01', 'e', '${now}', '${now}');
    ${event(1, 'candidacy.classChanged', { from: null, to: { classId: 'k', code: '02', name: '高一(2)班', cohortYear: 2026 }, reason: '调班' })}
    ${event(2, 'candidacy.mobileChanged', { from: '13900000001', to: '13900000002' })}
    ${event(3, 'candidacy.mobileChanged', { from: '13900000002', to: '13900000003' })}
    INSERT INTO change_to_tell (event_seq, candidacy_id, kind) VALUES (1, '${id}', 'classChange'), (3, '${id}', 'mobileChange');
    ${event(4, 'examEntry.entered', { sitting: 's', version: 1, subjects: ['01'] })}
    ${event(5, 'examEntry.entered', { sitting: 's', version: 2, subjects: ['02'] })}
    INSERT INTO exam_entry (id, candidacy_id, sitting, version, state, subjects, foreign_language, reason, entered_by, entered_at)
      VALUES ('x1', '${id}', 's', 1, 'entered', '["01"]', NULL, NULL, '${uuid}4', '${now}'),
             ('x2', '${id}', 's', 2, 'entered', '["02"]', NULL, NULL, '${uuid}4', '${now}');`);
  old.client.close();
  db = open(migrations);
});
afterAll(() => {
  db.client.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('0019 变动的报文', () => {
  test('以前记下待报的、以前报的考，补成报文，一次，按先后；没有标记的、旧的一版不补', () => {
    expect(hasEarlierChanges(db)).toBe(true);
    const ids = Array.from({ length: 3 }, (_, at) => `0198f000-0000-7000-8000-00000000010${at}`);
    const next = () => ids.shift() ?? '';
    expect(tellEarlierChanges({ db, clock: fixedClock(), ids: { uuid: next } })).toBe(3);
    const bodies = db.client.prepare('SELECT body FROM change_message ORDER BY change_seq').pluck().all() as string[];
    const told = bodies.map((body) => changeMessage.parse(JSON.parse(body)));
    expect(told.map((one) => one.kind)).toEqual(['classChange', 'mobileChange', 'examEntry']);
    expect(told[0]).toMatchObject({ to: { code: '02' }, by: { displayName: '王敏' }, at: now, follows: null });
    expect(told[1]).toMatchObject({ to: '13900000003', follows: told[0]?.messageId });
    expect(told[2]).toMatchObject({ version: 2, subjects: ['02'] });
    expect(hasEarlierChanges(db)).toBe(false);
    expect(tellEarlierChanges({ db, clock: fixedClock(), ids: { uuid: next } })).toBe(0);
  });

  test('报文写下就不改、不删，回执只有一份', () => {
    expect(() => db.client.exec("UPDATE change_message SET body = ''")).toThrow(/keeps what it says/);
    expect(() => db.client.exec('DELETE FROM change_message')).toThrow(/never deleted/);
    db.client.exec(`UPDATE change_message SET state = 'acknowledged' WHERE change_seq = 1`);
    expect(() => db.client.exec(`UPDATE change_message SET state = 'refused' WHERE change_seq = 1`)).toThrow(
      /one receipt/,
    );
  });
});
