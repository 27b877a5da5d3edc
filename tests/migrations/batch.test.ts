import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeskDb } from '../../src-main/db/open.ts';
import { batchFigures } from '../../src-main/db/store/batch-figures.ts';
import { now, olderFile } from './open-older.ts';

const older = olderFile();
let db: DeskDb;
const message = (n: number) => `0198f000-0000-7000-8000-00000000000${n}`;
const createdAt = ['2026-11-21T15:59:59.000Z', '2026-11-21T16:00:00.000Z', '2026-11-22T02:00:00.000Z'];

beforeAll(() => {
  const before = readdirSync(join(import.meta.dirname, '../../drizzle')).filter((name) => name < '0015');
  const old = older.openOlder(before.filter((name) => name.endsWith('.sql')));
  const columns = `id, version, status, revision, entry_category, origin, full_name, name_key, pinyin_initials, pinyin_full,
    sex, ethnicity, document_type, document_number, birth_date, regulation_edition, created_at, updated_at`;
  for (const [index, at] of createdAt.entries()) {
    const n = index + 1;
    old.client.exec(`INSERT INTO candidacy (${columns}) VALUES ('c${n}', 1, '${n === 1 ? 'received' : 'released'}', 1,
      'enrolled', 'roster', '', '', '', '', '1', '01', 'residentIdCard', '${n}', '2010-01-01', '', '${now}', '${now}')`);
    old.client.exec(
      `INSERT INTO event VALUES (${n}, 'e${n}', 'candidacy.released', 'candidacy', 'c${n}', NULL, NULL, '${at}', 0, '', '', '', '')`,
    );
    old.client.exec(`INSERT INTO outbox (message_id, desk_seq, candidacy_id, revision, body, body_sha256, event_seq, state, created_at)
      VALUES ('${message(n)}', ${n}, 'c${n}', 1, '{}', '', ${n}, '${n === 1 ? 'acknowledged' : 'waiting'}', '${at}')`);
  }
  old.client.close();
  db = older.openNow();
});
afterAll(() => {
  db.client.close();
  older.cleanUp();
});

test('0014 批次：以前放行的每天一批（按北京时间的日子），一份不漏，按送出的次序', () => {
  expect(db.client.prepare('SELECT id, day, day_no, origin, state, released_by FROM batch ORDER BY day').all()).toEqual(
    [
      { id: message(1), day: '2026-11-21', day_no: 1, origin: 'before', state: 'released', released_by: null },
      { id: message(2), day: '2026-11-22', day_no: 1, origin: 'before', state: 'released', released_by: null },
    ],
  );
  expect(
    db.client.prepare('SELECT batch_id, position, message_id FROM batch_record ORDER BY message_id').raw().all(),
  ).toEqual([
    [message(1), 1, message(1)],
    [message(2), 1, message(2)],
    [message(2), 2, message(3)],
  ]);
  expect(batchFigures(db, message(2))).toMatchObject({ records: 2, waiting: 2, refused: 0 });
});
