import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import { candidacyStatusLabel } from '#shared/labels/status.ts';
import type { StatusShapeName } from './status-shapes.tsx';
import type { Tone } from './tokens.ts';

export type StatusLook = { readonly word: string; readonly shape: StatusShapeName; readonly tone: Tone };

const looks: Readonly<Record<CandidacyStatus, readonly [StatusShapeName, Tone]>> = {
  staged: ['hollow', 'waiting'],
  preRegistered: ['hollow', 'waiting'],
  returned: ['back', 'returned'],
  awaitingCapture: ['quarter', 'waiting'],
  awaitingRegion: ['hollow', 'waiting'],
  completed: ['lock', 'underWay'],
  reviewed: ['lock', 'underWay'],
  released: ['box', 'underWay'],
  received: ['tick', 'done'],
  inEffect: ['tick', 'done'],
  suspended: ['hollow', 'waiting'],
  closed: ['tick', 'waiting'],
  refusedByRegion: ['stop', 'refused'],
  setAside: ['flag', 'setAside'],
  joined: ['joined', 'waiting'],
  withdrawn: ['back', 'waiting'],
  void: ['stop', 'waiting'],
};

/**
 * Word, shape and colour of a record. `held` = desk work done but the class teacher has not agreed yet, so a
 * mark of pre-registered and returned records alone; `absence` is a
 * mark of the session, shown while the pupil still waits for capture. `isPrivate` = 社会考生, who has no class teacher.
 */
export function statusLook(
  status: CandidacyStatus,
  held = false,
  absence: 'absent' | 'late' | null = null,
  isPrivate = false,
): StatusLook {
  if (held && (status === 'preRegistered' || status === 'returned'))
    return { word: '已拍，等班主任同意', shape: 'pen', tone: 'underWay' };
  if (absence !== null && (status === 'awaitingCapture' || status === 'preRegistered')) {
    return { word: absence === 'absent' ? '缺席' : '迟到', shape: 'quarter', tone: 'returned' };
  }
  const [shape, tone] = looks[status];
  return { word: candidacyStatusLabel(status, isPrivate), shape, tone };
}
