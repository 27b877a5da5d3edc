import { prepareBatch } from './prepare.ts';
import { printBatchList } from './print-list.ts';
import { releaseBatch } from './release.ts';
import { undoPrepared } from './undo.ts';

/** Calls with a file in between, by their name in the contract. */
export const batchLongCalls = { 'batch.printList': printBatchList } as const;

/** Acts on batches, by their name in the contract. */
export const batchCommands = {
  'batch.prepare': prepareBatch,
  'batch.release': releaseBatch,
  'batch.undo': undoPrepared,
} as const;
