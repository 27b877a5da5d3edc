import { and, eq, sql } from 'drizzle-orm';
import type { DeskDb } from '../open.ts';
import { type ParcelRow, parcel, parcelState } from '../schema/office-desk.ts';
import { readSetting, writeSetting } from './office.ts';
import { forgetPhoto } from './photo-file.ts';

export type { ParcelRow };

/** Notes a parcel that was written (read back and proven) or read (used). */
export function logParcel(db: DeskDb, row: ParcelRow): void {
  db.orm.insert(parcel).values(row).run();
}

/** Notes a parcel to another desk before its file gets its name; saveParcelState says what became of it. */
export function beginParcel(db: DeskDb, row: Omit<ParcelRow, 'way'>): void {
  logParcel(db, { ...row, way: 'written' });
  db.orm.insert(parcelState).values({ sha256: row.sha256, state: 'begun', changedAt: row.happenedAt }).run();
}

/** What became of a parcel that was begun: read back and proven, or taken away again. */
export function saveParcelState(db: DeskDb, sha256: string, state: 'whole' | 'removed', at: string): void {
  db.orm.update(parcelState).set({ state, changedAt: at }).where(eq(parcelState.sha256, sha256)).run();
}

/** `begun` = the desk stopped while it was written: the file may lie on the stick or not. */
export function parcelStateOf(db: DeskDb, sha256: string): 'begun' | 'whole' | 'removed' {
  const found = db.orm.select().from(parcelState).where(eq(parcelState.sha256, sha256)).get();
  return (found?.state ?? 'whole') as 'begun' | 'whole' | 'removed';
}

/** What was noted of a parcel that was read here before, or null. */
export function parcelReadBefore(db: DeskDb, sha256: string): ParcelRow | null {
  return (
    db.orm
      .select()
      .from(parcel)
      .where(and(eq(parcel.sha256, sha256), eq(parcel.way, 'read')))
      .get() ?? null
  );
}

/** The last `limit` parcels, newest first: in the order they were noted, because a desk's clock may be set back. */
export function listParcels(db: DeskDb, limit: number): ParcelRow[] {
  return db.orm.select().from(parcel).orderBy(sql`rowid DESC`).limit(limit).all();
}

/** Records whose desk work is done here and that nobody has released or handed over as they stand now. */
export function recordsToHandOver(db: DeskDb, limit: number): { readonly id: string; readonly version: number }[] {
  return db
    .statement(
      `SELECT c.id, c.version FROM candidacy c
       WHERE (c.status IN ('completed', 'reviewed') OR (c.held_completion IS NOT NULL
           AND c.status IN ('preRegistered', 'returned', 'awaitingCapture')))
         AND NOT EXISTS (SELECT 1 FROM handed_over_now h WHERE h.candidacy_id = c.id AND h.candidacy_version = c.version)
       ORDER BY c.updated_at, c.rowid LIMIT ?`,
    )
    .all(limit) as { id: string; version: number }[];
}

/** Records that left in this parcel for this desk and stand here as they left. */
export function recordsOfParcel(db: DeskDb, sha256: string, deviceId: string): readonly { readonly id: string }[] {
  return db
    .statement(
      `SELECT c.id FROM handed_over_now h JOIN candidacy c ON c.id = h.candidacy_id AND c.version = h.candidacy_version
       JOIN parcel p ON p.sha256 = h.parcel_sha256 AND p.way = 'written' AND p.other_device_id = @deviceId
       WHERE h.parcel_sha256 = @sha256 ORDER BY c.updated_at, c.rowid`,
    )
    .all({ sha256, deviceId }) as { id: string }[];
}

/** Notes that this record, as it stands, left for another desk in this parcel. */
export function noteHandedOver(
  db: DeskDb,
  record: { readonly id: string; readonly version: number },
  sha256: string,
): void {
  // written again it stays with the whole parcel of before, which may have got there
  db.statement(
    `INSERT INTO handed_over (candidacy_id, candidacy_version, parcel_sha256) VALUES (@id, @version, @sha256)
     ON CONFLICT DO UPDATE SET parcel_sha256 = @sha256
     WHERE NOT EXISTS (SELECT 1 FROM handed_over_now n LEFT JOIN parcel_state s ON s.sha256 = n.parcel_sha256
       WHERE n.candidacy_id = @id AND n.candidacy_version = @version AND coalesce(s.state, 'whole') = 'whole')`,
  ).run({ ...record, sha256 });
}

/** True if the record left for another desk, which reviews and releases it; what is done to it here afterwards ends that. */
export function isHandedOver(db: DeskDb, record: { readonly id: string; readonly version: number }): boolean {
  return (
    db
      .statement('SELECT 1 FROM handed_over_now WHERE candidacy_id = ? AND candidacy_version = ?')
      .get(record.id, record.version) !== undefined
  );
}

/** The region's word on a record does no work on it: handed over as `before`, it stays so as `after`. */
export function staysHandedOver(
  db: DeskDb,
  { id, before, after }: { readonly id: string; readonly before: number; readonly after: number },
): void {
  db.statement(
    `INSERT INTO handed_over (candidacy_id, candidacy_version, parcel_sha256)
     SELECT candidacy_id, @after, parcel_sha256 FROM handed_over WHERE candidacy_id = @id AND candidacy_version = @before`,
  ).run({ id, before, after });
}

/** How many records that left for this desk stand as they left: they are done here where it is lost. */
export function recordsWith(db: DeskDb, deviceId: string): number {
  return db
    .statement(
      `SELECT count(*) FROM handed_over_now h JOIN candidacy c ON c.id = h.candidacy_id AND c.version = h.candidacy_version
       JOIN parcel p ON p.sha256 = h.parcel_sha256 AND p.way = 'written' WHERE p.other_device_id = ?`,
    )
    .pluck()
    .get(deviceId) as number;
}

/** Setting: JSON string[], hashes of pictures that were put down for a parcel that is not used yet. */
const photosDownSetting = 'parcelPhotosDown';

/** Notes pictures before they are put down: they belong to nobody until their parcel is used. `[]` = it was. */
export function notePhotosDown(db: DeskDb, hashes: readonly string[], now: string): void {
  writeSetting(db, photosDownSetting, JSON.stringify(hashes), now, null);
}

/** Removes pictures of a parcel that was never used, where nobody holds them: it failed, or the desk died in between. */
export function forgetPhotosDown(db: DeskDb, now: string): void {
  const hashes = JSON.parse(readSetting(db, photosDownSetting) ?? '[]') as string[];
  if (hashes.length === 0) return;
  for (const sha256 of hashes) forgetPhoto(db, sha256);
  notePhotosDown(db, [], now);
}
