import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import type { StatusShapeName } from './status-shapes.tsx';
import type { Tone } from './tokens.ts';

export type StatusLook = { readonly word: string; readonly shape: StatusShapeName; readonly tone: Tone };

const looks: Readonly<Record<CandidacyStatus, StatusLook>> = {
  staged: { word: '未导入', shape: 'hollow', tone: 'waiting' },
  preRegistered: { word: '待班主任审核', shape: 'hollow', tone: 'waiting' },
  returned: { word: '已退回', shape: 'back', tone: 'returned' },
  awaitingCapture: { word: '待采集', shape: 'quarter', tone: 'waiting' },
  awaitingRegion: { word: '待自治区审批', shape: 'hollow', tone: 'waiting' },
  completed: { word: '登记完成', shape: 'lock', tone: 'underWay' },
  reviewed: { word: '已审核', shape: 'lock', tone: 'underWay' },
  released: { word: '已放行，待送达', shape: 'box', tone: 'underWay' },
  received: { word: '已送达', shape: 'tick', tone: 'done' },
  inEffect: { word: '注册生效', shape: 'tick', tone: 'done' },
  suspended: { word: '休籍', shape: 'hollow', tone: 'waiting' },
  closed: { word: '已结束', shape: 'tick', tone: 'waiting' },
  refusedByRegion: { word: '自治区退回', shape: 'stop', tone: 'refused' },
  setAside: { word: '待处理', shape: 'flag', tone: 'setAside' },
  joined: { word: '已并为一人', shape: 'joined', tone: 'waiting' },
  withdrawn: { word: '已撤回', shape: 'back', tone: 'waiting' },
  void: { word: '作废', shape: 'stop', tone: 'waiting' },
};

/**
 * Word, shape and colour of a record. `held` = desk work done but the class teacher has not agreed yet; `absence` is a
 * mark of the session, shown while the pupil still waits for capture.
 */
export function statusLook(
  status: CandidacyStatus,
  held = false,
  absence: 'absent' | 'late' | null = null,
): StatusLook {
  if (held) return { word: '已拍，等班主任同意', shape: 'pen', tone: 'underWay' };
  if (absence !== null && (status === 'awaitingCapture' || status === 'preRegistered')) {
    return { word: absence === 'absent' ? '缺席' : '迟到', shape: 'quarter', tone: 'returned' };
  }
  return looks[status];
}
