import type { DeskAct } from '#shared/wire/desks-v2.ts';
import type { RefusalReason } from '#shared/wire/receipt.ts';
import type { Receiver } from './accept-record.ts';
import { goOnBehind } from './change-intake.ts';
import type { Connection } from './database.ts';
import { judgeChange, refusedChange } from './judge-change.ts';
import { noteDeskAct } from './store/enrolled-desk.ts';
import { lockIdentities } from './store/identity-lock.ts';
import { countWithoutPicture, loadChanges, pagesWithoutPicture, updateFate } from './store/told-change.ts';

/** Pages that are judged while nobody else may say who is who: a desk may have thousands. */
const perGroup = 64;

/**
 * People give up pages of evidence whose pictures never came, because the file that held them is gone: refused with a reason,
 * so that the desk has its answer; the application that they belong to stands as it is. A picture that arrives later changes
 * nothing any more. `settled` = pages given up, `left` = those that are younger and go on waiting; one whose picture is here
 * after all is neither.
 */
export async function giveUpPages(
  receiver: Receiver,
  { device, olderThanHours, by, reason }: Extract<DeskAct, { act: 'giveUpPages' }>,
): Promise<{ readonly settled: number; readonly left: number }> {
  const { db, now } = receiver;
  const missing: RefusalReason = {
    code: pageMissing,
    sentence: `自治区只收到了这一页材料的说明，图片一直没有送到：${reason}。业务件照办，这一页不算材料。`,
    next: '图片还在本机的，请自治区退回这件业务，再提交时随着再送；不在了的，请申请人补一份，加进业务件再提交。',
  };
  // written down first: one who dies half way is asked again, and nothing is ever done in nobody's name
  await noteDeskAct(db, { act: 'give up pages', deviceId: device, officeId: null, by, reason }, now());
  const until = new Date(Date.parse(now()) - olderThanHours * 3_600_000).toISOString();
  const ids = await pagesWithoutPicture(db, device, until);
  let settled = 0;
  for (let at = 0; at < ids.length; at += perGroup) {
    const group = ids.slice(at, at + perGroup);
    settled += await db.transaction((connection) => refuseGroup(receiver, connection, group, missing));
  }
  return { settled, left: (await countWithoutPicture(db)).get(device)?.count ?? 0 };
}

/** Refuses those of these pages that still wait for their pictures; answers how many. */
async function refuseGroup(
  receiver: Receiver,
  connection: Connection,
  ids: readonly string[],
  missing: RefusalReason,
): Promise<number> {
  await lockIdentities(connection);
  let refused = 0;
  for (const page of await loadChanges(connection, ids)) {
    // its picture came since the list was made
    if (page.state !== 'parked' || page.waitsFor !== 'file') continue;
    // one whose picture is here after all is judged like any other: the process may have ended in between
    const judged = await judgeChange(receiver, connection, page);
    const isWithout = judged.state === 'parked' && judged.waitsFor === 'file';
    const fate = isWithout ? refusedChange(receiver, page, missing) : judged;
    if (isWithout) refused += 1;
    await updateFate(connection, page.messageId, fate, receiver.now());
    if ('signed' in fate) await goOnBehind(receiver, connection, { messageIds: [page.messageId], candidacyIds: [] });
  }
  return refused;
}

/** Code of refusal of a page that was given up. */
export const pageMissing = 'page-missing';
