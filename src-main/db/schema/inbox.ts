import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Notices of the region. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const inbox = sqliteTable('inbox', {
  noticeId: text('notice_id').notNull().primaryKey(),
  kind: text('kind').notNull(),
  body: text('body').notNull(),
  signature: text('signature').notNull(),
  subjectId: text('subject_id').notNull(),
  state: text('state').notNull(),
  reason: text('reason'),
  arrivedAt: text('arrived_at').notNull(),
  settledAt: text('settled_at'),
});
export type InboxRow = typeof inbox.$inferSelect;

export const noticeSetAside = sqliteTable('notice_set_aside', {
  sha256: text('sha256').notNull().primaryKey(),
  body: text('body').notNull(),
  signature: text('signature').notNull(),
  why: text('why').notNull(),
  reason: text('reason').notNull(),
  arrivedAt: text('arrived_at').notNull(),
  takenAt: text('taken_at'),
});
export type NoticeSetAsideRow = typeof noticeSetAside.$inferSelect;
