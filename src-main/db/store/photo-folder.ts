import type { Fault } from '#shared/contract/faults.ts';
import type { Output, ParsedInput } from '#shared/contract/index.ts';
import { maskNumbersIn } from '#shared/lib/mask.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import type { DeskDb } from '../open.ts';
import type { PhotoFolderRow } from '../schema/photo-file.ts';

export type { PhotoFolderRow };
export type Matching = ParsedInput<'photoFiles.match'>['matching'];
export type FolderSummary = Output<'photoFiles.folders'>[number];

const columns = `SELECT d.id, d.label, d.path, d.match_way AS matchWay, d.match_class_id AS matchClassId,
  d.file_order AS fileOrder, d.list_order AS listOrder, d.created_by AS createdBy, d.created_at AS createdAt FROM photo_folder d`;

/** Opens a folder. */
export function insertFolder(
  db: DeskDb,
  folder: Pick<PhotoFolderRow, 'id' | 'label' | 'path' | 'createdBy' | 'createdAt'>,
): void {
  db.statement(
    'INSERT INTO photo_folder (id, label, path, created_by, created_at) VALUES (@id, @label, @path, @createdBy, @createdAt)',
  ).run(folder);
}

/** A folder that is there, or the fault that says it was cleared. */
export function reachFolder(db: DeskDb, folderId: string): Result<PhotoFolderRow, Fault> {
  const row = db.statement(`${columns} WHERE d.id = ?`).get(folderId) as PhotoFolderRow | undefined;
  return row ? ok(row) : failed({ kind: 'stale', message: '这批照片已经清除。要再用，重新选文件夹' });
}

/** Folders that were chosen at this place, newest first: every card of a camera has the same names at the same place. */
export function foldersAt(db: DeskDb, path: string): readonly PhotoFolderRow[] {
  return db.statement(`${columns} WHERE d.path = ? ORDER BY d.rowid DESC`).all(path) as PhotoFolderRow[];
}

/** How its files are matched from now on. */
export function saveMatching(db: DeskDb, folderId: string, matching: Matching): void {
  db.statement(
    `UPDATE photo_folder SET match_way = @way, match_class_id = @classId, file_order = @fileOrder, list_order = @listOrder
     WHERE id = @folderId`,
  ).run({ ...matching, folderId });
}

/** How its files are matched. */
export function matchingOf(folder: PhotoFolderRow): Matching {
  return {
    way: folder.matchWay as Matching['way'],
    classId: folder.matchClassId,
    fileOrder: folder.fileOrder as Matching['fileOrder'],
    listOrder: folder.listOrder as Matching['listOrder'],
  };
}

const counted = ['waiting', 'refused', 'known', 'staged', 'rejected', 'attached'] as const;
const counts = counted.map((state) => `coalesce(sum(f.state = '${state}'), 0) AS ${state}`).join(', ');
const summaries = `SELECT d.id AS folderId, d.label, d.created_at AS createdAt, coalesce(u.display_name, '') AS createdBy,
  count(f.id) AS total, ${counts}
  FROM photo_folder d LEFT JOIN user_account u ON u.id = d.created_by LEFT JOIN photo_file f ON f.folder_id = d.id`;

/** Every folder with what has become of its files, newest first. */
export function folderSummaries(db: DeskDb): FolderSummary[] {
  return (db.statement(`${summaries} GROUP BY d.id ORDER BY d.rowid DESC`).all() as FolderSummary[]).map(shown);
}

/** One folder with what has become of its files; the caller has reached it. */
export function folderSummary(db: DeskDb, folderId: string): FolderSummary {
  return shown(db.statement(`${summaries} WHERE d.id = ? GROUP BY d.id`).get(folderId) as FolderSummary);
}

function shown(summary: FolderSummary): FolderSummary {
  return { ...summary, label: maskNumbersIn(summary.label) };
}

/** The oldest folder that was last chosen before `day` (PlainDate, Beijing time), or null. */
export function nextExpired(db: DeskDb, day: string): string | null {
  const found = db
    .statement(
      `SELECT d.id FROM photo_folder d
       WHERE date(coalesce((SELECT max(e.device_time) FROM event e WHERE e.subject_id = d.id AND e.kind = 'photoFolder.chosen'),
         d.created_at), '+8 hours') < ? ORDER BY d.rowid LIMIT 1`,
    )
    .pluck()
    .get(day) as string | undefined;
  return found ?? null;
}

/** True where the folder's end by time stands in the record since it was last chosen: the rest of it still has to go. */
export function isExpiryRecorded(db: DeskDb, folderId: string): boolean {
  const last = db
    .statement(
      `SELECT kind FROM event WHERE subject_id = ? AND kind IN ('photoFolder.chosen', 'photoFolder.expired')
       ORDER BY seq DESC LIMIT 1`,
    )
    .pluck()
    .get(folderId);
  return last === 'photoFolder.expired';
}
