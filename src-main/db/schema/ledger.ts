import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Append-only events, their payloads, the audit and the decisions. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const event = sqliteTable('event', {
  seq: integer('seq').primaryKey(),
  id: text('id').notNull(),
  kind: text('kind').notNull(),
  subjectNoun: text('subject_noun').notNull(),
  subjectId: text('subject_id').notNull(),
  actorId: text('actor_id'),
  actorRole: text('actor_role'),
  deviceTime: text('device_time').notNull(),
  monotonicMs: integer('monotonic_ms').notNull(),
  bootId: text('boot_id').notNull(),
  payloadDigest: text('payload_digest').notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text('hash').notNull(),
});
export type EventRow = typeof event.$inferSelect;

export const eventPayload = sqliteTable('event_payload', {
  eventSeq: integer('event_seq').primaryKey(),
  salt: text('salt'),
  content: text('content'),
  blankedBy: text('blanked_by'),
});
export type EventPayloadRow = typeof eventPayload.$inferSelect;

export const auditEntry = sqliteTable('audit_entry', {
  seq: integer('seq').primaryKey(),
  at: text('at').notNull(),
  userId: text('user_id'),
  role: text('role'),
  call: text('call').notNull(),
  outcome: text('outcome').notNull(),
  subjectId: text('subject_id'),
  reference: text('reference'),
  eventSeq: integer('event_seq'),
});
export type AuditEntryRow = typeof auditEntry.$inferSelect;

export const decisionRecord = sqliteTable('decision_record', {
  id: text('id').notNull().primaryKey(),
  eventSeq: integer('event_seq').notNull(),
  candidacyId: text('candidacy_id').notNull(),
  act: text('act').notNull(),
  findings: text('findings').notNull(),
  appVersion: text('app_version').notNull(),
});
export type DecisionRecordRow = typeof decisionRecord.$inferSelect;
