import { createHash } from 'node:crypto';
import type { DeskDb } from '../open.ts';

/** A record as a batch names it. */
export type BatchItem = { readonly candidacyId: string; readonly revision: number };

/** One hash over exactly these records, in this order: what somebody saw is what he or she acts on. */
export function contentsHash(items: readonly BatchItem[]): string {
  const lines = items.map(({ candidacyId, revision }) => `${candidacyId} ${revision}\n`);
  return createHash('sha256').update(lines.join(''), 'utf8').digest('hex');
}

/** Adds a record at the end of a batch. */
export function putInBatch(db: DeskDb, batchId: string, { candidacyId, revision }: BatchItem): void {
  db.statement(
    `INSERT INTO batch_record (batch_id, position, candidacy_id, revision)
     VALUES (@batchId, (SELECT coalesce(max(position), 0) + 1 FROM batch_record WHERE batch_id = @batchId), @candidacyId,
       @revision)`,
  ).run({ batchId, candidacyId, revision });
}

/** Takes a record out before the release; `reason` is a Chinese sentence. */
export function takeOutOfBatch(db: DeskDb, batchId: string, item: BatchItem, reason: string, at: string): void {
  db.statement(
    `UPDATE batch_record SET left_at = @at, left_reason = @reason
     WHERE batch_id = @batchId AND candidacy_id = @candidacyId AND revision = @revision AND left_at IS NULL`,
  ).run({ batchId, ...item, reason, at });
}

/** Records that are in a batch, in its order; those taken out are left out. */
export function itemsOfBatch(db: DeskDb, batchId: string): BatchItem[] {
  return db
    .statement(
      `SELECT candidacy_id AS candidacyId, revision FROM batch_record
       WHERE batch_id = ? AND left_at IS NULL ORDER BY position`,
    )
    .all(batchId) as BatchItem[];
}

/** Notes when the receiver first said that it holds these texts and whole photos; messages of no batch are passed over. */
export function noteHeld(
  db: DeskDb,
  held: { readonly texts: readonly string[]; readonly photos: readonly string[] },
  at: string,
): void {
  const note = (column: 'text_at' | 'photo_at', messageIds: readonly string[]) =>
    db
      .statement(
        `UPDATE batch_record SET ${column} = @at
         WHERE message_id IN (SELECT value FROM json_each(@messageIds)) AND ${column} IS NULL`,
      )
      .run({ at, messageIds: JSON.stringify(messageIds) });
  if (held.texts.length > 0) note('text_at', held.texts);
  if (held.photos.length > 0) note('photo_at', held.photos);
}
