import { createHash } from 'node:crypto';
import type { DeskDb } from '../open.ts';
import { type CaptureRow, capture } from '../schema/desk-work.ts';

export type { CaptureRow };

/** JPEG bytes with their SHA-256 (lower-case hex), which is their address. */
export type PhotoBytes = { readonly sha256: string; readonly bytes: Uint8Array };

/** What stands for the camera of a shot that came from a file: a folder's own name may hold names and numbers of people. */
export const photoFileDevice = '照片文件';

/** Stores a photo under its own hash; the same bytes again are stored once. */
export function storePhoto(db: DeskDb, photo: PhotoBytes): void {
  db.statement(
    `INSERT INTO photo_blob (sha256, media_type, byte_length, bytes) VALUES (?, 'image/jpeg', ?, ?)
     ON CONFLICT (sha256) DO NOTHING`,
  ).run(photo.sha256, photo.bytes.byteLength, Buffer.from(photo.bytes));
}

/** The bytes of a photo, or null. */
export function readPhoto(db: DeskDb, sha256: string): Uint8Array | null {
  const row = db.statement('SELECT bytes FROM photo_blob WHERE sha256 = ?').get(sha256) as
    | { bytes: Buffer }
    | undefined;
  return row ? new Uint8Array(row.bytes) : null;
}

/** The bytes of a photo if they still are what the hash says; null = missing or damaged on the disk. */
export function intactPhoto(db: DeskDb, sha256: string): Uint8Array | null {
  const photo = readPhoto(db, sha256);
  return photo && createHash('sha256').update(photo).digest('hex') === sha256 ? photo : null;
}

/** Length of a stored photo in bytes; 0 where it is not there. */
export function photoLength(db: DeskDb, sha256: string): number {
  const row = db.statement('SELECT byte_length AS length FROM photo_blob WHERE sha256 = ?').get(sha256) as
    | { length: number }
    | undefined;
  return row?.length ?? 0;
}

/** Adds a shot; earlier ones are kept. */
export function insertCapture(db: DeskDb, row: CaptureRow): void {
  db.orm.insert(capture).values(row).run();
}

const columns = `SELECT id, candidacy_id AS candidacyId, revision, state, source, device, original_sha256 AS originalSha256,
  derived_sha256 AS derivedSha256, profile_edition AS profileEdition, crop, measurements, taken_by AS takenBy,
  taken_at AS takenAt, verdict, causes, perceptual_hash AS perceptualHash FROM capture`;

/** One capture, or null. */
export function findCapture(db: DeskDb, id: string): CaptureRow | null {
  return (db.statement(`${columns} WHERE id = ?`).get(id) as CaptureRow | undefined) ?? null;
}

/** Every shot of a candidacy, newest first: in the order they were stored, because a desk's clock may be set back. */
export function capturesOf(db: DeskDb, candidacyId: string): CaptureRow[] {
  return db.statement(`${columns} WHERE candidacy_id = ? ORDER BY rowid DESC`).all(candidacyId) as CaptureRow[];
}

/** The shot that counts now: the newest draft, else the one in use, else null. `captures` newest first. */
export function currentCapture(captures: readonly CaptureRow[]): CaptureRow | null {
  return captures.find((c) => c.state === 'draft') ?? captures.find((c) => c.state === 'used') ?? null;
}

/** Makes `captureId` the photo of `revision`; every other shot of the candidacy is kept, but no longer counts. */
export function takeIntoUse(db: DeskDb, candidacyId: string, captureId: string, revision: number): void {
  db.statement(
    `UPDATE capture SET state = 'superseded' WHERE candidacy_id = ? AND id <> ? AND state <> 'superseded'`,
  ).run(candidacyId, captureId);
  db.statement(`UPDATE capture SET state = 'used', revision = ? WHERE candidacy_id = ? AND id = ?`).run(
    revision,
    candidacyId,
    captureId,
  );
}

/** A new photo is ordered: the shot that counted is kept, marked, and counts no longer. */
export function retireShots(db: DeskDb, candidacyId: string): void {
  db.statement(`UPDATE capture SET state = 'superseded' WHERE candidacy_id = ? AND state <> 'superseded'`).run(
    candidacyId,
  );
}

/** SQL for the id of the shot that counts now of the candidacy `column`: `currentCapture` as a subquery. */
export function currentShotOf(column: string): string {
  return `(SELECT p.id FROM capture p WHERE p.candidacy_id = ${column} AND p.state <> 'superseded'
    ORDER BY p.state = 'draft' DESC, p.rowid DESC LIMIT 1)`;
}
