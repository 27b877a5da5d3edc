import { type Fault, invalid } from '#shared/contract/faults.ts';
import { batchName } from '#shared/labels/batch.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { type BatchChoice, type BatchRow, findBatch, listBatches, openBatch } from '../../db/store/batch.ts';
import { checkBatch, type DamagedPhotos } from '../../db/store/batch-check.ts';
import { recordsToChoose } from '../../db/store/batch-choice.ts';
import { contentsHash, itemsOfBatch, putInBatch } from '../../db/store/batch-record.ts';
import { damagedPhotos } from '../../db/store/damaged-photos.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';

const changedMeanwhile: Fault = { kind: 'stale', message: '能装批的刚有变动。看过新的清单再装。' };

/**
 * Puts reviewed records of a choice together: exactly those that were shown as ready. What is not ready stays where it is.
 * Pressed twice, one batch.
 */
export const prepareBatch: CommandHandler<'batch.prepare', DamagedPhotos> = {
  prepare: async ({ choice }, { db }) => ok(await damagedPhotos(db, recordsToChoose(db, choice).items)),
  act({ choice, seen }, damaged, context) {
    const made = sameBatch(context, choice, seen);
    if (made)
      return ok({ batchId: made.id, name: batchName(made.day, made.dayNo), records: recordsIn(context, made.id) });
    const { db, actor, record } = context;
    const { items } = recordsToChoose(db, choice);
    const shown = checkBatch(context, items, 'batch.prepare');
    if (shown.seen !== seen) return failed(changedMeanwhile);
    // a damaged photo is found only now: its record stays behind, with its reason in the next check
    const { ready, unready } = checkBatch(context, items, 'batch.prepare', damaged);
    if (ready.length === 0) return failed(invalid('', nothingReady(unready[0])));
    const batchId = openBatch(context, { origin: 'chosen', choice, madeBy: actor.userId });
    for (const { row } of ready) putInBatch(db, batchId, { candidacyId: row.id, revision: row.revision });
    record({
      kind: 'batch.prepared',
      subjectNoun: 'batch',
      subjectId: batchId,
      payload: { choice, records: ready.length, left: unready.length },
    });
    const batch = findBatch(db, batchId);
    return ok({ batchId, name: batch ? batchName(batch.day, batch.dayNo) : '', records: ready.length });
  },
  changes: ['batch', 'candidacy'],
};

/** The batch that this very press has made already. */
function sameBatch({ db, actor }: CommandContext, choice: BatchChoice, seen: string): BatchRow | null {
  const open = listBatches(db, 'prepared', { limit: 50, offset: 0 }).filter(
    (one) => one.madeBy === actor.userId && one.choice === JSON.stringify(choice),
  );
  return open.find(({ id }) => contentsHash(itemsOfBatch(db, id)) === seen) ?? null;
}

function recordsIn({ db }: CommandContext, batchId: string): number {
  return itemsOfBatch(db, batchId).length;
}

function nothingReady(first: { readonly fullName: string; readonly sentence: string } | undefined): string {
  return first ? `没有能装批的。${first.fullName}：${first.sentence}` : '没有已审核、还没装批的。审核通过以后再装。';
}
