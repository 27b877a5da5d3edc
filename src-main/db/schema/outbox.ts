import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Messages for the region and their signed receipts. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const outbox = sqliteTable('outbox', {
  messageId: text('message_id').notNull().primaryKey(),
  deskSeq: integer('desk_seq').notNull(),
  candidacyId: text('candidacy_id').notNull(),
  revision: integer('revision').notNull(),
  body: text('body').notNull(),
  bodySha256: text('body_sha256').notNull(),
  photoSha256: text('photo_sha256'),
  eventSeq: integer('event_seq').notNull(),
  state: text('state').notNull(),
  attempts: integer('attempts').notNull().default(0),
  lastTrouble: text('last_trouble'),
  createdAt: text('created_at').notNull(),
  incarnation: text('incarnation'),
});
export type OutboxRow = typeof outbox.$inferSelect;

export const receipt = sqliteTable('receipt', {
  messageId: text('message_id').notNull().primaryKey(),
  body: text('body').notNull(),
  signature: text('signature').notNull(),
  outcome: text('outcome').notNull(),
  reason: text('reason'),
  joinedWith: text('joined_with'),
  receivedAt: text('received_at').notNull(),
});
export type ReceiptRow = typeof receipt.$inferSelect;

export const regainedMessage = sqliteTable('regained_message', {
  messageId: text('message_id').notNull().primaryKey(),
  candidacyId: text('candidacy_id').notNull(),
  revision: integer('revision').notNull(),
  deskSeq: integer('desk_seq').notNull(),
  body: text('body').notNull(),
  receiptBody: text('receipt_body').notNull(),
  receiptSignature: text('receipt_signature').notNull(),
  became: text('became').notNull(),
  regainedAt: text('regained_at').notNull(),
});
export type RegainedMessageRow = typeof regainedMessage.$inferSelect;
