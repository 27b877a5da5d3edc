import type { Output } from '../../../shared/contract/index.ts';
import { changeKindLabel } from '../../../shared/labels/change-kind.ts';
import type { ChangeLineRow } from '../../db/store/change-message.ts';

/** What holds a change up that may go once something else is settled. */
const heldFor = '等考籍记录或前一项变动有了回执，自己送';

/** One change as the list shows it. */
export function changeLine(row: ChangeLineRow): Output<'sync.changes'>[number] {
  const { messageId, candidacyId, fullName, className, changeSeq, createdAt, receivedAt } = row;
  const isHeld = row.state === 'waiting' && row.isReady === 0;
  return {
    messageId,
    candidacyId,
    fullName,
    className,
    kindLabel: changeKindLabel(row.kind),
    changeSeq,
    state: isHeld ? 'held' : row.state,
    createdAt,
    receivedAt,
    reason: row.reason ?? row.lastTrouble ?? (isHeld ? heldFor : null),
  };
}

/** A change that does not go on by itself: the reason, who has it, what to do. What was changed here stands meanwhile. */
export function stuckChangeLine(row: ChangeLineRow): Output<'sync.stuck'>[number] {
  const { messageId, candidacyId, fullName, className } = row;
  const isRefused = row.state === 'refused';
  return {
    messageId,
    candidacyId,
    fullName,
    what: changeKindLabel(row.kind),
    className,
    batch: null,
    state: isRefused ? 'refused' : 'waiting',
    since: row.receivedAt ?? row.createdAt,
    reason: row.reason ?? row.lastTrouble ?? '没有写原因',
    owner: isRefused ? `办理人${row.doneBy ?? ''}` : '本机管理员',
    next: isRefused ? '按原因核对，在本机重新办一次，随下次送出' : '原因除掉后按“现在送出”；其余照常送',
  };
}
