import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Photos from a studio camera's card until they are attached. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const photoFolder = sqliteTable('photo_folder', {
  id: text('id').notNull().primaryKey(),
  label: text('label').notNull(),
  path: text('path').notNull(),
  matchWay: text('match_way').notNull().default('number'),
  matchClassId: text('match_class_id'),
  fileOrder: text('file_order').notNull().default('name'),
  listOrder: text('list_order').notNull().default('seat'),
  createdBy: text('created_by').notNull(),
  createdAt: text('created_at').notNull(),
});
export type PhotoFolderRow = typeof photoFolder.$inferSelect;

export const photoFile = sqliteTable('photo_file', {
  id: text('id').notNull().primaryKey(),
  folderId: text('folder_id').notNull(),
  fileName: text('file_name').notNull(),
  byteLength: integer('byte_length').notNull(),
  modifiedMs: integer('modified_ms').notNull(),
  state: text('state').notNull(),
  sentence: text('sentence'),
  /** code of shared/labels/spare-shot.ts: laid aside, and nobody's place in an order */
  spare: text('spare'),
  contentSha256: text('content_sha256'),
  takenAt: text('taken_at'),
  handedOut: integer('handed_out').notNull().default(0),
  turn: integer('turn').notNull().default(0),
  originalSha256: text('original_sha256'),
  derivedSha256: text('derived_sha256'),
  profileEdition: text('profile_edition'),
  crop: text('crop'),
  measurements: text('measurements'),
  verdict: text('verdict'),
  causes: text('causes'),
  perceptualHash: text('perceptual_hash'),
  candidacyId: text('candidacy_id'),
  matchedBy: text('matched_by'),
  openWhy: text('open_why'),
  captureId: text('capture_id'),
});
export type PhotoFileRow = typeof photoFile.$inferSelect;

export const photoFileTwin = sqliteTable(
  'photo_file_twin',
  { fileId: text('file_id').notNull(), otherFileId: text('other_file_id').notNull() },
  (t) => [primaryKey({ columns: [t.fileId, t.otherFileId] })],
);

export const photoFileLookAlike = sqliteTable(
  'photo_file_look_alike',
  { fileId: text('file_id').notNull(), captureId: text('capture_id').notNull() },
  (t) => [primaryKey({ columns: [t.fileId, t.captureId] })],
);
