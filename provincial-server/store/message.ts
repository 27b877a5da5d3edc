import type { ReceiptOutcome } from '#shared/wire/receipt.ts';
import type { SignedText } from '#shared/wire/signed-text.ts';
import type { MessageNames } from '../accept-record.ts';
import type { Connection } from '../database.ts';

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

/** Remembers a judged message and its receipt, for good. */
export async function insertMessage(
  connection: Connection,
  envelope: MessageNames,
  answer: {
    readonly outcome: ReceiptOutcome;
    readonly reasonCode: string | null;
    readonly receipt: SignedText;
    readonly receivedAt: string;
  },
): Promise<void> {
  await connection.query(
    `INSERT INTO message (message_id, device_id, desk_seq, body_sha256, photo_sha256, outcome, reason_code,
       receipt_body, receipt_signature, received_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      envelope.messageId,
      envelope.deviceId,
      envelope.deskSeq,
      envelope.bodySha256,
      envelope.photoSha256,
      answer.outcome,
      answer.reasonCode,
      answer.receipt.body,
      answer.receipt.signature,
      answer.receivedAt,
    ],
  );
}
