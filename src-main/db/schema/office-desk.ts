import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

// Desks of one office and their parcels. Types only: the truth is the reviewed SQL in drizzle/, a test compares the two.

export const officeDesk = sqliteTable('office_desk', {
  deviceId: text('device_id').notNull().primaryKey(),
  deskName: text('desk_name').notNull(),
  publicKey: text('public_key').notNull(),
  recipient: text('recipient').notNull(),
  addedBy: text('added_by').notNull(),
  addedAt: text('added_at').notNull(),
  duty: text('duty').notNull().default('field'),
  numberWritten: integer('number_written').notNull().default(0),
  numberRead: integer('number_read').notNull().default(0),
  lostAt: text('lost_at'),
  lostBy: text('lost_by'),
  lostReason: text('lost_reason'),
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

export const parcelState = sqliteTable('parcel_state', {
  sha256: text('sha256').notNull().primaryKey(),
  state: text('state').notNull(),
  changedAt: text('changed_at').notNull(),
});

export const handedOver = sqliteTable(
  'handed_over',
  {
    candidacyId: text('candidacy_id').notNull(),
    candidacyVersion: integer('candidacy_version').notNull(),
    parcelSha256: text('parcel_sha256').notNull(),
  },
  (t) => [primaryKey({ columns: [t.candidacyId, t.candidacyVersion] })],
);

export const deskStand = sqliteTable(
  'desk_stand',
  {
    candidacyId: text('candidacy_id').notNull(),
    deviceId: text('device_id').notNull(),
    way: text('way').notNull(),
    version: integer('version').notNull(),
    ownVersion: integer('own_version').notNull(),
    contentSha256: text('content_sha256').notNull(),
    notedAt: text('noted_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.candidacyId, t.deviceId, t.way] })],
);
export type DeskStandRow = typeof deskStand.$inferSelect;

export const toldStand = sqliteTable('told_stand', {
  candidacyId: text('candidacy_id').notNull().primaryKey(),
  deviceId: text('device_id').notNull(),
  version: integer('version').notNull(),
  theirVersion: integer('their_version').notNull(),
  status: text('status').notNull(),
  changedAt: text('changed_at').notNull(),
  toldAt: text('told_at').notNull(),
});
