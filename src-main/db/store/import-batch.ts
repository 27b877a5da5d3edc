import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ColumnGuess } from '#shared/domain/roster-columns.ts';
import type { RosterKind } from '#shared/domain/roster-field.ts';
import type { DeskDb } from '../open.ts';
import { type ImportBatchRow, importBatch } from '../schema/roster.ts';

export type BatchState = 'reading' | 'mapping' | 'previewed' | 'accepting' | 'accepted' | 'cancelled' | 'failed';

/** One import, with its JSON columns read. Counts are of rows. */
export type ImportBatch = Omit<ImportBatchRow, 'kind' | 'state' | 'headers' | 'mapping'> & {
  readonly kind: RosterKind;
  readonly state: BatchState;
  readonly headers: readonly string[];
  /** which column holds which field: our guess, or what a person settled (then every line is sure) */
  readonly mapping: readonly ColumnGuess[];
};

export type BatchPatch = Partial<Omit<ImportBatch, 'id' | 'kind' | 'createdBy' | 'createdAt'>>;

/** Opens an import in state `reading`. */
export function insertBatch(
  db: DeskDb,
  batch: {
    readonly id: string;
    readonly kind: RosterKind;
    readonly fileName: string;
    readonly by: string;
    readonly at: string;
    /** the region's roster that it was opened from */
    readonly noticeId?: string;
  },
): void {
  db.orm
    .insert(importBatch)
    .values({
      id: batch.id,
      kind: batch.kind,
      state: 'reading',
      fileName: batch.fileName,
      fileSha256: '',
      createdBy: batch.by,
      createdAt: batch.at,
      noticeId: batch.noticeId ?? null,
    })
    .run();
}

/** One import, or null. */
export function findBatch(db: DeskDb, id: string): ImportBatch | null {
  const row = db.orm.select().from(importBatch).where(eq(importBatch.id, id)).get();
  return row ? batchOf(row) : null;
}

/** Imports, newest first; `createdBy` limits to one account. */
export function listBatches(db: DeskDb, createdBy: string | null, limit = 50): ImportBatch[] {
  return db.orm
    .select()
    .from(importBatch)
    .where(createdBy === null ? undefined : eq(importBatch.createdBy, createdBy))
    .orderBy(sql`rowid DESC`)
    .limit(limit)
    .all()
    .map(batchOf);
}

/** Imports in one of these states. */
export function batchesIn(db: DeskDb, states: readonly BatchState[]): ImportBatch[] {
  return db.orm
    .select()
    .from(importBatch)
    .where(inArray(importBatch.state, [...states]))
    .all()
    .map(batchOf);
}

/** Changes an import. */
export function saveBatch(db: DeskDb, id: string, patch: BatchPatch): void {
  const { headers, mapping, ...rest } = patch;
  db.orm
    .update(importBatch)
    .set({
      ...rest,
      ...(headers && { headers: JSON.stringify(headers) }),
      ...(mapping && { mapping: JSON.stringify(mapping) }),
    })
    .where(eq(importBatch.id, id))
    .run();
}

/** Moves an import from one state to another; false if somebody was faster. */
export function moveBatch(db: DeskDb, id: string, from: BatchState, patch: BatchPatch): boolean {
  const { headers: _, mapping: __, ...rest } = patch;
  return (
    db.orm
      .update(importBatch)
      .set(rest)
      .where(and(eq(importBatch.id, id), eq(importBatch.state, from)))
      .run().changes === 1
  );
}

function batchOf(row: ImportBatchRow): ImportBatch {
  return {
    ...row,
    kind: row.kind as RosterKind,
    state: row.state as BatchState,
    headers: JSON.parse(row.headers) as string[],
    mapping: JSON.parse(row.mapping) as ColumnGuess[],
  };
}
