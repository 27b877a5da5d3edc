import type { Fault } from '#shared/contract/faults.ts';
import { type BatchAct, nextBatchState } from '#shared/domain/batch-status.ts';
import { batchName, batchStateLabel } from '#shared/labels/batch.ts';
import type { DeskDb } from '../../db/open.ts';
import { accountById } from '../../db/store/account.ts';
import type { BatchRow } from '../../db/store/batch.ts';
import { beijingTime } from '../../db/store/candidacy-history.ts';

export const batchOutOfReach: Fault = { kind: 'forbidden', message: '没有这个批次。从批次列表里重新打开。' };

/** Why the act is closed for a batch as it was seen; null = it stands as it stood. */
export function batchState(db: DeskDb, batch: BatchRow, version: number, act: BatchAct): Fault | null {
  if (nextBatchState(batch.state, act) !== null && batch.version === version) return null;
  const who = batch.releasedBy === null ? '' : (accountById(db, batch.releasedBy)?.displayName ?? '');
  const at = batch.releasedAt ?? batch.undoneAt;
  const what = `${who && `${who} `}${at ? `${beijingTime(at)} ` : ''}${batchStateLabel(batch.state)}`;
  return { kind: 'stale', message: `${batchName(batch.day, batch.dayNo)}：${what}。看过新内容再决定。` };
}
