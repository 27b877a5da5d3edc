import { ok } from '#shared/lib/result.ts';
import { listBatches } from '../../db/store/import-batch.ts';
import { batchSummaryOf, maySeeKind } from '../../db/store/import-batch-reach.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** Imports of the kinds that are the account's matter, newest first; a school account sees its own. */
export const batches: QueryHandler<'roster.batches'> = (_, { db, actor }) =>
  ok(
    listBatches(db, actor.role === 'schoolAdministrator' ? actor.userId : null)
      .filter(({ kind }) => maySeeKind(actor, kind))
      .map((one) => batchSummaryOf(db, one)),
  );
