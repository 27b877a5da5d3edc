import { canonicalJson, type Json } from '#shared/lib/canonical-json.ts';
import type { PublishCodes } from '#shared/wire/issue-v2.ts';
import { readNotice } from '#shared/wire/region-notice.ts';
import type { Connection } from './database.ts';
import { IssueFault } from './issue-fault.ts';
import { lockIssuing, noticesOfKind } from './store/notice.ts';

/**
 * The notice of an edition of a code table, for every office. The same edition again is answered with its notice of that
 * time; another content under its id, or a first day that is not after the newest edition's, is an IssueFault.
 */
export async function codeTableFacts(
  connection: Connection | null,
  { now, newId }: { readonly now: () => string; readonly newId: () => string },
  { codeTable }: PublishCodes,
): Promise<readonly unknown[]> {
  const facts = { v: 1, kind: 'codeTable', noticeId: newId(), officeId: null, issuedAt: now(), codeTable };
  if (!connection) return [facts];
  await lockIssuing(connection);
  const before = (await noticesOfKind(connection, 'codeTable')).flatMap(({ body }) => {
    const notice = readNotice(body);
    return notice?.kind === 'codeTable' ? [notice] : [];
  });
  const same = before.find((one) => one.codeTable.id === codeTable.id);
  if (same) {
    if (canonicalJson(same.codeTable as Json) === canonicalJson(codeTable as Json)) return [same];
    throw new IssueFault(`代码表编号“${codeTable.id}”已经发过另一份内容。换一个编号；这次什么也没有签发。`);
  }
  const newest = before
    .filter((one) => one.codeTable.table === codeTable.table)
    .map((one) => one.codeTable.inForceFrom)
    .sort()
    .at(-1);
  if (newest !== undefined && codeTable.inForceFrom <= newest)
    throw new IssueFault(
      `这一版自 ${codeTable.inForceFrom} 起，已经发过自 ${newest} 起的一版。新的一版要从更晚的一天起；这次什么也没有签发。`,
    );
  return [facts];
}
