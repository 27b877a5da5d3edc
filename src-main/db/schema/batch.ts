import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Batches of released records. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const batch = sqliteTable('batch', {
  id: text('id').notNull().primaryKey(),
  version: integer('version').notNull(),
  day: text('day').notNull(),
  dayNo: integer('day_no').notNull(),
  origin: text('origin').notNull(),
  state: text('state').notNull(),
  choice: text('choice'),
  madeBy: text('made_by'),
  madeAt: text('made_at').notNull(),
  releasedBy: text('released_by'),
  releasedAt: text('released_at'),
  undoneBy: text('undone_by'),
  undoneAt: text('undone_at'),
  manifest: text('manifest'),
  manifestSha256: text('manifest_sha256'),
  manifestSignature: text('manifest_signature'),
});

export const batchRecord = sqliteTable('batch_record', {
  batchId: text('batch_id').notNull(),
  position: integer('position').notNull(),
  candidacyId: text('candidacy_id').notNull(),
  revision: integer('revision').notNull(),
  messageId: text('message_id'),
  leftAt: text('left_at'),
  leftReason: text('left_reason'),
  textAt: text('text_at'),
  photoAt: text('photo_at'),
});

export const batchStanding = sqliteTable('batch_standing', {
  batchId: text('batch_id').notNull().primaryKey(),
  shownAt: text('shown_at'),
  body: text('body'),
  signature: text('signature'),
  records: integer('records'),
  arrived: integer('arrived'),
  complete: integer('complete').notNull().default(0),
  saidAt: text('said_at'),
  trouble: text('trouble'),
});
