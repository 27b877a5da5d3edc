import { changeKindLabel } from '#shared/labels/change-kind.ts';
import { procedures } from '#shared/regulation/procedures.ts';
import { effectOfChange } from '#shared/wire/change-effect.ts';
import { type ChangeMessage, readChangeMessage } from '#shared/wire/change-message.ts';
import type { RefusalReason } from '#shared/wire/receipt.ts';
import type { Connection } from './database.ts';
import { isAnotherWaiting, toldWithoutKnowing } from './store/told-before.ts';

/**
 * Against a change that a desk made anew because its file was put back and had lost the one that is here: it would have a
 * second, different effect. Done again in the same way it is taken, and changes nothing.
 */
export async function reasonAgainstTwice(connection: Connection, change: ChangeMessage): Promise<RefusalReason | null> {
  if (change.kind !== 'mobileChange' && change.kind !== 'classChange' && change.kind !== 'application') return null;
  const before = await toldWithoutKnowing(connection, change);
  const other = before === null ? null : readChangeMessage(before);
  const isRead = other !== null && other !== 'unknown' && !('misfit' in other);
  if (isRead && effectOfChange(other) !== effectOfChange(change))
    return {
      code: 'done-twice',
      sentence: `这台登记台恢复以前报过另一项${changeKindLabel(change.kind)}，自治区收着那一项；这一项办的时候本机不知道它，没有采用。`,
      next: '在本机“疑似同一人与待核对”里核对哪个对，按对的再办一次。',
    };
  if (change.kind !== 'application' || change.state !== 'atStep' || !(await isAnotherWaiting(connection, change)))
    return null;
  return {
    code: 'application-twice',
    sentence: `这名考生的另一件“${procedures[change.procedure].label}”（登记台恢复以前报的）自治区还在办，这一件没有采用。`,
    next: '由管理员打电话请自治区把那一件退回；退回以后，在本机撤回这一件，重新申请一件。',
  };
}
