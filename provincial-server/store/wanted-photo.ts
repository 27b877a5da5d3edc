import { readDeskStatement } from '#shared/wire/desk-proof.ts';
import type { LostPhotoLine } from '#shared/wire/lost-photos-v2.ts';
import type { Connection } from '../database.ts';

/** Lost photos that a desk sent, each with one of its messages that named it: a stored record, or a stored page. */
const sentBy = `SELECT l.sha256, l.bytes, m.message_id::text AS id, 'record' AS of
    FROM lost_photo l JOIN message m ON m.photo_sha256 = l.sha256
    WHERE m.device_id = $1 AND m.outcome <> 'refused'
  UNION ALL
  SELECT l.sha256, l.bytes, t.message_id::text AS id, 'change' AS of
    FROM lost_photo l JOIN told_change t ON t.file_sha256 = l.sha256
    WHERE t.device_id = $1 AND t.state = 'stored'`;

/** How many photos the region wants again of the desk whose statement in hello this is. */
export async function countWantedPhotos(connection: Connection, statement: string): Promise<number> {
  const [row] = await connection.query<{ count: number }>(
    `SELECT count(DISTINCT sha256)::integer AS count FROM (${sentBy}) AS sent`,
    [readDeskStatement(statement)?.deviceId ?? null],
  );
  return row?.count ?? 0;
}

/** Some of them, in the order of their names, behind `after`. */
export async function wantedPhotos(
  connection: Connection,
  deviceId: string,
  after: string | null,
  limit: number,
): Promise<readonly LostPhotoLine[]> {
  return connection.query<LostPhotoLine>(
    `SELECT DISTINCT ON (sha256) sha256, bytes, id AS "messageId", of FROM (${sentBy}) AS sent
     WHERE $2::text IS NULL OR sha256 > $2 ORDER BY sha256, of DESC, id LIMIT $3`,
    [deviceId, after, limit],
  );
}
