import type { RecordEnvelopeV2 } from '#shared/wire/push-v2.ts';
import type { Connection } from '../database.ts';

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

/** Keeps a text until its photo is here; the same id again changes nothing. Its number counts as arrived. */
export async function stageMessage(
  connection: Connection,
  envelope: RecordEnvelopeV2,
  body: string,
  at: string,
): Promise<void> {
  const { messageId, deviceId, incarnation, deskSeq, bodySha256, photoSha256, photoBytes } = envelope;
  await connection.query(
    `INSERT INTO staged_message (message_id, device_id, incarnation, desk_seq, body_sha256, photo_sha256, photo_bytes,
       body, arrived_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
    [messageId, deviceId, incarnation, deskSeq, bodySha256, photoSha256, photoBytes, body, at],
  );
  await connection.query(
    `INSERT INTO arrived_number (device_id, incarnation, desk_seq) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [deviceId, incarnation, deskSeq],
  );
}

/** What waits under these message ids. */
export async function loadStaged(connection: Connection, ids: readonly string[]): Promise<readonly StagedMessage[]> {
  const rows = await connection.query<StagedRow>(`${columns} WHERE message_id = ANY($1::uuid[])`, [[...ids]]);
  return rows.map(numbered);
}

/** What waits for this photo: two records may name the same one. */
export async function stagedForPhoto(connection: Connection, sha256: string): Promise<readonly StagedMessage[]> {
  const rows = await connection.query<StagedRow>(`${columns} WHERE photo_sha256 = $1 ORDER BY message_id`, [sha256]);
  return rows.map(numbered);
}

/** Lets go of texts whose messages are judged. */
export async function unstage(connection: Connection, ids: readonly string[]): Promise<void> {
  await connection.query('DELETE FROM staged_message WHERE message_id = ANY($1::uuid[])', [[...ids]]);
}

/** The highest number of a desk below which none is missing; 0 = not even the first is here. */
export async function contiguousNumber(connection: Connection, deviceId: string, incarnation: string): Promise<number> {
  const rows = await connection.query<{ highest: string | number | null }>(
    `SELECT max(desk_seq) AS highest FROM (
       SELECT desk_seq, row_number() OVER (ORDER BY desk_seq) AS place FROM arrived_number
       WHERE device_id = $1 AND incarnation = $2) AS numbered
     WHERE desk_seq = place`,
    [deviceId, incarnation],
  );
  return Number(rows[0]?.highest ?? 0);
}

function numbered(row: StagedRow): StagedMessage {
  return { ...row, deskSeq: Number(row.deskSeq) };
}
