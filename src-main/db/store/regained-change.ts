import { createHash } from 'node:crypto';
import { readChangeMessage } from '#shared/wire/change-message.ts';
import type { DeskDb } from '../open.ts';
import type { RegainedChangeRow } from '../schema/change-message.ts';
import type { OutboxRow } from './outbox.ts';

/** Which of these changes this file knows: told from here, or got back before. */
export function knownChanges(db: DeskDb, ids: readonly string[]): ReadonlySet<string> {
  const rows = db
    .statement(
      `SELECT value FROM json_each(?) WHERE value IN (SELECT message_id FROM change_message)
         OR value IN (SELECT message_id FROM regained_change)`,
    )
    .pluck()
    .all(JSON.stringify(ids)) as string[];
  return new Set(rows);
}

/** Ids of all changes that this file knows, told from here or got back, whatever became of them. */
export function allKnownChanges(db: DeskDb): readonly string[] {
  return db
    .statement('SELECT message_id FROM change_message UNION SELECT message_id FROM regained_change ORDER BY 1')
    .pluck()
    .all() as string[];
}

/** Of these changes those that were kept beside while they waited at the region: their receipts are not here. */
export function besideWithoutReceipt(db: DeskDb, ids: readonly string[]): ReadonlySet<string> {
  const rows = db
    .statement(
      `SELECT message_id FROM regained_change WHERE receipt_body IS NULL AND message_id IN (SELECT value FROM json_each(?))
         AND message_id NOT IN (SELECT message_id FROM change_message)`,
    )
    .pluck()
    .all(JSON.stringify(ids)) as string[];
  return new Set(rows);
}

/** A change that was kept beside while it waited at the region, as a receipt names it; null = none such. */
export function findBeside(
  db: DeskDb,
  messageId: string,
):
  | (Pick<OutboxRow, 'messageId' | 'bodySha256' | 'photoSha256'> & Pick<RegainedChangeRow, 'candidacyId' | 'kind'>)
  | null {
  if (!besideWithoutReceipt(db, [messageId]).has(messageId)) return null;
  const { body, candidacyId, kind } = db
    .statement('SELECT body, candidacy_id AS candidacyId, kind FROM regained_change WHERE message_id = ?')
    .get(messageId) as Pick<RegainedChangeRow, 'body' | 'candidacyId' | 'kind'>;
  const message = readChangeMessage(body);
  const page = typeof message === 'object' && 'kind' in message && message.kind === 'evidencePage' ? message : null;
  const bodySha256 = createHash('sha256').update(body, 'utf8').digest('hex');
  return { messageId, candidacyId, kind, bodySha256, photoSha256: page?.sha256 ?? null };
}

/** How many changes with a receipt this file knows of. One that came back while it waited at the region has none here. */
export function countChangeReceipts(db: DeskDb): number {
  return Number(
    db
      .statement(
        `SELECT (SELECT count(*) FROM change_message WHERE state <> 'waiting')
           + (SELECT count(*) FROM regained_change WHERE receipt_body IS NOT NULL
             AND message_id NOT IN (SELECT message_id FROM change_message))`,
      )
      .pluck()
      .get(),
  );
}

/** Keeps for good what the region gave back, as it was told, with what became of it. */
export function insertRegainedChange(db: DeskDb, row: RegainedChangeRow): void {
  db.statement(
    `INSERT INTO regained_change (message_id, kind, candidacy_id, incarnation, change_seq, body, receipt_body,
       receipt_signature, became, regained_at)
     VALUES (@messageId, @kind, @candidacyId, @incarnation, @changeSeq, @body, @receiptBody, @receiptSignature, @became,
       @regainedAt)`,
  ).run(row);
}
