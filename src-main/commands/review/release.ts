import type { Fault } from '#shared/contract/faults.ts';
import { candidacyActLabel } from '#shared/labels/candidacy-act.ts';
import { failed, ok, type Result } from '#shared/lib/result.ts';
import { openBatch, waitsInBatch } from '../../db/store/batch.ts';
import { type DamagedPhotos, judgeLeaving } from '../../db/store/batch-check.ts';
import { closeBatch } from '../../db/store/batch-manifest.ts';
import { putInBatch } from '../../db/store/batch-record.ts';
import type { CandidacyRow } from '../../db/store/candidacy.ts';
import { staleFault } from '../../db/store/candidacy-history.ts';
import { damagedPhotos } from '../../db/store/damaged-photos.ts';
import { actOnMany, type VersionedItem } from '../../db/store/decision-many.ts';
import { releaseRecord } from '../../db/store/release.ts';
import type { CommandContext, CommandHandler } from '../../platform/act.ts';

/**
 * Releases the picked records in one act, as a batch of its own, under the same check as a prepared batch. Never by who captured or entered (four eyes, also a
 * trigger of the database). One result line each; where nothing could be released there is no batch either.
 */
export const performRelease: CommandHandler<'release.perform', DamagedPhotos> = {
  prepare: async ({ items }, { db }) => ok(await damagedPhotos(db, items)),
  act({ items }, damaged, context) {
    let batchId: string | null = null;
    const batch = () => {
      batchId ??= openBatch(context, { origin: 'direct', choice: null, madeBy: null });
      return batchId;
    };
    const result = actOnMany(candidacyActLabel('release.perform'), context, items, (step, row, item) =>
      releaseOne(step, row, item, { damaged, batch }),
    );
    if (batchId !== null) closeBatch(context, batchId, context.actor.userId);
    return result;
  },
  changes: ['candidacy', 'outbox', 'batch'],
};

function releaseOne(
  context: CommandContext,
  row: CandidacyRow,
  item: VersionedItem,
  { damaged, batch }: { readonly damaged: DamagedPhotos; readonly batch: () => string },
): Result<null, Fault> {
  const { db, actor } = context;
  // the same key pressed twice: the message is in the outbox already
  if (row.status === 'released' && row.releasedBy === actor.userId) return ok(null);
  if (row.version !== item.version) return failed(staleFault(db, row.id));
  const waiting = waitsInBatch(db, row.id, row.revision);
  if (waiting !== null) return failed({ kind: 'stale', message: `已装在${waiting}里，随那一批放行。` });
  const { findings, result } = judgeLeaving('release.perform', context, row, damaged);
  if (!result.ok) return result;
  const batchId = batch();
  putInBatch(db, batchId, { candidacyId: row.id, revision: row.revision });
  releaseRecord(context, row, findings, batchId);
  return ok(null);
}
