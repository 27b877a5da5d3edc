import { releasesBatches } from '#shared/domain/batch-status.ts';
import type { Actor } from '#shared/domain/role.ts';
import type { BatchRow } from './batch.ts';

/**
 * Why this account cannot release a prepared batch at all, whatever is in it; null = it may. Whether it captured or entered
 * one of the records is asked of each record.
 */
export function batchReleaseClosed(batch: BatchRow, actor: Actor): string | null {
  if (batch.madeBy === actor.userId) return '这一批是你装的，要由另一位审核员或管理员放行（本系统规则）。';
  return releasesBatches(actor.role) ? null : '放行要由审核员或管理员来按，登记员只装批（本系统规则）。';
}
