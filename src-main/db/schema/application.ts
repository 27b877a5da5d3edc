import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Applications and their evidence. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const application = sqliteTable('application', {
  id: text('id').notNull().primaryKey(),
  version: integer('version').notNull(),
  kind: text('kind').notNull(),
  state: text('state').notNull(),
  step: integer('step').notNull(),
  steps: text('steps').notNull(),
  candidacyId: text('candidacy_id').notNull(),
  schoolId: text('school_id'),
  classId: text('class_id'),
  request: text('request').notNull(),
  regulationEdition: text('regulation_edition').notNull(),
  startedBy: text('started_by').notNull(),
  startedAt: text('started_at').notNull(),
  submittedAt: text('submitted_at'),
  since: text('since').notNull(),
  waitsUntil: text('waits_until'),
  reason: text('reason'),
  closedAt: text('closed_at'),
  joiningSchoolId: text('joining_school_id'),
  joiningClassId: text('joining_class_id'),
});
export type ApplicationRow = typeof application.$inferSelect;

export const applicationStep = sqliteTable(
  'application_step',
  {
    applicationId: text('application_id').notNull(),
    position: integer('position').notNull(),
    step: integer('step').notNull(),
    stepKind: text('step_kind').notNull(),
    act: text('act').notNull(),
    byUser: text('by_user'),
    byName: text('by_name').notNull(),
    decisionId: text('decision_id'),
    reason: text('reason'),
    at: text('at').notNull(),
    eventSeq: integer('event_seq').notNull(),
  },
  (t) => [primaryKey({ columns: [t.applicationId, t.position] })],
);
export type ApplicationStepRow = typeof applicationStep.$inferSelect;

export const evidence = sqliteTable('evidence', {
  id: text('id').notNull().primaryKey(),
  applicationId: text('application_id').notNull(),
  kind: text('kind').notNull(),
  source: text('source').notNull(),
  fileSha256: text('file_sha256').notNull(),
  addedBy: text('added_by').notNull(),
  addedAt: text('added_at').notNull(),
  removedBy: text('removed_by'),
  removedAt: text('removed_at'),
});
export type EvidenceRow = typeof evidence.$inferSelect;

export const evidencePage = sqliteTable(
  'evidence_page',
  {
    evidenceId: text('evidence_id').notNull(),
    position: integer('position').notNull(),
    pictureSha256: text('picture_sha256').notNull(),
    turns: integer('turns').notNull().default(0),
    covers: text('covers').notNull().default('[]'),
  },
  (t) => [primaryKey({ columns: [t.evidenceId, t.position] })],
);
export type EvidencePageRow = typeof evidencePage.$inferSelect;
