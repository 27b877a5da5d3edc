import type { Fault } from '#shared/contract/faults.ts';
import type { SpareShot } from '#shared/labels/spare-shot.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { DeskDb } from '../open.ts';
import type { PhotoFileRow } from '../schema/photo-file.ts';

export type { PhotoFileRow };
/** A file as a folder lists it: name with at most one folder above it, bytes, time of the last change. */
export type ListedFile = { readonly fileName: string; readonly byteLength: number; readonly modifiedMs: number };

const columns = `SELECT f.id, f.folder_id AS folderId, f.file_name AS fileName, f.byte_length AS byteLength,
  f.modified_ms AS modifiedMs, f.state, f.sentence, f.spare, f.content_sha256 AS contentSha256, f.taken_at AS takenAt, f.handed_out AS handedOut, f.turn,
  f.original_sha256 AS originalSha256, f.derived_sha256 AS derivedSha256, f.profile_edition AS profileEdition, f.crop,
  f.measurements, f.verdict, f.causes, f.perceptual_hash AS perceptualHash, f.candidacy_id AS candidacyId,
  f.matched_by AS matchedBy, f.open_why AS openWhy, f.capture_id AS captureId FROM photo_file f`;

/**
 * Adds the files of a folder that are not listed yet or have changed since, and asks again for those that were gone or
 * could not be read; answers how many there are to read more than before.
 */
export function listFiles(db: DeskDb, folderId: string, files: readonly ListedFile[], newId: () => string): number {
  const known = listedBefore(db, folderId);
  const again = db.statement(
    `UPDATE photo_file SET state = 'waiting', sentence = NULL WHERE folder_id = @folderId AND state = 'refused'
       AND content_sha256 IS NULL AND file_name = @fileName AND byte_length = @byteLength AND modified_ms = @modifiedMs`,
  );
  const insert = db.statement(
    `INSERT INTO photo_file (id, folder_id, file_name, byte_length, modified_ms, state)
     VALUES (@id, @folderId, @fileName, @byteLength, @modifiedMs, 'waiting')`,
  );
  return files.reduce((added, file) => {
    const { changes } = known.has(asListed(file))
      ? again.run({ ...file, folderId })
      : insert.run({ ...file, folderId, id: newId() });
    return added + changes;
  }, 0);
}

/** True if one of these files was listed for the folder just as it is now: then it is the same card. */
export function knowsAnyFile(db: DeskDb, folderId: string, files: readonly ListedFile[]): boolean {
  const known = listedBefore(db, folderId);
  return files.some((file) => known.has(asListed(file)));
}

/** Files of a folder as they were listed, in no order. */
export function filesAsListed(db: DeskDb, folderId: string): readonly ListedFile[] {
  return db
    .statement(
      `SELECT file_name AS fileName, byte_length AS byteLength, modified_ms AS modifiedMs FROM photo_file
       WHERE folder_id = ?`,
    )
    .all(folderId) as ListedFile[];
}

function listedBefore(db: DeskDb, folderId: string): ReadonlySet<string> {
  return new Set(filesAsListed(db, folderId).map(asListed));
}

function asListed({ fileName, byteLength, modifiedMs }: ListedFile): string {
  return `${byteLength} ${modifiedMs} ${fileName}`;
}

/** A file that is there, or the fault that says its folder was cleared. */
export function reachFile(db: DeskDb, fileId: string): Result<PhotoFileRow, Fault> {
  const row = db.statement(`${columns} WHERE f.id = ?`).get(fileId) as PhotoFileRow | undefined;
  return row ? ok(row) : failed({ kind: 'stale', message: '这批照片已经清除。要再用，重新选文件夹' });
}

/** Files of a folder, in the order in which they were listed. */
export function filesOf(db: DeskDb, folderId: string): PhotoFileRow[] {
  return db.statement(`${columns} WHERE f.folder_id = ? ORDER BY f.rowid`).all(folderId) as PhotoFileRow[];
}

/** The files with these ids, in no order. */
export function filesWith(db: DeskDb, ids: readonly string[]): PhotoFileRow[] {
  return db
    .statement(`${columns} WHERE f.id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids)) as PhotoFileRow[];
}

export type StagedFor = Pick<PhotoFileRow, 'id' | 'candidacyId' | 'fileName' | 'derivedSha256'>;

/** Staged files of a folder that are proposed for one of these people. */
export function stagedFor(db: DeskDb, folderId: string, candidacyIds: readonly string[]): StagedFor[] {
  return db
    .statement(
      `SELECT id, candidacy_id AS candidacyId, file_name AS fileName, derived_sha256 AS derivedSha256 FROM photo_file
       WHERE candidacy_id IN (SELECT value FROM json_each(?)) AND folder_id = ? AND state = 'staged' ORDER BY rowid`,
    )
    .all(JSON.stringify(candidacyIds), folderId) as StagedFor[];
}

/** The next file that nobody has read, or null. */
export function nextWaitingFile(db: DeskDb, folderId: string): PhotoFileRow | null {
  const row = db.statement(`${columns} WHERE f.folder_id = ? AND f.state = 'waiting' ORDER BY f.rowid LIMIT 1`);
  return (row.get(folderId) as PhotoFileRow | undefined) ?? null;
}

/** The file of a row of the table, or null. */
export function fileOfRow(db: DeskDb, row: number): PhotoFileRow | null {
  return (db.statement(`${columns} WHERE f.rowid = ?`).get(row) as PhotoFileRow | undefined) ?? null;
}

/** Another file with the same content that was read already, with its folder; null = none. */
export function fileWithContent(
  db: DeskDb,
  fileId: string,
  contentSha256: string,
): {
  readonly fileName: string;
  readonly folderId: string;
  readonly label: string;
  readonly state: string;
  readonly spare: string | null;
} | null {
  const row = db
    .statement(
      `SELECT f.file_name AS fileName, d.id AS folderId, d.label, f.state, f.spare
       FROM photo_file f JOIN photo_folder d ON d.id = f.folder_id
       WHERE f.content_sha256 = ? AND f.id <> ? AND f.state IN ('staged', 'rejected', 'attached') LIMIT 1`,
    )
    .get(contentSha256, fileId) as ReturnType<typeof fileWithContent> | undefined;
  return row ?? null;
}

/** The file is not used: `refused` (cannot be) or `known` (its content is here already), with one sentence. */
export function closeFile(
  db: DeskDb,
  fileId: string,
  close: { readonly state: 'refused' | 'known'; readonly sentence: string; readonly contentSha256: string | null },
): void {
  db.statement(
    'UPDATE photo_file SET state = @state, sentence = @sentence, content_sha256 = @contentSha256 WHERE id = @fileId',
  ).run({ ...close, fileId });
}

/** Content and camera's time of a file whose bytes go to the decoder, and that they went there once more. */
export function noteContent(db: DeskDb, fileId: string, contentSha256: string, takenAt: string | null): void {
  db.statement('UPDATE photo_file SET content_sha256 = ?, taken_at = ?, handed_out = handed_out + 1 WHERE id = ?').run(
    contentSha256,
    takenAt,
    fileId,
  );
}

export type StagedPhoto = Pick<PhotoFileRow, 'turn' | 'perceptualHash'> & {
  readonly [K in
    | 'originalSha256'
    | 'derivedSha256'
    | 'profileEdition'
    | 'crop'
    | 'measurements'
    | 'verdict'
    | 'causes']: NonNullable<PhotoFileRow[K]>;
};

/** The finished photo of a file and what the gate said of it; whose it is stays as it was. */
export function stageFile(db: DeskDb, fileId: string, photo: StagedPhoto): void {
  db.statement(
    `UPDATE photo_file SET state = 'staged', sentence = NULL, turn = @turn, original_sha256 = @originalSha256,
       derived_sha256 = @derivedSha256, profile_edition = @profileEdition, crop = @crop, measurements = @measurements,
       verdict = @verdict, causes = @causes, perceptual_hash = @perceptualHash WHERE id = @fileId`,
  ).run({ ...photo, fileId });
}

/** Whose photo a file is proposed to be; `openWhy` where nobody was found. */
export function proposePupil(
  db: DeskDb,
  fileId: string,
  proposal: Pick<PhotoFileRow, 'candidacyId' | 'matchedBy' | 'openWhy'>,
): void {
  db.statement(
    `UPDATE photo_file SET candidacy_id = @candidacyId, matched_by = @matchedBy, open_why = @openWhy WHERE id = @fileId`,
  ).run({ ...proposal, fileId });
}

/** Lays a staged file aside with the clerk's reason, or takes that back (null). `spare`: it stands for no pupil of the class. */
export function rejectFile(db: DeskDb, fileId: string, reason: string | null, spare: SpareShot | null): void {
  db.statement('UPDATE photo_file SET state = ?, sentence = ?, spare = ? WHERE id = ?').run(
    reason === null ? 'staged' : 'rejected',
    reason,
    spare,
    fileId,
  );
}

/** The file has become a shot of its pupil. */
export function attachFile(db: DeskDb, fileId: string, candidacyId: string, captureId: string): void {
  db.statement(`UPDATE photo_file SET state = 'attached', candidacy_id = ?, capture_id = ? WHERE id = ?`).run(
    candidacyId,
    captureId,
    fileId,
  );
}

type Held = Pick<PhotoFileRow, 'id'> & { readonly [K in 'content' | 'original' | 'derived']: string | null };

/**
 * Forgets up to `limit` files of a folder together with photos that nothing else holds, at last the folder; answers how
 * many files went. 0 = nothing is left of it.
 */
export function forgetFiles(db: DeskDb, folderId: string, limit: number): number {
  const rows = db
    .statement(
      `SELECT id, content_sha256 AS content, original_sha256 AS original, derived_sha256 AS derived FROM photo_file
       WHERE folder_id = ? LIMIT ?`,
    )
    .all(folderId, limit) as Held[];
  for (const { id, content, original, derived } of rows) {
    forgetPairs(db, id);
    db.statement('DELETE FROM photo_file WHERE id = ?').run(id);
    readCopiesAgain(db, content);
    forgetPhoto(db, original);
    forgetPhoto(db, derived);
  }
  if (rows.length === 0) db.statement('DELETE FROM photo_folder WHERE id = ?').run(folderId);
  return rows.length;
}

/** Files that were not read because this content was here already: when no other holds it any more, they are. */
function readCopiesAgain(db: DeskDb, content: string | null): void {
  db.statement(
    `UPDATE photo_file SET state = 'waiting', sentence = NULL, content_sha256 = NULL
     WHERE content_sha256 = @content AND state = 'known' AND NOT EXISTS (SELECT 1 FROM photo_file o
       WHERE o.content_sha256 = @content AND o.state IN ('staged', 'rejected', 'attached'))`,
  ).run({ content });
}

/** What a file looks like is forgotten: it was turned, or goes. */
export function forgetPairs(db: DeskDb, fileId: string): void {
  db.statement('DELETE FROM photo_file_twin WHERE file_id = @fileId OR other_file_id = @fileId').run({ fileId });
  db.statement('DELETE FROM photo_file_look_alike WHERE file_id = ?').run(fileId);
}

/** Removes a photo that no shot, document, message or file holds any more. */
export function forgetPhoto(db: DeskDb, sha256: string | null): void {
  if (sha256 === null) return;
  db.statement(
    `DELETE FROM photo_blob WHERE sha256 = @sha256
       AND NOT EXISTS (SELECT 1 FROM capture WHERE original_sha256 = @sha256)
       AND NOT EXISTS (SELECT 1 FROM capture WHERE derived_sha256 = @sha256)
       AND NOT EXISTS (SELECT 1 FROM desk_difference WHERE document_picture_sha256 = @sha256)
       AND NOT EXISTS (SELECT 1 FROM outbox WHERE photo_sha256 = @sha256)
       AND NOT EXISTS (SELECT 1 FROM photo_file WHERE original_sha256 = @sha256)
       AND NOT EXISTS (SELECT 1 FROM photo_file WHERE derived_sha256 = @sha256)`,
  ).run({ sha256 });
}
