import type { ReceiptOutcome } from '#shared/wire/receipt.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import type { Connection } from '../database.ts';
import type { MessageNames } from '../read-message.ts';

export type StoredMessage = {
  readonly messageId: string;
  readonly bodySha256: string;
  readonly photoSha256: string | null;
  readonly receipt: SignedText;
};

type MessageRow = {
  readonly messageId: string;
  readonly bodySha256: string;
  readonly photoSha256: string | null;
  readonly receiptBody: string;
  readonly receiptSignature: string;
};

/** What is known of these message ids, with the receipts that were made for them. */
export async function loadMessages(connection: Connection, ids: readonly string[]): Promise<readonly StoredMessage[]> {
  const rows = await connection.query<MessageRow>(
    `SELECT message_id AS "messageId", body_sha256 AS "bodySha256", photo_sha256 AS "photoSha256",
       receipt_body AS "receiptBody", receipt_signature AS "receiptSignature"
     FROM message WHERE message_id = ANY($1::uuid[])`,
    [[...ids]],
  );
  return rows.map(({ receiptBody, receiptSignature, ...row }) => ({
    ...row,
    receipt: { body: receiptBody, signature: receiptSignature },
  }));
}

/** What was answered to a message. */
type Answer = {
  readonly envelope: MessageNames;
  readonly outcome: ReceiptOutcome;
  readonly reasonCode: string | null;
  readonly receipt: SignedText;
};

/** Remembers judged messages and their receipts, for good. */
export async function insertMessages(connection: Connection, answers: readonly Answer[], at: string): Promise<void> {
  const rows = answers.map(({ envelope, outcome, reasonCode, receipt }) => ({
    message_id: envelope.messageId,
    device_id: envelope.deviceId,
    desk_seq: envelope.deskSeq,
    body_sha256: envelope.bodySha256,
    photo_sha256: envelope.photoSha256,
    outcome,
    reason_code: reasonCode,
    receipt_body: receipt.body,
    receipt_signature: receipt.signature,
  }));
  await connection.query(
    `INSERT INTO message (message_id, device_id, desk_seq, body_sha256, photo_sha256, outcome, reason_code,
       receipt_body, receipt_signature, received_at)
     SELECT r.*, $2::timestamptz FROM json_to_recordset($1::json) AS r (message_id uuid, device_id uuid,
       desk_seq bigint, body_sha256 text, photo_sha256 text, outcome text, reason_code text, receipt_body text,
       receipt_signature text)`,
    [JSON.stringify(rows), at],
  );
}

/** Keeps the texts of refused messages: a desk that lost them gets them back with their receipts. */
export async function insertRefusedTexts(
  connection: Connection,
  texts: readonly { readonly messageId: string; readonly body: string }[],
): Promise<void> {
  if (texts.length === 0) return;
  await connection.query(
    `INSERT INTO refused_text (message_id, body) SELECT r.* FROM json_to_recordset($1::json) AS r (message_id uuid, body text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(texts.map(({ messageId, body }) => ({ message_id: messageId, body })))],
  );
}
