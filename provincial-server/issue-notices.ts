import { profileProblems, unnamedLimits } from '#shared/photo/profile-problems.ts';
import type { IssueAct } from '#shared/wire/issue-v2.ts';
import { buildNotice, noticeLength, readNotice, type SignedNotice } from '#shared/wire/region-notice.ts';
import { acceptableRevisions } from './acceptable.ts';
import { transferFacts } from './carry-record.ts';
import type { Connection, ServerDb } from './database.ts';
import { codeTableFacts } from './issue-codes.ts';
import { IssueFault } from './issue-fault.ts';
import { rosterFacts } from './issue-roster.ts';
import type { RegionKey } from './region-key.ts';
import { type IssuedNotice, insertNotice } from './store/notice.ts';

/** What signs and dates a notice. `now` gives a UTC instant, `newId` a UUIDv7. */
export type Issuer = { readonly key: RegionKey; readonly now: () => string; readonly newId: () => string };

/**
 * Issues acts in one transaction: signed, and kept for pulls and answers. What is there already is counted, not issued
 * twice. Throws IssueFault where one of them cannot be; then nothing is kept.
 */
export async function issueNotices(
  db: ServerDb,
  issuer: Issuer,
  acts: readonly IssueAct[],
): Promise<{ readonly notices: readonly SignedNotice[]; readonly repeated: number }> {
  return db.transaction(async (connection) => {
    const notices: SignedNotice[] = [];
    let repeated = 0;
    for (const [at, act] of acts.entries()) {
      for (const one of await issued(connection, issuer, act, at)) {
        const kept = await insertNotice(connection, one, issuer.now());
        if (kept === 'mutated') {
          throw new IssueFault(`第 ${at + 1} 条的通知编号已经用过，内容不同。换一个编号；这次什么也没有签发。`);
        }
        if (kept === 'stored') notices.push(one.signed);
        else repeated += 1;
      }
    }
    return { notices, repeated };
  });
}

/** Signs acts without keeping them, for a file alone. Only `accept` needs the receiver's data. Throws IssueFault. */
export async function signNotices(issuer: Issuer, acts: readonly IssueAct[]): Promise<readonly SignedNotice[]> {
  const all = await Promise.all(acts.map((act, at) => issued(null, issuer, act, at)));
  return all.flat().map((one) => one.signed);
}

async function issued(
  connection: Connection | null,
  issuer: Issuer,
  act: IssueAct,
  at: number,
): Promise<readonly IssuedNotice[]> {
  const facts = await factsOf(connection, issuer, act);
  return facts.map((one) => signed(issuer, one, at));
}

async function factsOf(
  connection: Connection | null,
  { now, newId }: Issuer,
  act: IssueAct,
): Promise<readonly unknown[]> {
  if (act.act === 'issue') return [act.notice];
  if (act.act === 'publishCodes') return codeTableFacts(connection, { now, newId }, act);
  if (act.act === 'sendRoster') return rosterFacts(connection, { now, newId }, act);
  const issuedAt = now();
  const head = { v: 1, officeId: act.office, issuedAt };
  if (act.act === 'decide') {
    const { application, step, outcome, reason, by, candidacyNo } = act;
    const what = { kind: 'stepDecision', applicationId: application, step, outcome, reason, candidacyNo };
    return [{ ...head, ...what, noticeId: newId(), decidedBy: by, decidedAt: issuedAt }];
  }
  if (act.act === 'assign') {
    const { candidacy, candidacyNo, because } = act;
    const what = { kind: 'numberAssigned', candidacyId: candidacy, candidacyNo, because };
    return [{ ...head, ...what, noticeId: newId(), decidedAt: issuedAt }];
  }
  if (!connection) throw new IssueFault('这要从接收端读：加 --data <文件夹>，或设 DATABASE_URL。');
  if (act.act === 'giveBack') {
    const { candidacy, by, reason, next } = act;
    const revisions = await acceptableRevisions(connection, act.office);
    const found = revisions.find((one) => one.candidacyId === candidacy);
    if (!found)
      throw new IssueFault('这份记录不能退回：不是这个办公室送来的，已经转为生效或退过，或者还有疑问没有决定。');
    const what = {
      kind: 'returned',
      candidacyId: candidacy,
      revision: found.revision,
      reason: { sentence: reason, next },
    };
    return [{ ...head, ...what, noticeId: newId(), decidedBy: by, decidedAt: issuedAt }];
  }
  if (act.act === 'transfer') return transferFacts(connection, { now, newId }, act);
  const revisions = await acceptableRevisions(connection, act.office);
  return revisions.map(({ candidacyId, revision }) => {
    const what = { kind: 'acceptance', candidacyId, revision, candidacyNo: null };
    return { ...head, ...what, noticeId: newId(), decidedAt: issuedAt };
  });
}

function signed({ key }: Issuer, facts: unknown, at: number): IssuedNotice {
  const text = noticeText(facts, at);
  const notice = readNotice(text);
  if (!notice) throw new IssueFault(`第 ${at + 1} 条不是一份通知。对照 docs/sync-protocol.md 改正。`);
  const profile = notice.kind === 'photoProfile' ? notice.photoProfile : null;
  const problems = profile === null ? [] : profileProblems(profile);
  if (problems.length > 0)
    throw new IssueFault(`第 ${at + 1} 条：${problems.join('；')}。各登记台都不会收；这次什么也没有签发。`);
  const unnamed = profile === null ? [] : unnamedLimits(profile);
  if (unnamed.length > 0)
    throw new IssueFault(
      `第 ${at + 1} 条：${unnamed.join('；')}。写全了，换了程序也按同样的数判；照上一版抄下来再改。这次什么也没有签发。`,
    );
  if (text.length > noticeLength)
    throw new IssueFault(`第 ${at + 1} 条太长，登记台读不了。这次什么也没有签发；报维护的人。`);
  return { notice, signed: key.signText(text) };
}

function noticeText(facts: unknown, at: number): string {
  try {
    return buildNotice(facts);
  } catch {
    throw new IssueFault(`第 ${at + 1} 条缺少或写错了内容。对照 docs/sync-protocol.md 改正；这次什么也没有签发。`);
  }
}
