import { isSureEnough, type RosterKind, recogniseColumns } from '#shared/domain/roster-columns.ts';
import { findBatch, saveBatch } from '../../db/store/import-batch.ts';
import { removeRows, stageRows } from '../../db/store/roster-row.ts';
import type { ReadSpreadsheetInput, ReadSpreadsheetMessage } from '../../documents/roster-jobs.ts';
import { type ImportJob, ImportStopped, importStep, takeTurn } from './import-job.ts';
import { judgeBatch } from './judge-batch.ts';

/**
 * Reads the chosen file and stages its rows a few at a time; goes on to judging when every column is sure, otherwise
 * stops at `mapping`. Never rejects: what goes wrong ends up as the problem of the import, in words.
 */
export async function readBatch(job: ImportJob, input: ReadSpreadsheetInput): Promise<void> {
  await endingInWords(job, async () => {
    let rowsRead = 0;
    let rowsTotal: number | null = null;
    await job.services.heavy.run(
      'readSpreadsheet',
      input,
      async (raw) => {
        const message = raw as ReadSpreadsheetMessage;
        if (message.what === 'head') {
          rowsTotal = message.rowsTotal;
          saveHead(job, input.kind, message);
        } else {
          rowsRead += message.rows.length;
          importStep(job, ({ db }) => {
            stageRows(db, job.batchId, message.rows);
            saveBatch(db, job.batchId, { rowsRead });
          });
        }
        job.services.emit({ kind: 'progress', job: job.batchId, done: rowsRead, total: rowsTotal, phase: '读取' });
        await takeTurn();
      },
      job.signal,
    );
    const batch = findBatch(job.context.db, job.batchId);
    if (!batch) throw new ImportStopped();
    if (isSureEnough(batch.mapping, batch.kind)) await judgeBatch(job, batch);
    else importStep(job, ({ db }) => saveBatch(db, job.batchId, { state: 'mapping' }));
  });
}

function saveHead(job: ImportJob, kind: RosterKind, head: Extract<ReadSpreadsheetMessage, { what: 'head' }>): void {
  const mapping = recogniseColumns(head.headers, kind);
  importStep(job, ({ db }) => {
    const { headers, sha256, rowsTotal } = head;
    saveBatch(db, job.batchId, { headers, fileSha256: sha256, rowsTotal, mapping });
  });
}

/** Runs a part of an import; a fault becomes the import's problem and its rows go. A stop leaves cleaning to who stopped it. */
export async function endingInWords(job: ImportJob, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ImportStopped) && !job.signal.aborted) await failBatch(job, sentenceOf(error));
  }
  job.services.emit({ kind: 'changed', nouns: ['importBatch'] });
}

function sentenceOf(error: unknown): string {
  if (typeof error === 'object' && error !== null) {
    if ('sentence' in error) return String(error.sentence);
    if ('code' in error && String(error.code).startsWith('SQLITE_FULL'))
      return '磁盘满了，预览没有存下。腾出 500 MB 后重新选择文件';
  }
  return '读取中断，没有写入任何数据。重新选择文件；还是这样时把文件交给管理员';
}

async function failBatch(job: ImportJob, sentence: string): Promise<void> {
  try {
    const fileName = findBatch(job.context.db, job.batchId)?.fileName ?? '';
    importStep(job, ({ db, clock }) => {
      const problem = `打不开“${fileName}”：${sentence}`;
      saveBatch(db, job.batchId, { state: 'failed', problem, finishedAt: clock.now() });
    });
    while (importStep(job, ({ db }) => removeRows(db, job.batchId, false, 200)) > 0) await takeTurn();
  } catch {
    // the desk is closing or its disk is full: recoverImports does the rest at the next start
  }
}
