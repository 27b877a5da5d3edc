import { basename } from 'node:path';
import { invalid } from '#shared/contract/faults.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { reachBatch, wrongState } from '../../db/store/import-batch-reach.ts';
import type { SaveWorkbookInput } from '../../documents/roster-jobs.ts';
import type { LongHandler } from '../../platform/act.ts';
import { reportPlan } from './report-plan.ts';

/** Writes the rows that stayed out to an XLSX that can be mended and imported again. */
export const saveReport: LongHandler<'roster.saveReport'> = async ({ batchId }, context, services) => {
  const reached = reachBatch(context.db, context.actor, batchId);
  if (!reached.ok) return reached;
  const batch = reached.value;
  if (batch.state !== 'previewed' && batch.state !== 'accepted') return failed(wrongState(batch));
  const plan = reportPlan(context.db, batch);
  if (plan.rows === 0) return failed(invalid('', '没有不能导入的行，不用另存'));
  const path = await services.files.save('另存问题行', `问题行-${context.clock.today()}.xlsx`, ['xlsx']);
  if (path === null) return ok(null);
  const saved = await saveWorkbook(services.heavy, { path, plan: plan.workbook });
  if (saved !== null) return failed(invalid('', saved));
  const written = context.transact(({ record }) => {
    const payload = { rows: plan.rows };
    record({ kind: 'roster.reportSaved', subjectNoun: 'importBatch', subjectId: batchId, payload });
    return ok(null);
  });
  return written.ok ? ok({ fileName: basename(path), rows: plan.rows }) : written;
};

/** Runs the job; null, or the sentence why it was not saved. */
export async function saveWorkbook(
  heavy: Parameters<LongHandler<'roster.saveReport'>>[2]['heavy'],
  input: SaveWorkbookInput,
): Promise<string | null> {
  try {
    await heavy.run('saveWorkbook', input, () => {}, new AbortController().signal);
    return null;
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'sentence' in error) return String(error.sentence);
    throw error;
  }
}
