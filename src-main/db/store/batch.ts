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
  /** null for what was released before manifests were signed */
  readonly manifestSignature: string | null;
};

const columns = `id, version, day, day_no AS dayNo, origin, state, choice, made_by AS madeBy, made_at AS madeAt,
  released_by AS releasedBy, released_at AS releasedAt, undone_at AS undoneAt, manifest, manifest_sha256 AS manifestSha256,
  manifest_signature AS manifestSignature`;

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

/** Closes a batch whose records are released; `manifest` with its hash and the desk's signature. */
export function saveRelease(
  db: DeskDb,
  batchId: string,
  released: {
    readonly by: string | null;
    readonly at: string;
    readonly manifest: string;
    readonly sha256: string;
    readonly signature: string;
  },
): void {
  db.statement(
    `UPDATE batch SET state = 'released', released_by = @by, released_at = @at, manifest = @manifest,
       manifest_sha256 = @sha256, manifest_signature = @signature, version = version + 1 WHERE id = @batchId`,
  ).run({ batchId, ...released });
}

/** How many batches there are, by state. */
export function countBatches(db: DeskDb): Readonly<Record<BatchState | 'all', number>> {
  const rows = db.statement('SELECT state, count(*) AS count FROM batch GROUP BY state').all() as {
    state: BatchState;
    count: number;
  }[];
  const of = (state: BatchState) => rows.find((row) => row.state === state)?.count ?? 0;
  const counts = { prepared: of('prepared'), released: of('released'), undone: of('undone') };
  return { ...counts, all: counts.prepared + counts.released + counts.undone };
}

/** Batches behind the first `offset`, the newest first, at most `limit`; of one state only where asked. */
export function listBatches(
  db: DeskDb,
  state: BatchState | 'all',
  { limit, offset }: { readonly limit: number; readonly offset: number },
): BatchRow[] {
  return db
    .statement(
      `SELECT ${columns} FROM batch WHERE @state = 'all' OR state = @state
       ORDER BY coalesce(released_at, made_at) DESC, id DESC LIMIT @limit OFFSET @offset`,
    )
    .all({ state, limit, offset }) as BatchRow[];
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
