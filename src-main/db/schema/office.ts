import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Who this desk is, and what the region published for it. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const installation = sqliteTable('installation', {
  id: integer('id').primaryKey(),
  deviceId: text('device_id').notNull(),
  deskName: text('desk_name').notNull(),
  officeId: text('office_id').notNull(),
  officeName: text('office_name').notNull(),
  countyCode: text('county_code').notNull(),
  countyName: text('county_name').notNull(),
  examAreaCode: text('exam_area_code').notNull(),
  examAreaName: text('exam_area_name').notNull(),
  regionPublicKey: text('region_public_key').notNull(),
  devicePrivateKey: text('device_private_key').notNull(),
  devicePublicKey: text('device_public_key').notNull(),
  setupFileSha256: text('setup_file_sha256').notNull(),
  isDemo: integer('is_demo').notNull().default(0),
  setUpAt: text('set_up_at').notNull(),
  incarnation: text('incarnation').notNull(),
});
export type InstallationRow = typeof installation.$inferSelect;

export const deskSetting = sqliteTable('desk_setting', {
  name: text('name').notNull().primaryKey(),
  value: text('value').notNull(),
  changedAt: text('changed_at').notNull(),
  changedBy: text('changed_by'),
});
export type DeskSettingRow = typeof deskSetting.$inferSelect;

export const edition = sqliteTable('edition', {
  id: text('id').notNull().primaryKey(),
  kind: text('kind').notNull(),
  label: text('label').notNull(),
  inForceFrom: text('in_force_from').notNull(),
  content: text('content').notNull(),
  signature: text('signature').notNull(),
  arrivedAt: text('arrived_at').notNull(),
  authority: text('authority').notNull().default('region'),
});
export type EditionRow = typeof edition.$inferSelect;

export const codeTableEdition = sqliteTable('code_table_edition', {
  id: text('id').notNull().primaryKey(),
  tableName: text('table_name').notNull(),
  label: text('label').notNull(),
  inForceFrom: text('in_force_from').notNull(),
  content: text('content').notNull(),
  changes: text('changes').notNull(),
  noticeId: text('notice_id').notNull(),
  arrivedAt: text('arrived_at').notNull(),
});
export type CodeTableEditionRow = typeof codeTableEdition.$inferSelect;

export const examArea = sqliteTable('exam_area', {
  code: text('code').notNull().primaryKey(),
  name: text('name').notNull(),
  leagueName: text('league_name').notNull(),
});
export type ExamAreaRow = typeof examArea.$inferSelect;

export const examWindow = sqliteTable('exam_window', {
  id: text('id').notNull().primaryKey(),
  kind: text('kind').notNull(),
  label: text('label').notNull(),
  cohortYear: integer('cohort_year'),
  sitting: text('sitting'),
  opensAt: text('opens_at').notNull(),
  closesAt: text('closes_at').notNull(),
  editionId: text('edition_id').notNull(),
});
export type ExamWindowRow = typeof examWindow.$inferSelect;

export const school = sqliteTable('school', {
  id: text('id').notNull().primaryKey(),
  code: text('code').notNull(),
  name: text('name').notNull(),
  examAreaCode: text('exam_area_code').notNull(),
  isOwn: integer('is_own').notNull(),
  kind: text('kind'),
  address: text('address'),
  headName: text('head_name'),
  staffCount: integer('staff_count'),
  phone: text('phone'),
  version: integer('version').notNull().default(1),
  withdrawnFrom: text('withdrawn_from'),
});
export type SchoolRow = typeof school.$inferSelect;

export const schoolClass = sqliteTable('school_class', {
  id: text('id').notNull().primaryKey(),
  schoolId: text('school_id').notNull(),
  code: text('code').notNull(),
  name: text('name').notNull(),
  cohortYear: integer('cohort_year').notNull(),
  version: integer('version').notNull().default(1),
  closedAt: text('closed_at'),
});
export type SchoolClassRow = typeof schoolClass.$inferSelect;
