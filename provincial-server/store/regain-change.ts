import type { ChangeEnvelope } from '#shared/wire/change-message.ts';
import { readDeskStatement } from '#shared/wire/desk-proof.ts';
import type { ToldHere } from '#shared/wire/hello.ts';
import type { RegainedChange } from '#shared/wire/regain-v2.ts';
import type { Connection } from '../database.ts';

/** Ids of a desk's changes that are here, of every opening of its file, also those that wait, behind `after` in the order of ids. */
export async function deskChangeIds(
  connection: Connection,
  deviceId: string,
  after: string | null,
  limit: number,
): Promise<readonly string[]> {
  const rows = await connection.query<{ id: string }>(
    `SELECT message_id AS id FROM told_change WHERE device_id = $1 AND ($2::uuid IS NULL OR message_id > $2)
     ORDER BY message_id LIMIT $3`,
    [deviceId, after, limit],
  );
  return rows.map((row) => row.id);
}

/**
 * What the desk with this proven statement has told: how many of its changes have a receipt, and the highest number of its
 * present opening. Null = it is no statement.
 */
export async function toldBy(
  connection: Connection,
  statement: string,
): Promise<Omit<ToldHere, 'v' | 'kind' | 'nonce'> | null> {
  const desk = readDeskStatement(statement);
  if (!desk) return null;
  const [counted] = await connection.query<{ count: number }>(
    "SELECT count(*)::integer AS count FROM told_change WHERE device_id = $1 AND state IN ('stored', 'refused')",
    [desk.deviceId],
  );
  const [highest] = await connection.query<{ changeSeq: string | number; messageId: string }>(
    `SELECT change_seq AS "changeSeq", message_id AS "messageId" FROM told_change
     WHERE device_id = $1 AND incarnation = $2 ORDER BY change_seq DESC, arrived_at DESC LIMIT 1`,
    [desk.deviceId, desk.incarnation],
  );
  return {
    receipts: counted?.count ?? 0,
    highest: highest ? { changeSeq: Number(highest.changeSeq), messageId: highest.messageId } : null,
  };
}

type Row = Pick<
  ChangeEnvelope,
  'messageId' | 'deviceId' | 'incarnation' | 'bodySha256' | 'fileSha256' | 'fileBytes'
> & {
  readonly changeSeq: string | number;
  readonly signature: string | null;
  readonly body: string;
  readonly receiptBody: string | null;
  readonly receiptSignature: string | null;
};

/** Some changes of a desk whole, with their receipts, in the order they came; ids of other desks are missing. */
export async function deskChanges(
  connection: Connection,
  deviceId: string,
  ids: readonly string[],
): Promise<readonly RegainedChange[]> {
  const rows = await connection.query<Row>(
    `SELECT message_id AS "messageId", device_id AS "deviceId", incarnation, change_seq AS "changeSeq",
       body_sha256 AS "bodySha256", file_sha256 AS "fileSha256", file_bytes AS "fileBytes",
       envelope_signature AS signature, body, receipt_body AS "receiptBody", receipt_signature AS "receiptSignature"
     FROM told_change WHERE device_id = $1 AND message_id = ANY($2::uuid[]) ORDER BY arrived_at, change_seq`,
    [deviceId, [...ids]],
  );
  return rows.map(({ body, receiptBody, receiptSignature, signature, changeSeq, ...names }) => ({
    envelope: { v: 1, suite: 1, ...names, changeSeq: Number(changeSeq), ...(signature !== null && { signature }) },
    body,
    receipt:
      receiptBody === null || receiptSignature === null ? null : { body: receiptBody, signature: receiptSignature },
  }));
}

/** True where one of the desk's changes came with this page. */
export async function sentPage(connection: Connection, deviceId: string, sha256: string): Promise<boolean> {
  const rows = await connection.query(
    'SELECT 1 AS one FROM told_change WHERE device_id = $1 AND file_sha256 = $2 LIMIT 1',
    [deviceId, sha256],
  );
  return rows.length > 0;
}
