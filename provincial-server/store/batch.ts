import type { BatchManifest, SignedManifest } from '#shared/wire/batch-manifest.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import type { Connection } from '../database.ts';

/**
 * Keeps the manifest of a batch for good, with a line for each record. 'repeated': the same text is here; 'mutated': its id
 * is taken by another one. Neither changes anything.
 */
export async function insertBatch(
  connection: Connection,
  manifest: BatchManifest,
  signed: SignedManifest,
  bodySha256: string,
  at: string,
): Promise<'stored' | 'repeated' | 'mutated'> {
  const { batchId, deviceId, officeId, incarnation, day, dayNo, origin, madeBy, releasedBy, releasedAt } = manifest;
  const stored = await connection.query(
    `INSERT INTO batch (batch_id, device_id, office_id, incarnation, day, day_no, origin, made_by, released_by, released_at,
       body, body_sha256, signature, arrived_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING RETURNING day_no`,
    [
      batchId,
      deviceId,
      officeId,
      incarnation,
      day,
      dayNo,
      origin,
      madeBy,
      releasedBy,
      releasedAt,
      signed.body,
      bodySha256,
      signed.signature,
      at,
    ],
  );
  if (stored.length === 0) {
    const [before] = await connection.query<{ deviceId: string; bodySha256: string }>(
      'SELECT device_id AS "deviceId", body_sha256 AS "bodySha256" FROM batch WHERE batch_id = $1',
      [batchId],
    );
    return before?.bodySha256 === bodySha256 && before.deviceId === deviceId ? 'repeated' : 'mutated';
  }
  const rows = manifest.records.map((one, index) => ({
    position: index + 1,
    message_id: one.messageId,
    desk_seq: one.deskSeq,
    body_sha256: one.bodySha256,
    photo_sha256: one.photoSha256,
  }));
  await connection.query(
    `INSERT INTO batch_record (batch_id, position, message_id, desk_seq, body_sha256, photo_sha256)
     SELECT $1::uuid, r.* FROM json_to_recordset($2::json) AS r (position integer, message_id uuid, desk_seq bigint,
       body_sha256 text, photo_sha256 text)`,
    [batchId, JSON.stringify(rows)],
  );
  return 'stored';
}

export type BatchToAnswer = {
  readonly batchId: string;
  readonly bodySha256: string;
  /** the receipt that was given, null while the batch is not complete */
  readonly receipt: SignedText | null;
};

/** A desk's batches among these ids; those of other desks are left out. `forUpdate` holds them until the transaction ends. */
export async function loadBatches(
  connection: Connection,
  deviceId: string,
  ids: readonly string[],
  forUpdate = false,
): Promise<readonly BatchToAnswer[]> {
  const rows = await connection.query<{
    batchId: string;
    bodySha256: string;
    receiptBody: string | null;
    receiptSignature: string | null;
  }>(
    `SELECT batch_id AS "batchId", body_sha256 AS "bodySha256", receipt_body AS "receiptBody",
       receipt_signature AS "receiptSignature"
     FROM batch WHERE device_id = $1 AND batch_id = ANY($2::uuid[]) ORDER BY batch_id${forUpdate ? ' FOR UPDATE' : ''}`,
    [deviceId, [...ids]],
  );
  return rows.map(({ receiptBody, receiptSignature, ...row }) => ({
    ...row,
    receipt:
      receiptBody === null || receiptSignature === null ? null : { body: receiptBody, signature: receiptSignature },
  }));
}

/** Keeps the receipt of a batch that is complete. */
export async function saveBatchReceipt(
  connection: Connection,
  batchId: string,
  receipt: SignedText,
  at: string,
): Promise<void> {
  await connection.query(
    'UPDATE batch SET complete_at = $2, receipt_body = $3, receipt_signature = $4 WHERE batch_id = $1',
    [batchId, at, receipt.body, receipt.signature],
  );
}
