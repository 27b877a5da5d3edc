import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DeskDb, openDatabase } from '../../src-main/db/open.ts';
import { notePairs } from '../../src-main/db/store/photo-file-alike.ts';
import { noteFilesLike } from '../../src-main/db/store/photo-file-like-shot.ts';

let folder: string;
let db: DeskDb;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaoji-index-'));
  const opened = openDatabase({
    file: join(folder, 'desk.db'),
    key: new Uint8Array(32).fill(1),
    migrationsFolder: join(import.meta.dirname, '../../drizzle'),
    now: '2026-11-23T00:00:00.000Z',
  });
  if (!opened.ok) throw new Error(opened.fault.code);
  db = opened.value;
});
afterEach(() => {
  db.client.close();
  rmSync(folder, { recursive: true, force: true });
});

/** How the file would answer the questions about staged pictures that `ask` really puts to it. */
function plansOf(ask: (listened: DeskDb) => void): string[] {
  const asked: string[] = [];
  ask({
    ...db,
    statement: (sql) => {
      asked.push(sql);
      return db.statement(sql);
    },
  });
  const comparing = asked.filter((sql) => /perceptual_hash AS hash FROM photo_file\b/.test(sql));
  return comparing.map((sql) => {
    const plan = db.client.prepare(`EXPLAIN QUERY PLAN ${sql}`);
    const steps = (sql.includes('?') ? plan.all('f') : plan.all()) as { detail: string }[];
    return steps.map((step) => step.detail).join('\n');
  });
}

const hash = 'c'.repeat(16);

it.each([
  ['拍下的一张找放着的文件', (listened: DeskDb) => noteFilesLike(listened, { captureId: 'p', hash })],
  ['读进来的一个文件找别的文件', (listened: DeskDb) => notePairs(listened, 'f', hash)],
] as const)('%s：按 photo_file_by_hash 只读还放着的，不读遍所有的卡', (_name, ask) => {
  const wanted = [expect.stringMatching(/SEARCH photo_file USING INDEX photo_file_by_hash \(state=\?/)];
  expect(plansOf(ask)).toEqual(wanted);
  db.client.exec('DROP INDEX photo_file_by_hash');
  expect(plansOf(ask), '没有索引就会读遍').toEqual([expect.stringMatching(/^SCAN photo_file/)]);
});
