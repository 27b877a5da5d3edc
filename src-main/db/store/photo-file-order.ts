import type { DeskDb } from '../open.ts';
import { sortFiles } from './photo-file-match.ts';
import type { PhotoFolderRow } from './photo-folder.ts';

type Named = { readonly id: string; readonly fileName: string; readonly takenAt: string | null };
type Remembered = { readonly stamp: string; readonly ids: readonly string[] };

/** Names in Chinese order, numbers as numbers: for thousands that takes longer than everything else a list needs. */
const remembered = new WeakMap<DeskDb, Map<string, Remembered>>();

/** Ids of a folder's files in the order they are sorted by; sorted anew only when files came, went or got a time. */
export function orderedFiles(
  db: DeskDb,
  { id, fileOrder }: Pick<PhotoFolderRow, 'id' | 'fileOrder'>,
): readonly string[] {
  const orders = remembered.get(db) ?? new Map<string, Remembered>();
  remembered.set(db, orders);
  const { files, last, timed } = db
    .statement(
      'SELECT count(*) AS files, max(rowid) AS last, count(taken_at) AS timed FROM photo_file WHERE folder_id = ?',
    )
    .get(id) as { files: number; last: number | null; timed: number };
  const byTime = fileOrder === 'time';
  const stamp = `${fileOrder} ${files} ${last} ${byTime ? timed : ''}`;
  const before = orders.get(id);
  if (before?.stamp === stamp) return before.ids;
  const named = db
    .statement(
      'SELECT id, file_name AS fileName, taken_at AS takenAt FROM photo_file WHERE folder_id = ? ORDER BY rowid',
    )
    .all(id) as Named[];
  const ids = sortFiles(named, byTime ? 'time' : 'name').map((file) => file.id);
  orders.set(id, { stamp, ids });
  return ids;
}
