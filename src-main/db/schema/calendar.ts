import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// The office's own draft of a calendar. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const calendarDraft = sqliteTable('calendar_draft', {
  id: integer('id').primaryKey(),
  editionId: text('edition_id').notNull(),
  version: integer('version').notNull(),
  baseEditionId: text('base_edition_id'),
  content: text('content').notNull(),
  drawnBy: text('drawn_by').notNull(),
  savedAt: text('saved_at').notNull(),
});
export type CalendarDraftRow = typeof calendarDraft.$inferSelect;
