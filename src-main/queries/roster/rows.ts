import { ok } from '#shared/lib/result.ts';
import { reachBatch } from '../../db/store/import-batch-reach.ts';
import { pageOfRows } from '../../db/store/roster-row.ts';
import type { QueryHandler } from '../../platform/act.ts';
import { shownCells, shownProblems } from './shown-cells.ts';

/** A page of the preview; row numbers are those of the spreadsheet. */
export const rows: QueryHandler<'roster.rows'> = ({ batchId, only, field, offset, limit }, { db, actor }) => {
  const reached = reachBatch(db, actor, batchId);
  if (!reached.ok) return reached;
  const page = pageOfRows(db, batchId, only, field, { offset, limit });
  return ok({
    total: page.total,
    rows: page.rows.map((row) => ({
      row: row.row,
      outcome: row.outcome,
      cells: shownCells(row, reached.value),
      problems: shownProblems(row.problems),
    })),
  });
};
