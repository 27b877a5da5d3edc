import type { DeskDb } from '../open.ts';
import type { InboxRow } from '../schema/inbox.ts';
import { readSetting, writeSetting } from './office.ts';

export type { InboxRow };
export type NoticeState = 'applied' | 'parked' | 'refused';

const columns = `notice_id AS noticeId, kind, body, signature, subject_id AS subjectId, state, reason,
  arrived_at AS arrivedAt, settled_at AS settledAt`;

/** A notice that is here already, or null. */
export function findNotice(db: DeskDb, noticeId: string): InboxRow | null {
  return (
    (db.statement(`SELECT ${columns} FROM inbox WHERE notice_id = ?`).get(noticeId) as InboxRow | undefined) ?? null
  );
}

/** Keeps a notice, or what became of one that was parked or refused. */
export function saveNotice(db: DeskDb, row: InboxRow): void {
  db.statement(
    `INSERT INTO inbox (notice_id, kind, body, signature, subject_id, state, reason, arrived_at, settled_at)
     VALUES (@noticeId, @kind, @body, @signature, @subjectId, @state, @reason, @arrivedAt, @settledAt)
     ON CONFLICT (notice_id) DO UPDATE SET state = excluded.state, reason = excluded.reason, settled_at = excluded.settled_at`,
  ).run(row);
}

/** Notices of a state, or all, newest first, at most `limit`. */
export function listNotices(db: DeskDb, state: 'all' | NoticeState, limit: number): InboxRow[] {
  return db
    .statement(
      `SELECT ${columns} FROM inbox WHERE @state = 'all' OR state = @state ORDER BY arrived_at DESC, rowid DESC LIMIT @limit`,
    )
    .all({ state, limit }) as InboxRow[];
}

/** Parked notices in the order they came: what they build on may be here now. */
export function parkedNotices(db: DeskDb): InboxRow[] {
  return db.statement(`SELECT ${columns} FROM inbox WHERE state = 'parked' ORDER BY rowid`).all() as InboxRow[];
}

/** Instants are compared as instants: one may be written with fractions of a second, another without. */
const decidedLater = `julianday(body ->> '$.decidedAt') > julianday(@decidedAt)`;

/** Applied notices of the same kind about the same subject that were decided later: an older word does not undo them. */
export function laterNotices(
  db: DeskDb,
  notice: { readonly kind: string; readonly candidacyId: string; readonly decidedAt: string },
): InboxRow[] {
  return db
    .statement(
      `SELECT ${columns} FROM inbox
       WHERE subject_id = @candidacyId AND kind = @kind AND state = 'applied' AND ${decidedLater}`,
    )
    .all({ kind: notice.kind, candidacyId: notice.candidacyId, decidedAt: notice.decidedAt }) as InboxRow[];
}

/**
 * True if a notice that was decided later has given this candidacy its number already: by itself, or with the acceptance.
 * An older word, however late it comes, does not undo that.
 */
export function numberWasSaidLater(
  db: DeskDb,
  { candidacyId, decidedAt }: { readonly candidacyId: string; readonly decidedAt: string },
): boolean {
  const found = db.statement(
    `SELECT 1 FROM inbox WHERE subject_id = @candidacyId AND state = 'applied' AND ${decidedLater}
       AND (kind = 'numberAssigned' OR (kind = 'acceptance' AND EXISTS (SELECT 1 FROM number_history h
         WHERE h.candidacy_id = @candidacyId AND h.kind = 'candidacyNo' AND h.value = body ->> '$.candidacyNo')))`,
  );
  return found.get({ candidacyId, decidedAt }) !== undefined;
}

/**
 * Editions, photo profiles, calendars and code tables of the region as they were signed, oldest first, for another desk of
 * the office.
 */
export function regionEditions(db: DeskDb): InboxRow[] {
  return db
    .statement(
      `SELECT ${columns} FROM inbox WHERE kind IN ('edition', 'photoProfile', 'calendar', 'codeTable') AND state = 'applied'
       ORDER BY settled_at, rowid`,
    )
    .all() as InboxRow[];
}

const pullCursor = 'pullCursor';

/** Place in the region's feed behind everything that is kept here; null = nothing was pulled yet. */
export function readPullCursor(db: DeskDb): string | null {
  return readSetting(db, pullCursor);
}

/** Moves on, in the transaction of what was kept. */
export function savePullCursor(db: DeskDb, cursor: string, at: string): void {
  writeSetting(db, pullCursor, cursor, at, null);
}

/** True while something waits for what it builds on. */
export function hasParkedNotices(db: DeskDb): boolean {
  return db.statement(`SELECT 1 FROM inbox WHERE state = 'parked' LIMIT 1`).get() !== undefined;
}
