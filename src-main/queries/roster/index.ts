import { arrived } from './arrived.ts';
import { batch } from './batch.ts';
import { batches } from './batches.ts';
import { rows } from './rows.ts';

/** Reads of imports. */
export const rosterQueries = {
  'roster.arrived': arrived,
  'roster.batches': batches,
  'roster.batch': batch,
  'roster.rows': rows,
} as const;
