import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { v7 } from 'uuid';
import { buildNotice, readNotice, type SignedNotice } from '#shared/wire/region-notice.ts';
import { type AcceptableRevision, acceptableRevisions } from './acceptable.ts';
import { lockDataFolder } from './data-lock.ts';
import { openEmbedded, openServed } from './database.ts';
import { loadRegionKey } from './region-key.ts';

/**
 * Writes a file of signed notices for an office (`*.kaoji-region.json`): `--accept` puts every stored record of the
 * office in effect, `--decide` answers one application, `--from` signs a JSON array of notices as it stands (editions,
 * calendars, many decisions). The receiver must be stopped where `--accept` reads an embedded database.
 */
const usage = `用法：node provincial-server/issue.ts --region-key <私钥文件> --out <文件.kaoji-region.json> 加下面的一种或几种：
  --accept --office <办公室编号> --data <文件夹>（或设 DATABASE_URL）   已收下的记录转为生效
  --decide <业务件编号> --office <办公室编号> --outcome agreed|rejected|returned --by <谁决定的>
           [--step regionDecide|leagueApprove|schoolAgree] [--reason <原因>] [--number <考籍号>]
  --from <通知.json>   规定版本、考试日程或成批的决定`;

try {
  const { values } = parseArgs({
    options: {
      'region-key': { type: 'string' },
      out: { type: 'string' },
      office: { type: 'string' },
      accept: { type: 'boolean', default: false },
      data: { type: 'string' },
      decide: { type: 'string' },
      step: { type: 'string', default: 'regionDecide' },
      outcome: { type: 'string' },
      by: { type: 'string' },
      reason: { type: 'string' },
      number: { type: 'string' },
      from: { type: 'string' },
    },
  });
  if (!values['region-key'] || !values.out) throw new Error(usage);
  const key = await loadRegionKey(values['region-key']);
  const head = { v: 1, officeId: values.office ?? null, issuedAt: new Date().toISOString() };
  const facts: unknown[] = [];
  if (values.accept) facts.push(...(await acceptances(values.office, values.data)).map((own) => ({ ...head, ...own })));
  if (values.decide) {
    facts.push({
      ...head,
      noticeId: v7(),
      kind: 'stepDecision',
      applicationId: values.decide,
      step: values.step,
      outcome: values.outcome,
      reason: values.reason ?? null,
      decidedBy: values.by,
      decidedAt: head.issuedAt,
      candidacyNo: values.number ?? null,
    });
  }
  if (values.from) facts.push(...(JSON.parse(await readFile(values.from, 'utf8')) as unknown[]));
  if (facts.length === 0 && values.accept)
    throw new Error('没有能转为生效的记录：核对办公室编号；还有疑问没有决定的人不会列进来。什么也没有写。');
  if (facts.length === 0) throw new Error(usage);
  const notices: SignedNotice[] = facts.map((one, at) => signed(one, at, key.signText));
  await writeFile(values.out, JSON.stringify({ format: 'kaoji-region', version: 1, notices }), { mode: 0o600 });
  process.stdout.write(`写好了 ${notices.length} 条：${values.out}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function signed(facts: unknown, at: number, sign: (text: string) => SignedNotice): SignedNotice {
  const text = noticeText(facts, at);
  if (!readNotice(text)) throw new Error(`第 ${at + 1} 条不是一份通知。对照 docs/sync-protocol.md 改正。`);
  return sign(text);
}

function noticeText(facts: unknown, at: number): string {
  try {
    return buildNotice(facts);
  } catch {
    throw new Error(`第 ${at + 1} 条缺少或写错了内容。对照 docs/sync-protocol.md 改正；这次什么也没有写。`);
  }
}

async function acceptances(office: string | undefined, data: string | undefined): Promise<AcceptanceFacts[]> {
  if (!office) throw new Error('--accept 要说明给哪个办公室：--office <编号>。');
  const databaseUrl = process.env['DATABASE_URL'];
  if (!databaseUrl && !data) throw new Error('--accept 要从接收端读：加 --data <文件夹>，或设 DATABASE_URL。');
  const unlock = databaseUrl ? null : await lockDataFolder(data ?? '');
  const db = databaseUrl ? await openServed(databaseUrl) : await openEmbedded(data ?? '');
  try {
    return (await acceptableRevisions(db, office)).map(asAcceptance);
  } finally {
    await db.close();
    await unlock?.();
  }
}

type AcceptanceFacts = ReturnType<typeof asAcceptance>;

function asAcceptance({ candidacyId, revision, acceptedAt }: AcceptableRevision) {
  return {
    noticeId: v7(),
    kind: 'acceptance' as const,
    candidacyId,
    revision,
    decidedAt: acceptedAt,
    candidacyNo: null,
  };
}
