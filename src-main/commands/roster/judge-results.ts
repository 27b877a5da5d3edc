import type { ResultLine } from '#shared/domain/roster-result-row.ts';
import type { ReadRow } from '#shared/domain/roster-row.ts';
import { editionToday } from '../../db/store/facts-office.ts';
import { type ImportBatch, saveBatch } from '../../db/store/import-batch.ts';
import { type JudgedRow, readCells, saveJudged } from '../../db/store/roster-row.ts';
import { rosterReference } from '../../db/store/roster-row-reference.ts';
import type { JudgeRowsInput, JudgeRowsResult } from '../../documents/roster-jobs.ts';
import { type Counts, columnMapOf, countRow, nothingToDo, rowsPerSave, rowsPerStep } from './batch-sums.ts';
import { type ImportJob, importStep, takeTurn, turnTaker } from './import-job.ts';
import { againstStored, contradictions, holderOf, type MatchedResult } from './match-results.ts';

const longestTurnMs = 8;

/**
 * Judges a list of results. Two rows that contradict each other both stay out, so all rows are read and their people found
 * before any is judged. Ends in `previewed`.
 */
export async function judgeResults(job: ImportJob, batch: ImportBatch): Promise<void> {
  const { db } = job.context;
  const turn = turnTaker(longestTurnMs);
  const matched: MatchedResult[] = [];
  for await (const read of readRows(job, batch)) {
    matched.push(holderOf(db, read));
    await turn();
  }
  const contradicted = contradictions(matched);
  const counts: Counts = { good: 0, rejected: 0, unchanged: 0, updated: 0, cases: 0, mended: 0 };
  const judged: JudgedRow<ResultLine>[] = [];
  for (const [at, one] of matched.entries()) {
    judged.push(againstStored(db, contradicted.get(at) ?? one));
    await turn();
  }
  for (let at = 0; at < judged.length; at += rowsPerSave) {
    const rows = judged.slice(at, at + rowsPerSave);
    importStep(job, ({ db: own }) => saveJudged(own, batch.id, rows));
    for (const row of rows) countRow(counts, row);
    await takeTurn();
  }
  importStep(job, ({ db: own }) =>
    saveBatch(own, batch.id, { ...counts, state: 'previewed', problem: nothingToDo(counts) }),
  );
}

async function* readRows(job: ImportJob, batch: ImportBatch): AsyncGenerator<ReadRow<ResultLine>> {
  const { context, services, signal } = job;
  const today = context.clock.today();
  const input: Omit<JudgeRowsInput, 'rows'> = {
    kind: batch.kind,
    columns: columnMapOf(batch.mapping),
    reference: rosterReference(context.db, context.actor, today),
    edition: editionToday(context.db, today),
  };
  let done = 0;
  for (let after = 0; ; ) {
    const rows = readCells(context.db, batch.id, after, rowsPerStep);
    const last = rows.at(-1);
    if (!last) return;
    after = last.row;
    yield* (await services.heavy.run<JudgeRowsResult>('judgeRows', { ...input, rows }, () => {}, signal)).results;
    done += rows.length;
    services.emit({ kind: 'progress', job: batch.id, done, total: batch.rowsTotal, phase: '核对' });
    await takeTurn();
  }
}
