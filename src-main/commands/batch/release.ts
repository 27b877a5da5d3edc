import type { Fault } from '#shared/contract/faults.ts';
import { batchName } from '#shared/labels/batch.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { findBatch } from '../../db/store/batch.ts';
import { checkPrepared, type DamagedPhotos, type Unready } from '../../db/store/batch-check.ts';
import { closeBatch } from '../../db/store/batch-manifest.ts';
import { itemsOfBatch, takeOutOfBatch } from '../../db/store/batch-record.ts';
import { batchReleaseClosed } from '../../db/store/batch-release-closed.ts';
import { damagedPhotos } from '../../db/store/damaged-photos.ts';
import { releaseRecord } from '../../db/store/release.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { batchOutOfReach, batchState } from './batch-state.ts';

const changedMeanwhile: Fault = { kind: 'stale', message: '这一批里刚有变动。看过新的清单再放行。' };

/**
 * The second person releases a batch in one act: exactly the records that were shown as ready. The others are taken out with
 * their reason and stay on the shelf. Pressed twice, released once.
 */
export const releaseBatch: CommandHandler<'batch.release', DamagedPhotos> = {
  prepare: async ({ batchId }, { db }) => ok(await damagedPhotos(db, itemsOfBatch(db, batchId))),
  act({ batchId, version, seen }, damaged, context) {
    const { db, actor, clock } = context;
    const batch = findBatch(db, batchId);
    if (!batch) return failed(batchOutOfReach);
    const name = batchName(batch.day, batch.dayNo);
    if (batch.state === 'released' && batch.releasedBy === actor.userId) {
      return ok({ name, released: itemsOfBatch(db, batchId).length, left: [] });
    }
    const state = batchState(db, batch, version, 'batch.release');
    if (state) return failed(state);
    const closed = batchReleaseClosed(batch, actor);
    if (closed !== null) return failed({ kind: 'forbidden', message: closed });
    if (checkPrepared(context, batchId).seen !== seen) return failed(changedMeanwhile);
    const { ready, unready } = checkPrepared(context, batchId, damaged);
    if (ready.length === 0) return failed({ kind: 'stale', message: '这一批里没有能由你放行的。看每一份的原因。' });
    for (const line of unready) takeOutOfBatch(db, batchId, itemOf(line), line.sentence, clock.now());
    for (const { row, findings } of ready) releaseRecord(context, row, findings, batchId);
    closeBatch(context, batchId, actor.userId);
    return ok({ name, released: ready.length, left: unready.map(lineOf) });
  },
  changes: ['batch', 'candidacy', 'outbox'],
};

const itemOf = ({ candidacyId, revision }: Unready) => ({ candidacyId, revision });
const lineOf = ({ revision: _, ...line }: Unready) => line;
