import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Which migrations this file has seen. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const appliedMigration = sqliteTable('applied_migration', {
  name: text('name').notNull().primaryKey(),
  sha256: text('sha256').notNull(),
  appliedAt: text('applied_at').notNull(),
});
export type AppliedMigrationRow = typeof appliedMigration.$inferSelect;
