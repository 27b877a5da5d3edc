import type { Role } from './role.ts';

/**
 * States of a batch (批次). `prepared`: put together, nothing has left yet; `released`: a second person let it go;
 * `undone`: taken apart before that.
 */
export const batchStates = ['prepared', 'released', 'undone'] as const;
export type BatchState = (typeof batchStates)[number];

export type BatchAct = 'batch.release' | 'batch.undo';

/** state → act → next state; an act that is not listed for a state is closed there. */
export const batchTransitions = {
  prepared: { 'batch.release': 'released', 'batch.undo': 'undone' },
  released: {},
  undone: {},
} as const satisfies Record<BatchState, Partial<Record<BatchAct, BatchState>>>;

/** Who may release a batch at all: never its maker, whatever the role (the store refuses that too). */
export function releasesBatches(role: Role): boolean {
  return role === 'reviewer' || role === 'officeAdministrator';
}

/** Who may put one together. */
export function preparesBatches(role: Role): boolean {
  return role === 'clerk' || releasesBatches(role);
}

/** The state an act leads to, or null where the act is closed in this state. */
export function nextBatchState(state: BatchState, act: BatchAct): BatchState | null {
  const row: Partial<Record<BatchAct, BatchState>> = batchTransitions[state];
  return row[act] ?? null;
}
