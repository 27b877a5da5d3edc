import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Recognised results and certificates of results. Types only: the truth is the reviewed SQL in drizzle/, a test compares the
// two.

export const recognisedResult = sqliteTable('recognised_result', {
  id: text('id').notNull().primaryKey(),
  candidacyId: text('candidacy_id').notNull(),
  applicationId: text('application_id').notNull(),
  position: integer('position').notNull(),
  subject: text('subject').notNull(),
  outcome: text('outcome').notNull(),
  foreignName: text('foreign_name').notNull(),
  asCertified: text('as_certified').notNull(),
  mappedBy: text('mapped_by').notNull(),
  province: text('province').notNull(),
  issuer: text('issuer').notNull(),
  certifiedAt: text('certified_at').notNull(),
});
export type RecognisedResultRow = typeof recognisedResult.$inferSelect;

export const recognitionWithdrawal = sqliteTable('recognition_withdrawal', {
  applicationId: text('application_id').notNull().primaryKey(),
  decisionId: text('decision_id').notNull(),
  reason: text('reason').notNull(),
  decidedBy: text('decided_by').notNull(),
  decidedAt: text('decided_at').notNull(),
  eventSeq: integer('event_seq').notNull(),
});
export type RecognitionWithdrawalRow = typeof recognitionWithdrawal.$inferSelect;

export const certificate = sqliteTable('certificate', {
  id: text('id').notNull().primaryKey(),
  number: text('number').notNull(),
  candidacyId: text('candidacy_id').notNull(),
  applicationId: text('application_id').notNull(),
  issuedBy: text('issued_by').notNull(),
  issuedAt: text('issued_at').notNull(),
  content: text('content').notNull(),
  withdrawnBy: text('withdrawn_by'),
  withdrawnAt: text('withdrawn_at'),
  withdrawnReason: text('withdrawn_reason'),
});
export type CertificateRow = typeof certificate.$inferSelect;

export const certificatePrint = sqliteTable(
  'certificate_print',
  {
    certificateId: text('certificate_id').notNull(),
    position: integer('position').notNull(),
    printedBy: text('printed_by').notNull(),
    printedAt: text('printed_at').notNull(),
    purpose: text('purpose').notNull(),
  },
  (t) => [primaryKey({ columns: [t.certificateId, t.position] })],
);
