import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { v7 } from 'uuid';
import { type IssueAct, issueAnswer, issueRequest } from '#shared/wire/issue-v2.ts';
import type { SignedNotice } from '#shared/wire/region-notice.ts';
import { readAdminToken } from './admin-token.ts';
import { lockDataFolder } from './data-lock.ts';
import { openEmbedded, openServed } from './database.ts';
import { issueNotices, signNotices } from './issue-notices.ts';
import { migrate } from './migrate.ts';
import { openFeed } from './notice-feed.ts';
import { loadRegionKey } from './region-key.ts';

/**
 * Issues notices: kept in the receiver's data, where offices pull them and answers on sticks take them along, and
 * written to a file (`*.kaoji-region.json`) where `--out` names one. With the embedded database either the receiver is
 * stopped, or `--url` lets the running one do it.
 */
const usage = `用法：node provincial-server/issue.ts 加下面的一种或几种：
  --accept --office <办公室编号>   已收下的记录转为生效（以前转过的不再列）
  --decide <业务件编号> --office <办公室编号> --outcome agreed|rejected|returned --by <谁决定的>
           [--step regionDecide|leagueApprove|schoolAgree|releasingSchoolAgree|joiningSchoolAgree|supplementaryRegister] [--reason <原因>] [--number <考籍号>]
  --assign <记录编号> --office <办公室编号> --number <考籍号> [--because assigned|changed|enteredInError]
  --give-back <记录编号> --office <办公室编号> --by <谁决定的> --reason <哪里不对> [--next <怎么办>]
  --roster <名册.json> --office <办公室编号>   一所学校的预注册名册，一份文件一份名册，人多时自动分份
           {"rosterId": <UUID>, "label": "2026 级高一名册", "schoolCode": "…", "columns": ["fullName", …], "rows": [["…", …], …]}
  --code-table <代码表.json>   一版代码表，给所有办公室：民族、政治面貌、外语语种、考区或学校
           {"table": "ethnicity", "id": "…", "label": "…", "inForceFrom": "2027-09-01", "entries": [{"code": "01", "label": "汉族"}, …]}
  --transfer <业务件编号> --office <转出的办公室编号> --to-office <转入的办公室编号> --candidacy <记录编号>
           --school <转入学校代码> --school-name <转入学校> --by <谁决定的> [--class <班级代码>] [--on-leave]
  --from <通知.json>   成绩、规定版本、考试日程或成批的决定
存到哪里（至少说一处）：
  --region-key <私钥文件> --data <文件夹>（或设 DATABASE_URL）   存进接收端，各办公室来取
  --url <接收端地址> --data <文件夹>                             接收端开着时，由它签发、存下
  --region-key <私钥文件> --out <文件.kaoji-region.json>         写成文件；也可以和上面两种一起用`;

type Options = ReturnType<typeof readValues>;

try {
  const values = readValues();
  const acts = await actsOf(values);
  if (acts.length === 0) throw new Error(usage);
  const { notices, kept } = await issueThrough(values, acts);
  if (notices.length === 0 && values.accept)
    throw new Error('没有能转为生效的记录：核对办公室编号；转过的、还有疑问没有决定的人不会列进来。什么也没有写。');
  if (kept) process.stdout.write(`签发了 ${notices.length} 条，已存进接收端。\n`);
  if (values.out) {
    await writeFile(values.out, JSON.stringify({ format: 'kaoji-region', version: 1, notices }), { mode: 0o600 });
    process.stdout.write(`写好了 ${notices.length} 条：${values.out}\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function readValues() {
  return parseArgs({
    options: {
      'region-key': { type: 'string' },
      out: { type: 'string' },
      url: { type: 'string' },
      office: { type: 'string' },
      accept: { type: 'boolean', default: false },
      data: { type: 'string' },
      decide: { type: 'string' },
      step: { type: 'string' },
      outcome: { type: 'string' },
      by: { type: 'string' },
      reason: { type: 'string' },
      number: { type: 'string' },
      assign: { type: 'string' },
      because: { type: 'string' },
      'give-back': { type: 'string' },
      next: { type: 'string' },
      roster: { type: 'string' },
      'code-table': { type: 'string' },
      transfer: { type: 'string' },
      'to-office': { type: 'string' },
      candidacy: { type: 'string' },
      school: { type: 'string' },
      'school-name': { type: 'string' },
      class: { type: 'string' },
      'on-leave': { type: 'boolean', default: false },
      from: { type: 'string' },
    },
  }).values;
}

async function actsOf(values: Options): Promise<readonly IssueAct[]> {
  const { office, accept, decide, step, outcome, by, reason, number, roster, from } = values;
  if (accept && !office) throw new Error('--accept 要说明给哪个办公室：--office <编号>。');
  const acts: unknown[] = accept ? [{ act: 'accept', office }] : [];
  if (decide) acts.push({ act: 'decide', office, application: decide, step, outcome, by, reason, candidacyNo: number });
  const { assign, because, 'give-back': back, next } = values;
  if (assign) acts.push({ act: 'assign', office, candidacy: assign, candidacyNo: number, because });
  if (back) acts.push({ act: 'giveBack', office, candidacy: back, by, reason, next });
  if (values['code-table']) acts.push({ act: 'publishCodes', codeTable: await jsonOf(values['code-table']) });
  if (roster) acts.push({ ...(await jsonOf(roster)), act: 'sendRoster', office });
  if (values.transfer) acts.push(transferOf(values, values.transfer));
  if (from) {
    const notices = JSON.parse(await readFile(from, 'utf8')) as unknown[];
    acts.push(...notices.map((notice) => ({ act: 'issue', notice })));
  }
  if (acts.length === 0) return [];
  const read = issueRequest.safeParse({ acts });
  if (!read.success) throw new Error(`写错了“${String(read.error.issues[0]?.path.at(-1) ?? '')}”。${usage}`);
  return read.data.acts;
}

async function jsonOf(file: string): Promise<object> {
  const json: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (typeof json !== 'object' || json === null) throw new Error(`${file} 里没有内容。${usage}`);
  return json;
}

/** The record itself comes from the receiver's data. */
function transferOf(values: Options, application: string) {
  const { office, 'to-office': toOffice, candidacy, school, 'school-name': name, class: classCode, by } = values;
  const standing = values['on-leave'] ? 'suspended' : 'inEffect';
  const what = { application, candidacy, school: { code: school, name }, classCode, standing, by };
  return { act: 'transfer', office, toOffice, ...what };
}

async function issueThrough(
  { 'region-key': keyFile, url, data, out }: Options,
  acts: readonly IssueAct[],
): Promise<{ readonly notices: readonly SignedNotice[]; readonly kept: boolean }> {
  if (url) return { notices: await askReceiver(url, data, acts), kept: true };
  const databaseUrl = process.env['DATABASE_URL'];
  if (!keyFile) throw new Error(usage);
  const issuer = { key: await loadRegionKey(keyFile), now: () => new Date().toISOString(), newId: v7 };
  if (!databaseUrl && !data) {
    if (!out) throw new Error(usage);
    return { notices: await signNotices(issuer, acts), kept: false };
  }
  const unlock = databaseUrl ? null : await lockDataFolder(data ?? '');
  const db = databaseUrl ? await openServed(databaseUrl) : await openEmbedded(data ?? '');
  try {
    await migrate(db, issuer.now());
    await openFeed(db, v7, false);
    return { notices: (await issueNotices(db, issuer, acts)).notices, kept: true };
  } finally {
    await db.close();
    await unlock?.();
  }
}

async function askReceiver(
  url: string,
  data: string | undefined,
  acts: readonly IssueAct[],
): Promise<readonly SignedNotice[]> {
  if (!data) throw new Error('--url 还要 --data <文件夹>：接收端的管理口令在那里。');
  const answer = await fetch(new URL('/v2/notices', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await readAdminToken(data)}` },
    body: JSON.stringify({ acts }),
  });
  const json: unknown = await answer.json().catch(() => null);
  if (answer.status === 200) return issueAnswer.parse(json).notices;
  if (answer.status === 404)
    throw new Error('接收端不认这个文件夹里的管理口令。核对 --url 和 --data 是不是同一个接收端。');
  throw new Error(titleOf(json) ?? `接收端回答 ${answer.status}。看它的记录。`);
}

function titleOf(json: unknown): string | null {
  return typeof json === 'object' && json !== null && 'title' in json ? String(json.title) : null;
}
