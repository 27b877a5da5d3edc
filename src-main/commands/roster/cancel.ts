import { failed, ok } from '#shared/lib/result.ts';
import { writeAudit } from '../../db/store/audit.ts';
import { findBatch, saveBatch } from '../../db/store/import-batch.ts';
import { reachBatch, wrongState } from '../../db/store/import-batch-reach.ts';
import { removeRows } from '../../db/store/roster-row.ts';
import type { LongHandler } from '../../platform/act.ts';
import { importStep, stopImportJob, takeTurn } from './import-job.ts';

/** Cancels an import at any point before its commit; nothing of it is left but the line that says so. */
export const cancel: LongHandler<'roster.cancel'> = async ({ batchId }, context, services) => {
  const reached = reachBatch(context.db, context.actor, batchId);
  if (!reached.ok) return reached;
  if (['accepted', 'cancelled', 'failed'].includes(reached.value.state)) return failed(wrongState(reached.value));
  if (!(await stopImportJob(batchId)))
    return failed({ kind: 'stale', message: '已经在写入，不能再取消。写完后看结果' });
  const batch = findBatch(context.db, batchId);
  if (!batch || batch.state === 'accepted') return failed(wrongState(batch ?? reached.value));
  const job = { context, signal: new AbortController().signal };
  importStep(job, ({ db, actor, clock }) => {
    const line = { actor, call: 'roster.cancel', outcome: 'done', subjectId: batchId, reference: null } as const;
    writeAudit(db, { ...line, at: clock.now() });
    saveBatch(db, batchId, { state: 'cancelled', finishedAt: clock.now(), problem: null });
  });
  while (importStep(job, ({ db }) => removeRows(db, batchId, false, 200)) > 0) await takeTurn();
  services.emit({ kind: 'changed', nouns: ['importBatch'] });
  return ok({});
};
