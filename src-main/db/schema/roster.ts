import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Imports in preview and the region's enrolment list. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const importBatch = sqliteTable('import_batch', {
  id: text('id').notNull().primaryKey(),
  kind: text('kind').notNull(),
  state: text('state').notNull(),
  fileName: text('file_name').notNull(),
  fileSha256: text('file_sha256').notNull(),
  headers: text('headers').notNull().default('[]'),
  mapping: text('mapping').notNull().default('[]'),
  rowsTotal: integer('rows_total'),
  rowsRead: integer('rows_read').notNull().default(0),
  good: integer('good').notNull().default(0),
  rejected: integer('rejected').notNull().default(0),
  unchanged: integer('unchanged').notNull().default(0),
  updated: integer('updated').notNull().default(0),
  cases: integer('cases').notNull().default(0),
  mended: integer('mended').notNull().default(0),
  problem: text('problem'),
  createdBy: text('created_by').notNull(),
  createdAt: text('created_at').notNull(),
  finishedAt: text('finished_at'),
  noticeId: text('notice_id'),
});
export type ImportBatchRow = typeof importBatch.$inferSelect;

export const arrivedRoster = sqliteTable('arrived_roster', {
  noticeId: text('notice_id').notNull().primaryKey(),
  rosterId: text('roster_id').notNull(),
  slice: integer('slice').notNull(),
  slices: integer('slices').notNull(),
  label: text('label').notNull(),
  schoolId: text('school_id').notNull(),
  rowCount: integer('row_count').notNull(),
  arrivedAt: text('arrived_at').notNull(),
  setAsideAt: text('set_aside_at'),
  setAsideBy: text('set_aside_by'),
  setAsideReason: text('set_aside_reason'),
});
export type ArrivedRosterRow = typeof arrivedRoster.$inferSelect;

export const importRow = sqliteTable(
  'import_row',
  {
    batchId: text('batch_id').notNull(),
    row: integer('row').notNull(),
    outcome: text('outcome').notNull(),
    cells: text('cells').notNull(),
    data: text('data'),
    problems: text('problems').notNull(),
    hasCase: integer('has_case').notNull(),
    hasMended: integer('has_mended').notNull(),
    targetCandidacyId: text('target_candidacy_id'),
  },
  (t) => [primaryKey({ columns: [t.batchId, t.row] })],
);
export type ImportRowRow = typeof importRow.$inferSelect;

export const enrolmentRecord = sqliteTable('enrolment_record', {
  id: text('id').notNull().primaryKey(),
  enrolmentNo: text('enrolment_no').notNull(),
  documentNumber: text('document_number'),
  fullName: text('full_name').notNull(),
  schoolCode: text('school_code').notNull(),
  schoolName: text('school_name').notNull(),
  cohortYear: integer('cohort_year'),
  importBatchId: text('import_batch_id').notNull(),
});
export type EnrolmentRecordRow = typeof enrolmentRecord.$inferSelect;
