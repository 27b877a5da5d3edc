import type { Actor } from '#shared/domain/role.ts';
import type { BatchRow } from './batch.ts';

/**
 * Why this account cannot release a prepared batch at all, whatever is in it; null = it may. Whether it captured or entered
 * one of the records is asked of each record.
 */
export function batchReleaseClosed(batch: BatchRow, actor: Actor): string | null {
  return batch.madeBy === actor.userId ? '这一批是你装的，要由另一位审核员或管理员放行（本系统规则）。' : null;
}
