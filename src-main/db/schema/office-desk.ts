import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Desks of one office and their parcels. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const officeDesk = sqliteTable('office_desk', {
  deviceId: text('device_id').notNull().primaryKey(),
  deskName: text('desk_name').notNull(),
  publicKey: text('public_key').notNull(),
  recipient: text('recipient').notNull(),
  addedBy: text('added_by').notNull(),
  addedAt: text('added_at').notNull(),
});
export type OfficeDeskRow = typeof officeDesk.$inferSelect;

export const parcel = sqliteTable(
  'parcel',
  {
    sha256: text('sha256').notNull(),
    way: text('way').notNull(),
    kind: text('kind').notNull(),
    otherDeviceId: text('other_device_id'),
    count: integer('count').notNull(),
    result: text('result').notNull(),
    happenedAt: text('happened_at').notNull(),
    doneBy: text('done_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.sha256, t.way] })],
);
export type ParcelRow = typeof parcel.$inferSelect;

export const handedOver = sqliteTable(
  'handed_over',
  {
    candidacyId: text('candidacy_id').notNull(),
    candidacyVersion: integer('candidacy_version').notNull(),
    parcelSha256: text('parcel_sha256').notNull(),
  },
  (t) => [primaryKey({ columns: [t.candidacyId, t.candidacyVersion] })],
);
