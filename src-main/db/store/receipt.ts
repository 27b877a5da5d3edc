import type { DeskDb } from '../open.ts';
import type { ReceiptRow } from '../schema/outbox.ts';

export type { ReceiptRow };

/** Keeps a verified receipt for good: the exact signed text stays proof towards the region. */
export function insertReceipt(db: DeskDb, row: ReceiptRow): void {
  db.statement(
    `INSERT INTO receipt (message_id, body, signature, outcome, reason, joined_with, received_at)
     VALUES (@messageId, @body, @signature, @outcome, @reason, @joinedWith, @receivedAt)`,
  ).run(row);
}

/** The receipt of one message, or null. */
export function findReceipt(db: DeskDb, messageId: string): ReceiptRow | null {
  const row = db
    .statement(
      `SELECT message_id AS messageId, body, signature, outcome, reason, joined_with AS joinedWith,
         received_at AS receivedAt FROM receipt WHERE message_id = ?`,
    )
    .get(messageId) as ReceiptRow | undefined;
  return row ?? null;
}
