import { hashDistance, samePictureLimit } from '../../../shared/photo/perceptual-hash.ts';
import type { DeskDb } from '../open.ts';

/**
 * Notes every file still to be confirmed, or laid aside, that shows the same picture as a shot just stored. What a file
 * looks like is noted when it is staged; without this, the shot that its twin becomes would not be known beside it.
 */
export function noteFilesLike(db: DeskDb, shot: { readonly captureId: string; readonly hash: string }): void {
  const files = db
    .statement(
      `SELECT id, perceptual_hash AS hash FROM photo_file
       WHERE state IN ('staged', 'rejected') AND perceptual_hash IS NOT NULL`,
    )
    .all() as { id: string; hash: string }[];
  const insert = db.statement(
    'INSERT INTO photo_file_look_alike (file_id, capture_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  for (const file of files)
    if (hashDistance(shot.hash, file.hash) <= samePictureLimit) insert.run(file.id, shot.captureId);
}
