import type { RecordEnvelopeV2 } from '#shared/wire/push-v2.ts';
import type { Connection } from '../database.ts';
import { noteNumbers } from './arrived-number.ts';

/** A text that waits for its photo. */
export type StagedMessage = {
  readonly messageId: string;
  readonly deviceId: string;
  readonly deskSeq: number;
  readonly bodySha256: string;
  readonly photoSha256: string | null;
  readonly photoBytes: number | null;
  readonly body: string;
};

type StagedRow = Omit<StagedMessage, 'deskSeq'> & { readonly deskSeq: string | number };

const columns = `SELECT message_id AS "messageId", device_id AS "deviceId", desk_seq AS "deskSeq",
  body_sha256 AS "bodySha256", photo_sha256 AS "photoSha256", photo_bytes AS "photoBytes", body FROM staged_message`;

/**
 * Keeps texts until their photos are here; the same id again, or one that is judged by now, changes nothing. Their numbers
 * count as arrived.
 */
export async function stageMessages(
  connection: Connection,
  texts: readonly { readonly envelope: RecordEnvelopeV2; readonly body: string }[],
  at: string,
): Promise<void> {
  const rows = texts.map(({ envelope, body }) => ({
    message_id: envelope.messageId,
    device_id: envelope.deviceId,
    incarnation: envelope.incarnation,
    desk_seq: envelope.deskSeq,
    body_sha256: envelope.bodySha256,
    photo_sha256: envelope.photoSha256,
    photo_bytes: envelope.photoBytes,
    body,
  }));
  await connection.query(
    `INSERT INTO staged_message (message_id, device_id, incarnation, desk_seq, body_sha256, photo_sha256, photo_bytes,
       body, arrived_at)
     SELECT r.*, $2::timestamptz FROM json_to_recordset($1::json) AS r (message_id uuid, device_id uuid,
       incarnation text, desk_seq bigint, body_sha256 text, photo_sha256 text, photo_bytes integer, body text)
     WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.message_id = r.message_id)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows), at],
  );
  await noteNumbers(
    connection,
    texts.map(({ envelope }) => envelope),
  );
}

/** What waits under these message ids. */
export async function loadStaged(connection: Connection, ids: readonly string[]): Promise<readonly StagedMessage[]> {
  const rows = await connection.query<StagedRow>(`${columns} WHERE message_id = ANY($1::uuid[])`, [[...ids]]);
  return rows.map(numbered);
}

/** What waits for these photos: two records may name the same one. */
export async function stagedForPhotos(
  connection: Connection,
  sha256s: readonly string[],
): Promise<readonly StagedMessage[]> {
  const rows = await connection.query<StagedRow>(
    `${columns} WHERE photo_sha256 = ANY($1::text[]) ORDER BY message_id`,
    [[...sha256s]],
  );
  return rows.map(numbered);
}

/** Photos that texts wait for, at most `limit`, with the bytes that their texts say they have. */
export async function photosAwaited(
  connection: Connection,
  limit: number,
): Promise<readonly { readonly sha256: string; readonly bytes: number }[]> {
  return connection.query(
    `SELECT photo_sha256 AS sha256, photo_bytes AS bytes FROM staged_message
     WHERE photo_sha256 IS NOT NULL AND photo_bytes IS NOT NULL LIMIT $1`,
    [limit],
  );
}

/** Texts of one desk that wait for their photos since before `until`, in its order. */
export async function stagedOfDesk(
  connection: Connection,
  deviceId: string,
  until: string,
): Promise<readonly StagedMessage[]> {
  const rows = await connection.query<StagedRow>(
    `${columns} WHERE device_id = $1 AND arrived_at < $2 ORDER BY desk_seq, message_id`,
    [deviceId, until],
  );
  return rows.map(numbered);
}

export type StagedCount = { readonly count: number; readonly since: string };

/** How many texts wait for their photos, and the first of them since when, by desk. */
export async function countStaged(connection: Connection): Promise<ReadonlyMap<string, StagedCount>> {
  const rows = await connection.query<{ deviceId: string; count: number; since: Date }>(
    `SELECT device_id AS "deviceId", count(*)::integer AS count, min(arrived_at) AS since
     FROM staged_message GROUP BY device_id`,
  );
  return new Map(rows.map(({ deviceId, count, since }) => [deviceId, { count, since: since.toISOString() }]));
}

/** Lets go of texts whose messages are judged. */
export async function unstage(connection: Connection, ids: readonly string[]): Promise<void> {
  await connection.query('DELETE FROM staged_message WHERE message_id = ANY($1::uuid[])', [[...ids]]);
}

function numbered(row: StagedRow): StagedMessage {
  return { ...row, deskSeq: Number(row.deskSeq) };
}
