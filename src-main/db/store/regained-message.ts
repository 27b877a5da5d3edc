import type { DeskDb } from '../open.ts';
import type { RegainedMessageRow } from '../schema/outbox.ts';

/** Which of these messages this file knows: sent from here, or got back before. */
export function knownMessages(db: DeskDb, ids: readonly string[]): ReadonlySet<string> {
  const rows = db
    .statement(
      `SELECT value FROM json_each(?) WHERE value IN (SELECT message_id FROM outbox)
         OR value IN (SELECT message_id FROM regained_message)`,
    )
    .pluck()
    .all(JSON.stringify(ids)) as string[];
  return new Set(rows);
}

/** Ids of all messages that this file knows, made here or got back, whatever became of them. */
export function allKnownMessages(db: DeskDb): readonly string[] {
  return db
    .statement('SELECT message_id FROM outbox UNION SELECT message_id FROM regained_message ORDER BY 1')
    .pluck()
    .all() as string[];
}

/** How many messages with a receipt this file knows of. */
export function countReceipts(db: DeskDb): number {
  return Number(
    db
      .statement(
        `SELECT (SELECT count(*) FROM outbox WHERE state <> 'waiting')
           + (SELECT count(*) FROM regained_message WHERE message_id NOT IN (SELECT message_id FROM outbox))`,
      )
      .pluck()
      .get(),
  );
}

/** Keeps for good what the region gave back, as it was sent, with what became of it. */
export function insertRegained(db: DeskDb, row: RegainedMessageRow): void {
  db.statement(
    `INSERT INTO regained_message (message_id, candidacy_id, revision, desk_seq, body, receipt_body, receipt_signature,
       became, regained_at)
     VALUES (@messageId, @candidacyId, @revision, @deskSeq, @body, @receiptBody, @receiptSignature, @became, @regainedAt)`,
  ).run(row);
}

/**
 * Puts a message that was sent before into the outbox again, waiting for the receipt that is here already. Its number here is
 * below zero, so that the numbers of this opening stay without holes.
 */
export function insertSentMessage(
  db: DeskDb,
  sent: {
    readonly messageId: string;
    readonly candidacyId: string;
    readonly revision: number;
    readonly body: string;
    readonly bodySha256: string;
    readonly photoSha256: string | null;
    readonly incarnation: string;
    readonly eventSeq: number;
    readonly at: string;
  },
): void {
  // below zero: its number of then belongs to another opening of the file, and is kept with what was got back
  db.statement(
    `INSERT INTO outbox (message_id, desk_seq, candidacy_id, revision, body, body_sha256, photo_sha256, event_seq, state,
       created_at, incarnation)
     VALUES (@messageId, (SELECT min(coalesce(min(desk_seq), 0), 0) - 1 FROM outbox), @candidacyId, @revision, @body,
       @bodySha256, @photoSha256, @eventSeq, 'waiting', @at, @incarnation)`,
  ).run(sent);
}

/** True where this revision of the record has a message of its own here. */
export function hasMessageOfRevision(db: DeskDb, candidacyId: string, revision: number): boolean {
  return (
    db.statement('SELECT 1 FROM outbox WHERE candidacy_id = ? AND revision = ?').get(candidacyId, revision) !==
    undefined
  );
}

/** True where a later revision of the record than this came back whole: it holds what was changed before it. */
export function hasRegainedAfter(db: DeskDb, candidacyId: string, revision: number): boolean {
  return (
    db
      .statement("SELECT 1 FROM regained_message WHERE candidacy_id = ? AND revision > ? AND became = 'taken'")
      .get(candidacyId, revision) !== undefined
  );
}

/** True where an earlier message of this record was kept beside the work that stands here. */
export function isBesideAlready(db: DeskDb, candidacyId: string): boolean {
  return (
    db.statement("SELECT 1 FROM regained_message WHERE candidacy_id = ? AND became = 'case'").get(candidacyId) !==
    undefined
  );
}
