import type { DeskDb } from '../open.ts';

/** Nobody gets up, and another sits down and is posed, in so few seconds by the camera's own clock. */
const SAME_SITTER_SECONDS = 3;

export type FirstShot = {
  /** the file that came so soon after */
  readonly fileId: string;
  readonly otherId: string;
  readonly fileName: string;
  readonly picture: string;
  readonly seconds: number;
};

/** SQL for the files of @folderId that the note below is about. */
export const secondShots = `SELECT fileId, otherId, fileName, picture, seconds FROM (
    SELECT id AS fileId, matched_by AS matchedBy, state, lag(id) OVER shots AS otherId,
      lag(file_name) OVER shots AS fileName, lag(derived_sha256) OVER shots AS picture,
      unixepoch(taken_at) - unixepoch(lag(taken_at) OVER shots) AS seconds
    FROM photo_file WHERE folder_id = @folderId AND taken_at IS NOT NULL AND derived_sha256 IS NOT NULL AND spare IS NULL
    WINDOW shots AS (ORDER BY taken_at, file_name))
  WHERE matchedBy = 'order' AND state = 'staged' AND seconds <= ${SAME_SITTER_SECONDS}`;

/**
 * Files among `ids` that were proposed by the order of a list and taken so soon after the one before that it may be the
 * same person twice. With somebody absent whom nobody noted the numbers fit all the same, and everybody in between has the
 * photo of the one before.
 */
export function firstShotsOf(db: DeskDb, folderId: string, ids: readonly string[]): readonly FirstShot[] {
  return db
    .statement(`${secondShots} AND fileId IN (SELECT value FROM json_each(@ids))`)
    .all({ folderId, ids: JSON.stringify(ids) }) as FirstShot[];
}
