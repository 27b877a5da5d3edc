import { createHash } from 'node:crypto';
import type { SignedNotice } from '#shared/wire/region-notice.ts';
import type { DeskDb } from '../open.ts';
import type { NoticeSetAsideRow } from '../schema/inbox.ts';

/** Why something that came as the region's word is none that can be used: drizzle/0011. */
export type SetAsideWhy = 'signature' | 'otherOffice' | 'unreadable' | 'broken';

const columns = 'sha256, body, signature, why, reason, arrived_at AS arrivedAt, taken_at AS takenAt';

/** Keeps it whole with the reason (a Chinese sentence with full stop). The same one again changes nothing; true = new. */
export function setNoticeAside(
  db: DeskDb,
  { body, signature }: SignedNotice,
  { why, reason, at }: { readonly why: SetAsideWhy; readonly reason: string; readonly at: string },
): boolean {
  const { changes } = db
    .statement(
      `INSERT INTO notice_set_aside (sha256, body, signature, why, reason, arrived_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (sha256) DO NOTHING`,
    )
    .run(keyOf({ body, signature }), body, signature, why, reason, at);
  return changes === 1;
}

/** Notes that one that was set aside could be used after all; nothing where it never was set aside. */
export function noteTakenAfterAll(db: DeskDb, signed: SignedNotice, at: string): void {
  db.statement('UPDATE notice_set_aside SET taken_at = ? WHERE sha256 = ? AND taken_at IS NULL').run(at, keyOf(signed));
}

/** What stands aside, newest first, at most `limit`. */
export function noticesSetAside(db: DeskDb, limit: number): NoticeSetAsideRow[] {
  return db
    .statement(
      `SELECT ${columns} FROM notice_set_aside WHERE taken_at IS NULL ORDER BY arrived_at DESC, rowid DESC LIMIT ?`,
    )
    .all(limit) as NoticeSetAsideRow[];
}

/** Signed ones that this program stumbled over, in the order they came: a newer program may use them. */
export function noticesToTryAgain(db: DeskDb): NoticeSetAsideRow[] {
  return db
    .statement(
      `SELECT ${columns} FROM notice_set_aside WHERE why IN ('unreadable', 'broken') AND taken_at IS NULL ORDER BY rowid`,
    )
    .all() as NoticeSetAsideRow[];
}

/**
 * True where something was set aside for its signature from `since` on (null = ever): what the region meant may have to
 * be fetched once more.
 */
export function isSomethingForged(db: DeskDb, since: string | null): boolean {
  return (
    db
      .statement(`SELECT 1 FROM notice_set_aside WHERE why = 'signature' AND arrived_at >= ? LIMIT 1`)
      .get(since ?? '') !== undefined
  );
}

function keyOf({ body, signature }: SignedNotice): string {
  return createHash('sha256').update(`${body}\n${signature}`, 'utf8').digest('hex');
}
