import type { DeskDb } from '../open.ts';

/** A record that was released before this file was put back; `releasedAt` is that release's instant. */
export type FormerRelease = {
  readonly candidacyId: string;
  readonly revision: number;
  readonly releasedAt: string;
  readonly releasedBy: string | null;
  /** for a batch of that day, where there is none yet */
  readonly newId: string;
  readonly now: string;
};

/**
 * Puts a record that went out before this file was put back into the batch of that day's former releases: no record is
 * released outside a batch. A batch that it still waits in here lets it go. The batch of then and its name are not known.
 */
export function putInFormerBatch(db: DeskDb, former: FormerRelease): void {
  const { candidacyId, revision, releasedAt, releasedBy, newId, now } = former;
  db.statement(
    `UPDATE batch_record SET left_at = @now, left_reason = '恢复以前已经送过'
     WHERE candidacy_id = @candidacyId AND revision = @revision AND left_at IS NULL AND message_id IS NULL`,
  ).run({ now, candidacyId, revision });
  const day = new Date(Date.parse(releasedAt) + 8 * 3_600_000).toISOString().slice(0, 10);
  const known = db.statement(`SELECT id FROM batch WHERE origin = 'before' AND day = ?`).pluck().get(day);
  const batchId = typeof known === 'string' ? known : newId;
  if (batchId === newId) {
    db.statement(
      `INSERT INTO batch (id, version, day, day_no, origin, state, made_at, released_by, released_at)
       VALUES (@newId, 1, @day, (SELECT coalesce(max(day_no), 0) + 1 FROM batch WHERE day = @day), 'before', 'released',
         @releasedAt, @releasedBy, @releasedAt)`,
    ).run({ newId, day, releasedAt, releasedBy });
  }
  db.statement(
    `INSERT INTO batch_record (batch_id, position, candidacy_id, revision)
     VALUES (@batchId, (SELECT coalesce(max(position), 0) + 1 FROM batch_record WHERE batch_id = @batchId), @candidacyId,
       @revision)`,
  ).run({ batchId, candidacyId, revision });
}

/** Names the message of a record in its batch, once the message is in the outbox. */
export function nameFormerMessage(db: DeskDb, candidacyId: string, revision: number, messageId: string): void {
  db.statement(
    `UPDATE batch_record SET message_id = ? WHERE candidacy_id = ? AND revision = ? AND left_at IS NULL AND message_id IS NULL`,
  ).run(messageId, candidacyId, revision);
}
