import { and, eq, sql } from 'drizzle-orm';
import type { DeskDb } from '../open.ts';
import { handedOver, type ParcelRow, parcel } from '../schema/office-desk.ts';

export type { ParcelRow };

/** Notes a parcel that was written (read back and proven) or read (used). */
export function logParcel(db: DeskDb, row: ParcelRow): void {
  db.orm.insert(parcel).values(row).run();
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
         AND NOT EXISTS (SELECT 1 FROM handed_over h WHERE h.candidacy_id = c.id AND h.candidacy_version = c.version)
       ORDER BY c.updated_at, c.rowid LIMIT ?`,
    )
    .all(limit) as { id: string; version: number }[];
}

/** Records that left in this parcel for this desk and stand here as they left. */
export function recordsOfParcel(db: DeskDb, sha256: string, deviceId: string): readonly { readonly id: string }[] {
  return db
    .statement(
      `SELECT c.id FROM handed_over h JOIN candidacy c ON c.id = h.candidacy_id AND c.version = h.candidacy_version
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
  db.orm
    .insert(handedOver)
    .values({ candidacyId: record.id, candidacyVersion: record.version, parcelSha256: sha256 })
    // written again: it left in the parcel of before
    .onConflictDoNothing()
    .run();
}

/** True if the record left for another desk, which reviews and releases it; what is done to it here afterwards ends that. */
export function isHandedOver(db: DeskDb, record: { readonly id: string; readonly version: number }): boolean {
  return (
    db
      .statement('SELECT 1 FROM handed_over WHERE candidacy_id = ? AND candidacy_version = ?')
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
