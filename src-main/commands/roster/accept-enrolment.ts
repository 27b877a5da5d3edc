import { createHash } from 'node:crypto';
import type { EnrolmentLine } from '#shared/domain/roster-enrolment-row.ts';
import { canonicalJson, type Json } from '#shared/lib/canonical-json.ts';
import { insertEnrolment, otherEnrolmentLists, removeEnrolment } from '../../db/store/enrolment-record.ts';
import { type ImportBatch, moveBatch, saveBatch } from '../../db/store/import-batch.ts';
import { readJudged } from '../../db/store/roster-row.ts';
import { type ImportJob, importStep, passPointOfNoReturn, takeTurn } from './import-job.ts';

const linesPerStep = 200;

/**
 * Puts a new enrolment list in the place of the old one (clause 1.1.1a is judged against it). The new lines are copied
 * while the old list still counts; the commit turns from one to the other. Stopped before it, the new lines go again.
 */
export async function acceptEnrolment(job: ImportJob, batch: ImportBatch): Promise<void> {
  try {
    const copied = await copyLines(job, batch);
    passPointOfNoReturn(batch.id);
    importStep(job, ({ db, clock, record }) => {
      const { fileName, fileSha256, rejected } = batch;
      const payload = { fileName, fileSha256, good: copied.added, rejected, rowsDigest: copied.digest };
      record({ kind: 'enrolmentList.accepted', subjectNoun: 'importBatch', subjectId: batch.id, payload });
      saveBatch(db, batch.id, { good: copied.added });
      if (!moveBatch(db, batch.id, 'accepting', { state: 'accepted', problem: null, finishedAt: clock.now() })) {
        throw new Error('the import moved on while it was being written');
      }
    });
  } catch (error) {
    await removeList({ ...job, signal: new AbortController().signal }, job.batchId);
    throw error;
  }
}

/** Removes the lines of the lists before the one just accepted. */
export async function removeOldLists(job: Pick<ImportJob, 'batchId' | 'context' | 'signal'>): Promise<void> {
  for (const old of otherEnrolmentLists(job.context.db, job.batchId)) await removeList(job, old);
}

async function copyLines(job: ImportJob, batch: ImportBatch): Promise<{ added: number; digest: string }> {
  const digest = createHash('sha256');
  let added = 0;
  for (let after = 0; ; ) {
    const rows = readJudged<EnrolmentLine>(job.context.db, batch.id, 'good', after, linesPerStep);
    const last = rows.at(-1);
    if (!last) return { added, digest: digest.digest('hex') };
    after = last.row;
    importStep(job, ({ db, ids }) => {
      const lines = rows.flatMap(({ record }) => (record ? [{ id: ids.uuid(), line: record }] : []));
      for (const { line } of lines) digest.update(canonicalJson(line as unknown as Json), 'utf8');
      insertEnrolment(db, batch.id, lines);
      added += lines.length;
    });
    job.services.emit({ kind: 'progress', job: batch.id, done: added, total: batch.good, phase: '写入' });
    await takeTurn();
  }
}

async function removeList(job: Pick<ImportJob, 'context' | 'signal'>, batchId: string): Promise<void> {
  while (importStep(job, ({ db }) => removeEnrolment(db, batchId, linesPerStep)) > 0) await takeTurn();
}
