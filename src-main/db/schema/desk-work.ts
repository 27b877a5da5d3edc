import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// What the desk produces before completion: photos, differences, drafts, marks. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const photoBlob = sqliteTable('photo_blob', {
  sha256: text('sha256').notNull().primaryKey(),
  mediaType: text('media_type').notNull(),
  byteLength: integer('byte_length').notNull(),
  bytes: blob('bytes', { mode: 'buffer' }).notNull(),
});
export type PhotoBlobRow = typeof photoBlob.$inferSelect;

export const capture = sqliteTable('capture', {
  id: text('id').notNull().primaryKey(),
  candidacyId: text('candidacy_id').notNull(),
  revision: integer('revision').notNull(),
  state: text('state').notNull(),
  source: text('source').notNull(),
  device: text('device').notNull(),
  originalSha256: text('original_sha256').notNull(),
  derivedSha256: text('derived_sha256').notNull(),
  profileEdition: text('profile_edition').notNull(),
  crop: text('crop').notNull(),
  measurements: text('measurements').notNull(),
  takenBy: text('taken_by').notNull(),
  takenAt: text('taken_at').notNull(),
  verdict: text('verdict').notNull().default('notMeasured'),
  causes: text('causes').notNull().default('[]'),
  perceptualHash: text('perceptual_hash'),
});
export type CaptureRow = typeof capture.$inferSelect;

export const deskDifference = sqliteTable('desk_difference', {
  id: text('id').notNull().primaryKey(),
  candidacyId: text('candidacy_id').notNull(),
  field: text('field').notNull(),
  rosterValue: text('roster_value').notNull(),
  documentValue: text('document_value').notNull(),
  settled: text('settled').notNull(),
  documentPictureSha256: text('document_picture_sha256'),
  settledBy: text('settled_by').notNull(),
  settledAt: text('settled_at').notNull(),
});
export type DeskDifferenceRow = typeof deskDifference.$inferSelect;

export const draft = sqliteTable(
  'draft',
  {
    candidacyId: text('candidacy_id').notNull(),
    userId: text('user_id').notNull(),
    content: text('content').notNull(),
    savedAt: text('saved_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.candidacyId, t.userId] })],
);
export type DraftRow = typeof draft.$inferSelect;

export const formDraft = sqliteTable(
  'form_draft',
  {
    userId: text('user_id').notNull(),
    form: text('form').notNull(),
    subjectId: text('subject_id').notNull(),
    content: text('content').notNull(),
    savedAt: text('saved_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.form, t.subjectId] })],
);
export type FormDraftRow = typeof formDraft.$inferSelect;

export const attendanceMark = sqliteTable('attendance_mark', {
  candidacyId: text('candidacy_id').notNull().primaryKey(),
  kind: text('kind').notNull(),
  markedBy: text('marked_by').notNull(),
  markedAt: text('marked_at').notNull(),
});
export type AttendanceMarkRow = typeof attendanceMark.$inferSelect;
