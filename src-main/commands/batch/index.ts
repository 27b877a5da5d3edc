import { prepareBatch } from './prepare.ts';
import { releaseBatch } from './release.ts';
import { undoPrepared } from './undo.ts';

/** Acts on batches, by their name in the contract. */
export const batchCommands = {
  'batch.prepare': prepareBatch,
  'batch.release': releaseBatch,
  'batch.undo': undoPrepared,
} as const;
