import type { Output } from '#shared/contract/index.ts';
import { batchName, batchOriginLabel } from '#shared/labels/batch.ts';
import type { DeskDb } from '../../db/open.ts';
import { accountById } from '../../db/store/account.ts';
import type { BatchChoice, BatchRow } from '../../db/store/batch.ts';
import { batchFigures } from '../../db/store/batch-figures.ts';
import { standingOfBatch } from '../../db/store/batch-standing.ts';

export type BatchLine = Output<'batch.list'>[number];

/** A batch as lists show it. */
export function batchLine(db: DeskDb, row: BatchRow): BatchLine {
  return {
    batchId: row.id,
    version: row.version,
    name: batchName(row.day, row.dayNo),
    origin: row.origin,
    state: row.state,
    chosen: chosenInWords(db, row),
    madeBy: nameOf(db, row.madeBy),
    madeAt: row.madeAt,
    releasedBy: nameOf(db, row.releasedBy),
    releasedAt: row.releasedAt,
    figures: batchFigures(db, row.id),
    region: regionOf(db, row.id),
  };
}

function regionOf(db: DeskDb, batchId: string): BatchLine['region'] {
  const said = standingOfBatch(db, batchId)?.standing;
  if (!said) return null;
  const { arrived, records, complete, at } = said;
  return { arrived, records, complete, at };
}

function chosenInWords(db: DeskDb, { choice, origin }: BatchRow): string {
  const chosen = choice === null ? null : (JSON.parse(choice) as BatchChoice);
  if (chosen === null) return batchOriginLabel(origin);
  if (chosen.by === 'all') return '全部已审核的';
  if (chosen.by === 'class') return classInWords(db, chosen.classId);
  const [, month, date] = chosen.day.split('-').map(Number);
  return `${month}月${date}日登记完成的`;
}

function classInWords(db: DeskDb, classId: string): string {
  const row = db
    .statement(
      'SELECT s.name || char(32) || k.name FROM school_class k JOIN school s ON s.id = k.school_id WHERE k.id = ?',
    )
    .pluck()
    .get(classId) as string | undefined;
  return row ?? '';
}

function nameOf(db: DeskDb, userId: string | null): string | null {
  return userId === null ? null : (accountById(db, userId)?.displayName ?? null);
}
