import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Changes the region has not heard of. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const changeToTell = sqliteTable('change_to_tell', {
  eventSeq: integer('event_seq').primaryKey(),
  candidacyId: text('candidacy_id').notNull(),
  kind: text('kind').notNull(),
  toldBy: text('told_by'),
});
