import type { Fault } from '#shared/contract/faults.ts';
import { releasesBatches } from '#shared/domain/batch-status.ts';
import { failed, ok } from '#shared/lib/result.ts';
import { findBatch, undoBatch } from '../../db/store/batch.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { batchOutOfReach, batchState } from './batch-state.ts';

const notYours: Fault = {
  kind: 'forbidden',
  message: '这一批是别人装的。登记员只能拆开自己装的；要拆这一批，找审核员或管理员。',
};

/** Takes a prepared batch apart: its records stand on the shelf again, none is lost. A clerk does so with the own one only. */
export const undoPrepared: CommandHandler<'batch.undo'> = {
  act({ batchId, version }, _prepared, { db, actor, clock, record }) {
    const batch = findBatch(db, batchId);
    if (!batch) return failed(batchOutOfReach);
    if (!releasesBatches(actor.role) && batch.madeBy !== actor.userId) return failed(notYours);
    if (batch.state === 'undone') return ok({});
    const state = batchState(db, batch, version, 'batch.undo');
    if (state) return failed(state);
    undoBatch(db, batchId, clock.now(), actor.userId);
    record({ kind: 'batch.undone', subjectNoun: 'batch', subjectId: batchId, payload: {} });
    return ok({});
  },
  changes: ['batch', 'candidacy'],
};
