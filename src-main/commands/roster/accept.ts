import type { Fault } from '#shared/contract/faults.ts';
import { invalid } from '#shared/contract/faults.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { batchesIn, findBatch, type ImportBatch, moveBatch, saveBatch } from '../../db/store/import-batch.ts';
import { batchSummaryOf, reachBatch, wrongState } from '../../db/store/import-batch-reach.ts';
import { removeRows } from '../../db/store/roster-row.ts';
import type { LongHandler } from '../../platform/act.ts';
import { acceptEnrolment, removeOldLists } from './accept-enrolment.ts';
import { acceptResults } from './accept-results.ts';
import { acceptRoster, releaseRest } from './accept-roster.ts';
import { type ImportJob, ImportStopped, importStep, startImportJob, takeTurn } from './import-job.ts';

/**
 * Imports the good rows of a preview: copies them in short steps where nobody sees them, then makes them real in one
 * short commit with one event. Cancelled or broken off before that, nothing is left of it.
 */
export const accept: LongHandler<'roster.accept'> = async ({ batchId }, context, services) => {
  const reached = reachBatch(context.db, context.actor, batchId);
  if (!reached.ok) return reached;
  const batch = reached.value;
  if (batch.state !== 'previewed') return failed(wrongState(batch));
  const claimed = context.transact(({ db }) =>
    claim(batch, batchesIn(db, ['accepting']).length, () =>
      moveBatch(db, batchId, 'previewed', { state: 'accepting' }),
    ),
  );
  if (!claimed.ok) return claimed;
  services.emit({ kind: 'changed', nouns: ['importBatch'] });
  try {
    await startImportJob(batchId, (signal) => write({ batchId, context, services, signal }, batch));
  } catch (error) {
    if (error instanceof ImportStopped) return failed({ kind: 'stale', message: '导入已取消，没有写入任何数据' });
    throw error;
  } finally {
    services.emit({ kind: 'changed', nouns: ['importBatch', 'candidacy', 'caseFile', 'school', 'examEntry'] });
  }
  const accepted = findBatch(context.db, batchId);
  return accepted ? ok(batchSummaryOf(context.db, accepted)) : failed(wrongState(batch));
};

function claim(batch: ImportBatch, others: number, move: () => boolean): Result<null, Fault> {
  if (others > 0) return failed(invalid('', '另一份文件正在写入。等它写完再导入这一份'));
  return move() ? ok(null) : failed(wrongState(batch));
}

async function write(job: ImportJob, batch: ImportBatch): Promise<void> {
  const isRoster = batch.kind === 'roster';
  try {
    // each takes back what it copied before it throws
    if (isRoster) await acceptRoster(job, batch);
    else if (batch.kind === 'subjectResults') await acceptResults(job, batch);
    else await acceptEnrolment(job, batch);
  } catch (error) {
    // the signal may be what stopped us: going back must work all the same
    const cleaner = { ...job, signal: new AbortController().signal };
    importStep(cleaner, ({ db }) => saveBatch(db, batch.id, { state: 'previewed' }));
    throw error;
  }
  try {
    if (isRoster) await releaseRest(job);
    else if (batch.kind === 'enrolmentList') await removeOldLists(job);
    // rows that went in are kept no longer than needed; the rejected stay for the report
    while (importStep(job, ({ db }) => removeRows(db, batch.id, true, 200)) > 0) await takeTurn();
  } catch (error) {
    // the import is accepted; when the desk closes now, recoverImports does the rest at the next start
    if (!(error instanceof ImportStopped)) throw error;
  }
}
