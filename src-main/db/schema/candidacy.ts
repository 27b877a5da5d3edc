import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// A candidacy (考籍) with résumé, family and every number it ever had. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const candidacy = sqliteTable('candidacy', {
  id: text('id').notNull().primaryKey(),
  version: integer('version').notNull(),
  status: text('status').notNull(),
  revision: integer('revision').notNull().default(0),
  entryCategory: text('entry_category').notNull(),
  origin: text('origin').notNull(),
  importBatchId: text('import_batch_id'),
  schoolId: text('school_id'),
  classId: text('class_id'),
  seatNo: integer('seat_no'),
  cohortYear: integer('cohort_year'),
  fullName: text('full_name').notNull(),
  nameKey: text('name_key').notNull(),
  pinyinInitials: text('pinyin_initials').notNull(),
  pinyinFull: text('pinyin_full').notNull(),
  sex: text('sex').notNull(),
  ethnicity: text('ethnicity').notNull(),
  politicalStatus: text('political_status'),
  pupilCategory: text('pupil_category'),
  householdPlace: text('household_place'),
  householdAuthority: text('household_authority'),
  documentType: text('document_type').notNull(),
  documentNumber: text('document_number').notNull(),
  documentState: text('document_state'),
  birthDate: text('birth_date').notNull(),
  mobile: text('mobile'),
  address: text('address'),
  postCode: text('post_code'),
  foreignLanguage: text('foreign_language'),
  enrolmentNo: text('enrolment_no'),
  candidacyNo: text('candidacy_no'),
  enteredBy: text('entered_by'),
  capturedBy: text('captured_by'),
  approvedByTeacher: text('approved_by_teacher'),
  approvedByTeacherAt: text('approved_by_teacher_at'),
  approvalIsForeign: integer('approval_is_foreign').notNull().default(0),
  reviewedBy: text('reviewed_by'),
  releasedBy: text('released_by'),
  returnReason: text('return_reason'),
  heldCompletion: text('held_completion'),
  flags: text('flags').notNull().default('[]'),
  regulationEdition: text('regulation_edition').notNull(),
  completedAt: text('completed_at'),
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
  sourceRowSha256: text('source_row_sha256'),
});
export type CandidacyRow = typeof candidacy.$inferSelect;

export const resumeEntry = sqliteTable(
  'resume_entry',
  {
    candidacyId: text('candidacy_id').notNull(),
    position: integer('position').notNull(),
    fromMonth: text('from_month'),
    untilMonth: text('until_month'),
    place: text('place').notNull(),
  },
  (t) => [primaryKey({ columns: [t.candidacyId, t.position] })],
);
export type ResumeEntryRow = typeof resumeEntry.$inferSelect;

export const familyMember = sqliteTable(
  'family_member',
  {
    candidacyId: text('candidacy_id').notNull(),
    position: integer('position').notNull(),
    relation: text('relation').notNull(),
    fullName: text('full_name').notNull(),
    workplace: text('workplace'),
    phone: text('phone'),
  },
  (t) => [primaryKey({ columns: [t.candidacyId, t.position] })],
);
export type FamilyMemberRow = typeof familyMember.$inferSelect;

export const numberHistory = sqliteTable('number_history', {
  id: text('id').notNull().primaryKey(),
  candidacyId: text('candidacy_id').notNull(),
  kind: text('kind').notNull(),
  value: text('value').notNull(),
  reason: text('reason').notNull(),
  since: text('since').notNull(),
  until: text('until'),
});
export type NumberHistoryRow = typeof numberHistory.$inferSelect;
