import { isRequired } from '#shared/domain/roster-columns.ts';
import { rosterFieldLabel } from '#shared/domain/roster-field.ts';
import { ok } from '#shared/lib/result.ts';
import { batchSummaryOf, reachBatch } from '../../db/store/import-batch-reach.ts';
import { problemCounts, readCells } from '../../db/store/roster-row.ts';
import type { QueryHandler } from '../../platform/act.ts';
import { maskedIfNumber } from './shown-cells.ts';

const mostSamples = 3;

/** One import: counts, headers, which column holds which field with sample values, and problems by field. */
export const batch: QueryHandler<'roster.batch'> = ({ batchId }, { db, actor }) => {
  const reached = reachBatch(db, actor, batchId);
  if (!reached.ok) return reached;
  const found = reached.value;
  const rows = readCells(db, batchId, 0, 20);
  return ok({
    summary: batchSummaryOf(db, found),
    headers: [...found.headers],
    columns: found.mapping.map(({ field, column, sure }) => ({
      field,
      label: rosterFieldLabel(field),
      required: isRequired(field, found.mapping, found.kind),
      column,
      header: column === null ? null : (found.headers[column] ?? null),
      sure,
      samples: column === null ? [] : samplesOf(rows.map((row) => row.cells[column]?.text ?? '')),
    })),
    byField: [...problemCounts(db, batchId)],
  });
};

function samplesOf(texts: readonly string[]): string[] {
  return texts
    .filter((text) => text !== '')
    .slice(0, mostSamples)
    .map(maskedIfNumber);
}
