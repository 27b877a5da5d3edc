import type { BatchAct, BatchState } from '../domain/batch-status.ts';

const origins = { chosen: '装批', direct: '直接放行', correction: '信息变更', before: '以前放行的' } as const;
const states = { prepared: '等放行', released: '已放行', undone: '已拆批' } as const satisfies Record<
  BatchState,
  string
>;
const acts = { 'batch.release': '第二人放行', 'batch.undo': '拆批' } as const satisfies Record<BatchAct, string>;

export type BatchOrigin = keyof typeof origins;

/** How a batch came about, in words. */
export function batchOriginLabel(origin: BatchOrigin): string {
  return origins[origin];
}

/** The state of a batch in words. */
export function batchStateLabel(state: BatchState): string {
  return states[state];
}

/** An act on a batch in words. */
export function batchActLabel(act: BatchAct): string {
  return acts[act];
}

/** What people call a batch, `11月30日第2批`; `day` is YYYY-MM-DD. */
export function batchName(day: string, dayNo: number): string {
  const [, month, date] = day.split('-').map(Number);
  return `${month}月${date}日第${dayNo}批`;
}
