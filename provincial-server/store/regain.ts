import type { RegainedMessage } from '#shared/wire/regain-v2.ts';
import type { Connection } from '../database.ts';

/** Ids of a desk's messages that have a receipt, of every opening of its file, behind `after` in the order of ids. */
export async function deskMessageIds(
  connection: Connection,
  deviceId: string,
  after: string | null,
  limit: number,
): Promise<readonly string[]> {
  const rows = await connection.query<{ id: string }>(
    `SELECT message_id AS id FROM message WHERE device_id = $1 AND ($2::uuid IS NULL OR message_id > $2)
     ORDER BY message_id LIMIT $3`,
    [deviceId, after, limit],
  );
  return rows.map((row) => row.id);
}

/** How many messages of a desk have a receipt. */
export async function countDeskMessages(connection: Connection, deviceId: string): Promise<number> {
  const [row] = await connection.query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM message WHERE device_id = $1',
    [deviceId],
  );
  return row?.count ?? 0;
}

type Row = Pick<RegainedMessage, 'messageId' | 'body'> & {
  readonly deskSeq: string | number;
  readonly receiptBody: string;
  readonly receiptSignature: string;
};

/** Some messages of a desk whole, with their receipts; ids of other desks, and texts that were not kept, are missing. */
export async function deskMessages(
  connection: Connection,
  deviceId: string,
  ids: readonly string[],
): Promise<readonly RegainedMessage[]> {
  const rows = await connection.query<Row>(
    `SELECT m.message_id AS "messageId", m.desk_seq AS "deskSeq", coalesce(r.body, t.body) AS body,
       m.receipt_body AS "receiptBody", m.receipt_signature AS "receiptSignature"
     FROM message m LEFT JOIN candidacy_revision r USING (message_id) LEFT JOIN refused_text t USING (message_id)
     WHERE m.device_id = $1 AND m.message_id = ANY($2::uuid[]) AND coalesce(r.body, t.body) IS NOT NULL
     ORDER BY m.received_at, m.message_id`,
    [deviceId, [...ids]],
  );
  return rows.map(({ receiptBody, receiptSignature, deskSeq, ...row }) => ({
    ...row,
    deskSeq: Number(deskSeq),
    receipt: { body: receiptBody, signature: receiptSignature },
  }));
}

/** True where one of the desk's records came with this photo. */
export async function sentPhoto(connection: Connection, deviceId: string, sha256: string): Promise<boolean> {
  const rows = await connection.query(
    'SELECT 1 AS one FROM message WHERE device_id = $1 AND photo_sha256 = $2 LIMIT 1',
    [deviceId, sha256],
  );
  return rows.length > 0;
}
