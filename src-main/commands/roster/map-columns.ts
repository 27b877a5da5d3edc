import { invalid } from '#shared/contract/faults.ts';
import { missingFields } from '#shared/domain/roster-columns.ts';
import { rosterFieldLabel } from '#shared/domain/roster-field.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { type ImportBatch, moveBatch, saveBatch } from '../../db/store/import-batch.ts';
import { reachBatch, wrongState } from '../../db/store/import-batch-reach.ts';
import type { LongHandler } from '../../platform/act.ts';
import { startImportJob } from './import-job.ts';
import { judgeBatch, settledMapping } from './judge-batch.ts';
import { endingInWords } from './read-batch.ts';

/** Takes the columns a person settled and judges the rows anew; also from the preview, to go back one step. */
export const mapColumns: LongHandler<'roster.mapColumns'> = async ({ batchId, columns }, context, services) => {
  const reached = reachBatch(context.db, context.actor, batchId);
  if (!reached.ok) return reached;
  const batch = reached.value;
  if (batch.state !== 'mapping' && batch.state !== 'previewed') return failed(wrongState(batch));
  const problem = columnProblem(batch, columns);
  if (problem) return failed(invalid('columns', problem));
  const mapping = settledMapping(batch, columns);
  const moved = context.transact(({ db }) => {
    if (!moveBatch(db, batchId, batch.state, { state: 'reading', problem: null })) return failed(wrongState(batch));
    saveBatch(db, batchId, { mapping });
    return ok(null);
  });
  if (!moved.ok) return moved;
  services.emit({ kind: 'changed', nouns: ['importBatch'] });
  void startImportJob(batchId, async (signal) => {
    const job = { batchId, context, services, signal };
    await endingInWords(job, () => judgeBatch(job, { ...batch, mapping }));
  });
  return ok({});
};

function columnProblem(
  batch: ImportBatch,
  columns: readonly { readonly field: string; readonly column: number | null }[],
): string | null {
  const settled = settledMapping(batch, columns);
  const missing = missingFields(settled, batch.kind);
  if (missing.length > 0) return `还没有指定：${missing.map(rosterFieldLabel).join('、')}。选出文件里对应的列`;
  const used = settled.map((one) => one.column).filter((column) => column !== null);
  const outside = used.find((column) => column < 0 || column >= batch.headers.length);
  if (outside !== undefined) return `文件没有第 ${outside + 1} 列。重新选列`;
  const twice = used.find((column, at) => used.indexOf(column) !== at);
  if (twice === undefined) return null;
  const fields = settled.filter((one) => one.column === twice).map((one) => rosterFieldLabel(one.field));
  return `“${batch.headers[twice] ?? ''}”一列同时选给了${fields.join('和')}。各选一列`;
}
