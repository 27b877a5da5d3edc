import type { ParsedInput } from '#shared/contract/index.ts';
import type { BatchState } from '#shared/domain/batch-status.ts';
import { type BatchOrigin, batchName } from '#shared/labels/batch.ts';
import type { CommandContext } from '../../platform/act.ts';
import type { DeskDb } from '../open.ts';

export type BatchChoice = ParsedInput<'batch.check'>['choice'];

export type BatchRow = {
  readonly id: string;
  readonly version: number;
  readonly day: string;
  readonly dayNo: number;
  readonly origin: BatchOrigin;
  readonly state: BatchState;
  readonly choice: string | null;
  readonly madeBy: string | null;
  readonly madeAt: string;
  readonly releasedBy: string | null;
  readonly releasedAt: string | null;
  readonly undoneAt: string | null;
  readonly manifest: string | null;
  readonly manifestSha256: string | null;
};

const columns = `id, version, day, day_no AS dayNo, origin, state, choice, made_by AS madeBy, made_at AS madeAt,
  released_by AS releasedBy, released_at AS releasedAt, undone_at AS undoneAt, manifest, manifest_sha256 AS manifestSha256`;

/** One batch, or null. */
export function findBatch(db: DeskDb, batchId: string): BatchRow | null {
  return (db.statement(`SELECT ${columns} FROM batch WHERE id = ?`).get(batchId) as BatchRow | undefined) ?? null;
}

/** A new, empty batch with the next number of the day; `madeBy` null where nobody put it together beforehand. */
export function openBatch(
  { db, clock, ids }: Pick<CommandContext, 'db' | 'clock' | 'ids'>,
  batch: { readonly origin: BatchOrigin; readonly choice: BatchChoice | null; readonly madeBy: string | null },
): string {
  const id = ids.uuid();
  const day = clock.today();
  db.statement(
    `INSERT INTO batch (id, version, day, day_no, origin, state, choice, made_by, made_at)
     VALUES (@id, 1, @day, (SELECT coalesce(max(day_no), 0) + 1 FROM batch WHERE day = @day), @origin, 'prepared', @choice,
       @madeBy, @madeAt)`,
  ).run({
    id,
    day,
    origin: batch.origin,
    choice: batch.choice === null ? null : JSON.stringify(batch.choice),
    madeBy: batch.madeBy,
    madeAt: clock.now(),
  });
  return id;
}

/** Takes a prepared batch apart: its records are free again. */
export function undoBatch(db: DeskDb, batchId: string, at: string, by: string): void {
  db.statement(
    `UPDATE batch_record SET left_at = @at, left_reason = '整批拆开了' WHERE batch_id = @batchId AND left_at IS NULL`,
  ).run({ batchId, at });
  db.statement(
    `UPDATE batch SET state = 'undone', undone_by = @by, undone_at = @at, version = version + 1 WHERE id = @batchId`,
  ).run({ batchId, at, by });
}

/** Closes a batch whose records are released; `manifest` with its hash. */
export function saveRelease(
  db: DeskDb,
  batchId: string,
  released: { readonly by: string | null; readonly at: string; readonly manifest: string; readonly sha256: string },
): void {
  db.statement(
    `UPDATE batch SET state = 'released', released_by = @by, released_at = @at, manifest = @manifest,
       manifest_sha256 = @sha256, version = version + 1 WHERE id = @batchId`,
  ).run({ batchId, ...released });
}

/** Batches, the newest first, at most `limit`; prepared ones only where asked. */
export function listBatches(db: DeskDb, state: BatchState | 'all', limit: number): BatchRow[] {
  return db
    .statement(
      `SELECT ${columns} FROM batch WHERE @state = 'all' OR state = @state
       ORDER BY coalesce(released_at, made_at) DESC, id DESC LIMIT @limit`,
    )
    .all({ state, limit }) as BatchRow[];
}

/** The name of the batch that a record waits in for its release, or null. */
export function waitsInBatch(db: DeskDb, candidacyId: string, revision: number): string | null {
  const row = db
    .statement(
      `SELECT b.day, b.day_no AS dayNo FROM batch_record r JOIN batch b ON b.id = r.batch_id
       WHERE r.candidacy_id = ? AND r.revision = ? AND r.left_at IS NULL AND b.state = 'prepared'`,
    )
    .get(candidacyId, revision) as { day: string; dayNo: number } | undefined;
  return row ? batchName(row.day, row.dayNo) : null;
}
