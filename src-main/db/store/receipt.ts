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
