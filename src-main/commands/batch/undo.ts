import { failed, ok } from '#shared/lib/result.ts';
import { findBatch, undoBatch } from '../../db/store/batch.ts';
import type { CommandHandler } from '../../platform/act.ts';
import { batchOutOfReach, batchState } from './batch-state.ts';

/** Takes a prepared batch apart: its records stand on the shelf again, none is lost. */
export const undoPrepared: CommandHandler<'batch.undo'> = {
  act({ batchId, version }, _prepared, { db, actor, clock, record }) {
    const batch = findBatch(db, batchId);
    if (!batch) return failed(batchOutOfReach);
    if (batch.state === 'undone') return ok({});
    const state = batchState(db, batch, version, 'batch.undo');
    if (state) return failed(state);
    undoBatch(db, batchId, clock.now(), actor.userId);
    record({ kind: 'batch.undone', subjectNoun: 'batch', subjectId: batchId, payload: {} });
    return ok({});
  },
  changes: ['batch', 'candidacy'],
};
