import { listLimit } from '#shared/domain/list-limit.ts';
import { ok } from '#shared/lib/result.ts';
import {
  type ArrivedRoster,
  arrivedRosterName,
  arrivedRosterState,
  arrivedRosters,
} from '../../db/store/arrived-roster.ts';
import type { QueryHandler } from '../../platform/act.ts';

/** Rosters that the region sent, newest first; nothing of a row is shown before somebody opens it. */
export const arrived: QueryHandler<'roster.arrived'> = (_input, { db, actor }) =>
  ok(
    arrivedRosters(db, actor, listLimit).map((one) => ({
      noticeId: one.noticeId,
      name: arrivedRosterName(one),
      schoolName: one.schoolName,
      rows: one.rowCount,
      arrivedAt: one.arrivedAt,
      state: arrivedRosterState(one),
      batchId: one.batchId,
      sentence: sentenceOf(one),
    })),
  );

function sentenceOf(one: ArrivedRoster): string {
  const what = `自治区发来${arrivedRosterName(one)} ${one.rowCount} 人`;
  const where = {
    waiting: '待核对',
    open: `${one.openedBy ?? ''}在核对，还没有导入`,
    imported: `${one.openedBy ?? ''}核对过，已导入`,
    setAside: `收起不用：${one.setAsideReason ?? ''}`,
  }[arrivedRosterState(one)];
  return `${what}，${where}`;
}
