import type { Fault } from '#shared/contract/faults.ts';
import { releasesBatches } from '#shared/domain/batch-status.ts';
import { listLimit, manyLimit } from '#shared/domain/list-limit.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { type BatchRow, countBatches, findBatch, listBatches } from '../../db/store/batch.ts';
import { checkBatch, checkPrepared, type Unready } from '../../db/store/batch-check.ts';
import { countChoices, recordsToChoose } from '../../db/store/batch-choice.ts';
import { batchMembers } from '../../db/store/batch-figures.ts';
import { readManifest } from '../../db/store/batch-manifest.ts';
import { itemsOfBatch } from '../../db/store/batch-record.ts';
import { batchReleaseClosed } from '../../db/store/batch-release-closed.ts';
import type { QueryContext, QueryHandler } from '../../platform/act.ts';
import { batchLine } from './batch-line.ts';
import { batchRecordLine } from './batch-record-line.ts';
import { regionSentence } from './region-sentence.ts';

const gone: Fault = { kind: 'forbidden', message: '没有这个批次。从批次列表里重新打开。' };

const choices: QueryHandler<'batch.choices'> = (_input, { db }) => ok(countChoices(db, listLimit));

const checked: QueryHandler<'batch.check'> = ({ choice }, context) => {
  const { items, beyond } = recordsToChoose(context.db, choice);
  const { ready, unready, seen } = checkBatch(context, items, 'batch.prepare');
  return ok({ ready: ready.length, unready: unready.map(lineOf), beyond, seen });
};

const list: QueryHandler<'batch.list'> = ({ state, page }, { db }) =>
  ok(listBatches(db, state, { limit: listLimit, offset: page * listLimit }).map((row) => batchLine(db, row)));

const counts: QueryHandler<'batch.counts'> = (_input, { db }) => ok(countBatches(db));

const read: QueryHandler<'batch.read'> = ({ batchId }, context) => {
  const { db } = context;
  const row = findBatch(db, batchId);
  if (!row) return failed(gone);
  const manifest = row.manifest === null ? null : readManifest(row.manifest);
  return ok({
    line: batchLine(db, row),
    release: row.state === 'prepared' ? releaseOf(context, row) : null,
    manifest: manifest && {
      sha256: row.manifestSha256 ?? '',
      totalSha256: manifest.totalSha256,
      textBytes: manifest.textBytes,
      photoBytes: manifest.photoBytes,
    },
    regionSentence: regionSentence(db, row),
    records: batchMembers(db, batchId, manyLimit).map(batchRecordLine),
  });
};

function releaseOf(context: QueryContext, row: BatchRow) {
  // a clerk releases nothing: what is asked is whether the batch is complete
  const { ready, unready, seen } = releasesBatches(context.actor.role)
    ? checkPrepared(context, row.id)
    : checkBatch(context, itemsOfBatch(context.db, row.id), 'batch.prepare');
  const none = ready.length === 0 ? '这一批里没有能由你放行的。看每一份的原因。' : null;
  return {
    ready: ready.length,
    unready: unready.map(lineOf),
    seen,
    closedWhy: batchReleaseClosed(row, context.actor) ?? none,
  };
}

const lineOf = ({ revision: _, ...line }: Unready) => line;

/** Reads of batches, by their name in the contract. */
export const batchQueries = {
  'batch.choices': choices,
  'batch.check': checked,
  'batch.list': list,
  'batch.counts': counts,
  'batch.read': read,
} as const;
