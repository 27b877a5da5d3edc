import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// What the gate leaves beside a shot, and the daily camera check. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const photoLookAlike = sqliteTable(
  'photo_look_alike',
  {
    captureId: text('capture_id').notNull(),
    otherCaptureId: text('other_capture_id').notNull(),
    distance: integer('distance').notNull(),
  },
  (t) => [primaryKey({ columns: [t.captureId, t.otherCaptureId] })],
);

export const photoOverride = sqliteTable('photo_override', {
  captureId: text('capture_id').notNull().primaryKey(),
  kind: text('kind').notNull(),
  words: text('words').notNull(),
  clerkId: text('clerk_id').notNull(),
  secondId: text('second_id').notNull(),
  overriddenAt: text('overridden_at').notNull(),
});
export type PhotoOverrideRow = typeof photoOverride.$inferSelect;

export const deskCheck = sqliteTable('desk_check', {
  id: text('id').notNull().primaryKey(),
  way: text('way').notNull(),
  device: text('device').notNull(),
  measurements: text('measurements').notNull(),
  causes: text('causes').notNull(),
  writingReads: integer('writing_reads').notNull(),
  checkedBy: text('checked_by').notNull(),
  checkedAt: text('checked_at').notNull(),
});
export type DeskCheckRow = typeof deskCheck.$inferSelect;
