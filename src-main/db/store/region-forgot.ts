import type { DeskDb } from '../open.ts';
import type { OutgoingChange } from './change-message.ts';
import { readSetting, writeSetting } from './office.ts';
import type { OutboxRow } from './outbox.ts';

/** Name of the desk setting with how many receipts of this desk the region does not know any more: it was put back from a backup. */
const forgotSetting = 'syncForgottenThere';

type Forgot = {
  /** receipts here that the region did not count, as it said last */
  readonly lacking: number;
  /** a run has sent all of them that can go */
  readonly isSent: boolean;
  /** when a run looked for them; null = never */
  readonly soughtAt: string | null;
};

/** How long what could not go is left alone, in milliseconds by the desk's clock, whichever way that is set. */
const restMs = 24 * 3_600_000;

/** Messages with a receipt that the region lacks and that may go again. */
export function forgottenThere(db: DeskDb): number {
  const { lacking, isSent } = readForgot(db);
  return isSent ? 0 : lacking;
}

/** Keeps how many receipts the region lacks. Another number, or a day since a run looked, and all of them may go. */
export function saveForgotten(db: DeskDb, lacking: number, at: string): void {
  const before = readForgot(db);
  const rests = before.soughtAt !== null && Math.abs(Date.parse(at) - Date.parse(before.soughtAt)) < restMs;
  if (before.lacking === lacking && (!before.isSent || rests)) return;
  keep(db, { lacking, isSent: false, soughtAt: before.soughtAt }, at);
}

/** Keeps that a run has sent again all that can go: the next hello counts anew. */
export function saveForgottenSent(db: DeskDb, at: string): void {
  keep(db, { ...readForgot(db), isSent: true, soughtAt: at }, at);
}

/** Ids of the records that the region had taken, or of the changes that it had answered: others may follow a refused one. */
export function settledIds(db: DeskDb, of: 'outbox' | 'change_message'): readonly string[] {
  const left = of === 'outbox' ? "'waiting', 'refused'" : "'waiting'";
  return db.statement(`SELECT message_id FROM ${of} WHERE state NOT IN (${left})`).pluck().all() as string[];
}

/**
 * These records as they were sent, under their number and opening of then. Not what the region had refused: people may have
 * refused it, and it went back to the desk, which mends it under another id.
 */
export function sentRecords(db: DeskDb, ids: readonly string[]): OutboxRow[] {
  return db
    .statement(
      `SELECT o.message_id AS messageId, coalesce(g.desk_seq, o.desk_seq) AS deskSeq, o.candidacy_id AS candidacyId,
         o.revision, o.body, o.body_sha256 AS bodySha256, o.photo_sha256 AS photoSha256, o.event_seq AS eventSeq, o.state,
         o.attempts, o.last_trouble AS lastTrouble, o.created_at AS createdAt, o.incarnation
       FROM outbox o LEFT JOIN regained_message g ON g.message_id = o.message_id
       WHERE o.state NOT IN ('waiting', 'refused') AND o.message_id IN (SELECT value FROM json_each(?))
       ORDER BY o.event_seq`,
    )
    .all(JSON.stringify(ids)) as OutboxRow[];
}

/** The same of changes, in the order in which the region had answered them. */
export function sentChanges(db: DeskDb, ids: readonly string[]): OutgoingChange[] {
  return db
    .statement(
      `SELECT m.message_id AS messageId, coalesce(g.change_seq, m.change_seq) AS deskSeq, m.body,
         m.body_sha256 AS bodySha256, m.file_sha256 AS photoSha256, m.incarnation
       FROM change_message m JOIN change_receipt r ON r.message_id = m.message_id
         LEFT JOIN regained_change g ON g.message_id = m.message_id
       WHERE m.state <> 'waiting' AND m.message_id IN (SELECT value FROM json_each(?))
       ORDER BY m.state = 'refused', r.received_at, m.change_seq`,
    )
    .all(JSON.stringify(ids)) as OutgoingChange[];
}

function readForgot(db: DeskDb): Forgot {
  const kept = readSetting(db, forgotSetting);
  return kept === null ? { lacking: 0, isSent: false, soughtAt: null } : (JSON.parse(kept) as Forgot);
}

function keep(db: DeskDb, forgot: Forgot, at: string): void {
  writeSetting(db, forgotSetting, forgot.lacking === 0 ? null : JSON.stringify(forgot), at, null);
}
