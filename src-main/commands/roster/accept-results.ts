import { createHash } from 'node:crypto';
import type { ResultLine } from '#shared/domain/roster-result-row.ts';
import { canonicalJson, type Json } from '#shared/lib/canonical-json.ts';
import { type ImportBatch, moveBatch } from '../../db/store/import-batch.ts';
import { candidatesOfResults, openResultConflict } from '../../db/store/result-conflict-case.ts';
import { type RowOutcome, readJudged } from '../../db/store/roster-row.ts';
import { insertResults, removeResults } from '../../db/store/subject-result.ts';
import { type ImportJob, importStep, passPointOfNoReturn, takeTurn } from './import-job.ts';

const linesPerStep = 200;

/**
 * Adds the results of a file. They are copied while nobody counts them; the commit makes them count. Stopped before it, the
 * copied ones go again.
 */
export async function acceptResults(job: ImportJob, batch: ImportBatch): Promise<void> {
  const digest = createHash('sha256');
  try {
    const copied = { good: 0, updated: 0 };
    for (const outcome of ['good', 'updated'] as const)
      copied[outcome] = await copyLines(job, batch, outcome, (line) => digest.update(line, 'utf8'));
    passPointOfNoReturn(batch.id);
    importStep(job, ({ db, clock, record }) => {
      const { fileName, fileSha256, rejected } = batch;
      const payload = { fileName, fileSha256, ...copied, rejected, rowsDigest: digest.digest('hex') };
      record({ kind: 'subjectResults.accepted', subjectNoun: 'importBatch', subjectId: batch.id, payload });
      if (!moveBatch(db, batch.id, 'accepting', { state: 'accepted', problem: null, finishedAt: clock.now() })) {
        throw new Error('the import moved on while it was being written');
      }
    });
  } catch (error) {
    const cleaner = { ...job, signal: new AbortController().signal };
    while (importStep(cleaner, ({ db }) => removeResults(db, batch.id, linesPerStep)) > 0) await takeTurn();
    throw error;
  }
  // they count by now: what stops here takes none of them back, and the findings say the same
  await openResultConflicts(job, batch.id);
}

/** Whoever has another result in this file than the region's own list becomes a case for people, one each. */
async function openResultConflicts(job: ImportJob, batchId: string): Promise<void> {
  for (const candidacyId of importStep(job, ({ db }) => candidatesOfResults(db, batchId))) {
    importStep(job, (context) => openResultConflict(context, candidacyId));
    await takeTurn();
  }
}

async function copyLines(
  job: ImportJob,
  batch: ImportBatch,
  outcome: RowOutcome,
  digest: (line: string) => void,
): Promise<number> {
  let added = 0;
  for (let after = 0; ; ) {
    const rows = readJudged<ResultLine>(job.context.db, batch.id, outcome, after, linesPerStep);
    const last = rows.at(-1);
    if (!last) return added;
    after = last.row;
    importStep(job, ({ db, ids }) => {
      const results = rows.flatMap(({ row, record, targetId }) =>
        record && targetId !== null ? [{ id: ids.uuid(), candidacyId: targetId, row, line: record }] : [],
      );
      for (const { line } of results) digest(canonicalJson(line as unknown as Json));
      insertResults(db, { id: batch.id, sha256: batch.fileSha256 }, results);
      added += results.length;
    });
    job.services.emit({
      kind: 'progress',
      job: batch.id,
      done: added,
      total: batch.good + batch.updated,
      phase: '写入',
    });
    await takeTurn();
  }
}
