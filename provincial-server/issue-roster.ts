import { canonicalJson, type Json } from '#shared/lib/canonical-json.ts';
import type { SendRoster } from '#shared/wire/issue-v2.ts';
import { readNotice } from '#shared/wire/region-notice.ts';
import type { Connection } from './database.ts';
import { IssueFault } from './issue-fault.ts';
import { rosterSlices } from './roster-slices.ts';
import { lockIssuing, noticesAbout } from './store/notice.ts';

/**
 * The notices of a roster, one for each slice. A roster that was issued before is answered with its notices of that time,
 * so that a repeated request issues nothing; another content under the same id is an IssueFault. Without the receiver's
 * data (a file alone) nothing is known of before.
 */
export async function rosterFacts(
  connection: Connection | null,
  { now, newId }: { readonly now: () => string; readonly newId: () => string },
  act: SendRoster,
): Promise<readonly unknown[]> {
  const slices = rosterSlices(act);
  const facts = slices.map((roster) => ({
    v: 1,
    kind: 'roster',
    noticeId: newId(),
    officeId: act.office,
    issuedAt: now(),
    roster,
  }));
  if (!connection) return facts;
  await lockIssuing(connection);
  const before = (await noticesAbout(connection, ['roster'], act.rosterId)).flatMap(({ body }) => {
    const notice = readNotice(body);
    return notice?.kind === 'roster' ? [notice] : [];
  });
  if (before.length === 0) return facts;
  const [first] = before;
  const said = before.map(({ roster }) => roster).sort((a, b) => a.slice - b.slice);
  if (first?.officeId !== act.office || canonicalJson(said as Json) !== canonicalJson(slices as Json))
    throw new IssueFault(`名册编号 ${act.rosterId} 已经发过另一份内容。换一个编号；这次什么也没有签发。`);
  return before;
}
