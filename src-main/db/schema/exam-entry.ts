import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Exam entries and results of subjects. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const examEntry = sqliteTable('exam_entry', {
  id: text('id').notNull().primaryKey(),
  candidacyId: text('candidacy_id').notNull(),
  sitting: text('sitting').notNull(),
  version: integer('version').notNull(),
  state: text('state').notNull(),
  subjects: text('subjects').notNull(),
  foreignLanguage: text('foreign_language'),
  reason: text('reason'),
  enteredBy: text('entered_by').notNull(),
  enteredAt: text('entered_at').notNull(),
});
export type ExamEntryRow = typeof examEntry.$inferSelect;

export const examEntrySlip = sqliteTable('exam_entry_slip', {
  id: text('id').notNull().primaryKey(),
  entryId: text('entry_id').notNull(),
  act: text('act').notNull(),
  byUser: text('by_user').notNull(),
  at: text('at').notNull(),
});
export type ExamEntrySlipRow = typeof examEntrySlip.$inferSelect;

export const subjectResult = sqliteTable('subject_result', {
  id: text('id').notNull().primaryKey(),
  candidacyId: text('candidacy_id').notNull(),
  candidacyNo: text('candidacy_no').notNull(),
  sitting: text('sitting').notNull(),
  subject: text('subject').notNull(),
  outcome: text('outcome').notNull(),
  sourceSha256: text('source_sha256').notNull(),
  importBatchId: text('import_batch_id'),
  sourceRow: integer('source_row').notNull(),
  noticeId: text('notice_id'),
  eventSeq: integer('event_seq'),
});
