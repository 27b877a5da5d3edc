import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Changes told to the region and their receipts. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const changeMessage = sqliteTable('change_message', {
  messageId: text('message_id').notNull().primaryKey(),
  changeSeq: integer('change_seq').notNull(),
  kind: text('kind').notNull(),
  candidacyId: text('candidacy_id').notNull(),
  subjectId: text('subject_id').notNull(),
  needsRecord: integer('needs_record').notNull(),
  body: text('body').notNull(),
  bodySha256: text('body_sha256').notNull(),
  fileSha256: text('file_sha256'),
  eventSeq: integer('event_seq').notNull(),
  state: text('state').notNull(),
  attempts: integer('attempts').notNull().default(0),
  lastTrouble: text('last_trouble'),
  createdAt: text('created_at').notNull(),
  incarnation: text('incarnation').notNull(),
});
export type ChangeMessageRow = typeof changeMessage.$inferSelect;

export const changeReceipt = sqliteTable('change_receipt', {
  messageId: text('message_id').notNull().primaryKey(),
  body: text('body').notNull(),
  signature: text('signature').notNull(),
  outcome: text('outcome').notNull(),
  reason: text('reason'),
  receivedAt: text('received_at').notNull(),
});
export type ChangeReceiptRow = typeof changeReceipt.$inferSelect;

export const regainedChange = sqliteTable('regained_change', {
  messageId: text('message_id').notNull().primaryKey(),
  kind: text('kind').notNull(),
  candidacyId: text('candidacy_id').notNull(),
  incarnation: text('incarnation').notNull(),
  changeSeq: integer('change_seq').notNull(),
  body: text('body').notNull(),
  receiptBody: text('receipt_body'),
  receiptSignature: text('receipt_signature'),
  became: text('became').notNull(),
  regainedAt: text('regained_at').notNull(),
});
export type RegainedChangeRow = typeof regainedChange.$inferSelect;
