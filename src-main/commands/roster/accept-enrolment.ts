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
 * while the old list still counts; the commit turns from one to the other, and the old lines go afterwards.
 */
export async function acceptEnrolment(job: ImportJob, batch: ImportBatch): Promise<void> {
  const digest = createHash('sha256');
  let added = 0;
  for (let after = 0; ; ) {
    const rows = readJudged<EnrolmentLine>(job.context.db, batch.id, 'good', after, linesPerStep);
    const last = rows.at(-1);
    if (!last) break;
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
  passPointOfNoReturn(batch.id);
  importStep(job, ({ db, clock, record }) => {
    const { fileName, fileSha256, rejected } = batch;
    const payload = { fileName, fileSha256, good: added, rejected, rowsDigest: digest.digest('hex') };
    record({ kind: 'enrolmentList.accepted', subjectNoun: 'importBatch', subjectId: batch.id, payload });
    saveBatch(db, batch.id, { good: added });
    if (!moveBatch(db, batch.id, 'accepting', { state: 'accepted', problem: null, finishedAt: clock.now() })) {
      throw new Error('the import moved on while it was being written');
    }
  });
  for (const old of otherEnrolmentLists(job.context.db, batch.id)) await removeList(job, old);
}

/** Removes what was copied; the old list counts as before. */
export async function takeBackEnrolment(job: Pick<ImportJob, 'batchId' | 'context' | 'signal'>): Promise<void> {
  await removeList(job, job.batchId);
}

async function removeList(job: Pick<ImportJob, 'context' | 'signal'>, batchId: string): Promise<void> {
  while (importStep(job, ({ db }) => removeEnrolment(db, batchId, linesPerStep)) > 0) await takeTurn();
}
