import { ok } from '#shared/lib/result.ts';
import { listBatches } from '../../db/store/import-batch.ts';
import { batchSummaryOf } from '../../db/store/import-batch-reach.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** Imports, newest first; a school account sees its own. */
export const batches: QueryHandler<'roster.batches'> = (_, { db, actor }) =>
  ok(listBatches(db, actor.role === 'schoolAdministrator' ? actor.userId : null).map((one) => batchSummaryOf(db, one)));
