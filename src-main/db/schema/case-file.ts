import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Cases that people decide, e.g. duplicates. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const caseFile = sqliteTable('case_file', {
  id: text('id').notNull().primaryKey(),
  kind: text('kind').notNull(),
  state: text('state').notNull(),
  sentence: text('sentence').notNull(),
  facts: text('facts').notNull(),
  decision: text('decision'),
  decisionReason: text('decision_reason'),
  decidedBy: text('decided_by'),
  decidedAt: text('decided_at'),
  openedAt: text('opened_at').notNull(),
});
export type CaseFileRow = typeof caseFile.$inferSelect;

export const caseSubject = sqliteTable(
  'case_subject',
  {
    caseId: text('case_id').notNull(),
    candidacyId: text('candidacy_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.candidacyId] })],
);
export type CaseSubjectRow = typeof caseSubject.$inferSelect;
