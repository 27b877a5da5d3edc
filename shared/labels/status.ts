import type { CandidacyStatus } from '../domain/candidacy-status.ts';

const labels = {
  staged: '导入中',
  preRegistered: '待班主任审核',
  returned: '已退回',
  awaitingCapture: '待采集',
  awaitingRegion: '待自治区审批',
  completed: '登记完成',
  reviewed: '已审核',
  released: '已放行',
  received: '已有回执',
  inEffect: '注册生效',
  suspended: '休籍',
  closed: '已结束',
  refusedByRegion: '自治区退回',
  setAside: '已搁置',
  joined: '已并入',
  withdrawn: '已撤回',
  void: '已作废',
} as const satisfies Record<CandidacyStatus, string>;

/**
 * State of a candidacy as lists and the ledger show it. A private candidate (社会考生) has no class teacher: before the
 * county's approval it waits for that (1.1.1c).
 */
export function candidacyStatusLabel(status: CandidacyStatus, isPrivate = false): string {
  return isPrivate && status === 'preRegistered' ? '待旗县审核' : labels[status];
}
