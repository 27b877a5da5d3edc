import type { Output } from '#shared/contract/index.ts';
import type { CandidacyStatus } from '#shared/domain/candidacy-status.ts';
import { candidacyStatusLabel } from '#shared/labels/status.ts';
import type { BatchMember } from '../../db/store/batch-figures.ts';

type RecordLine = Output<'batch.read'>['records'][number];

const stillOut: readonly string[] = ['released', 'received', 'inEffect', 'joined', 'suspended', 'closed'];

/** Where one record of a batch is, and what is in its way. */
export function batchRecordLine(member: BatchMember): RecordLine {
  const { candidacyId, fullName, className, revision } = member;
  return { candidacyId, fullName, className, revision, ...placeOf(member), note: noteOf(member) };
}

function placeOf(member: BatchMember): Pick<RecordLine, 'place' | 'tone'> {
  const status = candidacyStatusLabel(member.status as CandidacyStatus, member.isPrivate === 1);
  if (member.leftReason !== null) return { place: '没有随这一批放行', tone: 'returned' };
  if (member.outboxState === null) {
    return { place: member.status === 'reviewed' ? '在这一批里，等放行' : status, tone: 'underWay' };
  }
  if (member.outboxState === 'refused') return { place: '自治区退回', tone: 'refused' };
  if (member.outboxState === 'acknowledged') {
    return { place: stillOut.includes(member.status) ? status : `已有回执，现在${status}`, tone: 'done' };
  }
  if (member.photoAt !== null) return { place: '资料、照片已到，等回执', tone: 'underWay' };
  if (member.textAt !== null) return { place: '资料已到，照片在路上', tone: 'underWay' };
  return { place: '等着送', tone: 'waiting' };
}

/** A refused record says whose turn it is, also when it went back to the desk since then. */
function noteOf({ leftReason, outboxState, reason, status }: BatchMember): string | null {
  if (leftReason !== null) return leftReason;
  if (outboxState !== 'refused') return reason;
  const turn = status === 'refusedByRegion' ? '下一步：审核员退给登记员重办' : '已退给登记员重办，办好后随下一批放行';
  return `${reason ?? '没有写原因'}${turn}`;
}
