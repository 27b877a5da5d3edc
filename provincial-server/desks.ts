import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { v7 } from 'uuid';
import { type DeskActAnswer, type DeskList, deskActAnswer, deskActRequest, deskList } from '#shared/wire/desks-v2.ts';
import { enrolmentRequestFile, readEnrolmentRequest } from '#shared/wire/enrolment.ts';
import { parseWireJson } from '#shared/wire/signed-text.ts';
import { readAdminToken } from './admin-token.ts';
import { copiesAtWork } from './copies-at-work.ts';
import { lockDataFolder } from './data-lock.ts';
import { openEmbedded, openServed } from './database.ts';
import { performDeskAct } from './desk-acts.ts';
import { defaultEditions, loadEditions } from './editions.ts';
import { fingerprintOf } from './enrolled-key.ts';
import { openIssuedBook } from './issued-book.ts';
import { createJudge } from './judge.ts';
import { migrate } from './migrate.ts';
import { loadRegionKey } from './region-key.ts';
import { readDesks } from './server-desks.ts';
import { openStoreForCommand } from './store-for-command.ts';

/**
 * Desks, for the region's people: codes, enrolment and renewal by file, revocation, and what becomes of the records of
 * desks whose enrolment is over. Through a running receiver (`--url`), or on the data of one that is stopped.
 */
const usage = `用法：node provincial-server/desks.ts --data <文件夹> (--url <运行中的接收端> | --region-key <私钥文件> [--setup <安装文件>]) 加下面一件：
  --list                                                  看清单：登记到什么时候、开过几次、有几份等人决定、有几份等照片
  --code --office <机构编号> --by <姓名> [--days 400] [--hours 72]      发一个一次性登记码
  --request <申请.kaoji-desk-request.json> [--fingerprint <指纹> --by <姓名> --out <证书.kaoji-desk-certificate.json>] [--days 400]   用文件登记或续期
  --revoke <登记台编号> --by <姓名> --reason <原因>              停用
  --accept <登记台编号> | --refuse <登记台编号> --by <姓名> --reason <原因>   决定停用、过期的登记台送来的记录
  --give-up <登记台编号> [--older 72] --by <姓名> --reason <原因>   照片过了这么多小时还没来的文字：退回登记台重拍
  --give-up-pages <登记台编号> [--older 72] --by <姓名> --reason <原因>   图片过了这么多小时还没来的材料页：不再等，告诉登记台
数据在 PostgreSQL 时设 DATABASE_URL`;

type Options = ReturnType<typeof readValues>;

try {
  const values = readValues();
  if (!values.data) throw new Error(usage);
  if (values.list) process.stdout.write(listing(await askList(values)));
  else if (values.request && !values.fingerprint) process.stdout.write(await describeRequest(values.request));
  else {
    const answer = await perform(values, await actOf(values));
    process.stdout.write(`${await inWords(values, answer)}\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function readValues() {
  return parseArgs({
    options: {
      data: { type: 'string' },
      url: { type: 'string' },
      'region-key': { type: 'string' },
      setup: { type: 'string' },
      list: { type: 'boolean', default: false },
      code: { type: 'boolean', default: false },
      office: { type: 'string' },
      by: { type: 'string' },
      days: { type: 'string' },
      hours: { type: 'string' },
      request: { type: 'string' },
      fingerprint: { type: 'string' },
      out: { type: 'string' },
      revoke: { type: 'string' },
      accept: { type: 'string' },
      refuse: { type: 'string' },
      reason: { type: 'string' },
      'give-up': { type: 'string' },
      'give-up-pages': { type: 'string' },
      older: { type: 'string' },
    },
  }).values;
}

async function actOf(values: Options): Promise<unknown> {
  const { by, reason, office } = values;
  const validDays = values.days === undefined ? undefined : Number(values.days);
  const usableHours = values.hours === undefined ? undefined : Number(values.hours);
  if (values.code) return { act: 'code', office, by, validDays, usableHours };
  if (values.request) {
    if (!values.out) throw new Error('用文件登记还要 --out <证书文件>：证书写在那里，带回登记台读入。');
    const { request } = await readRequest(values.request);
    return { act: 'enrol', request, fingerprint: values.fingerprint, by, validDays };
  }
  if (values.revoke) return { act: 'revoke', device: values.revoke, by, reason };
  const olderThanHours = values.older === undefined ? undefined : Number(values.older);
  if (values['give-up']) return { act: 'giveUp', device: values['give-up'], olderThanHours, by, reason };
  if (values['give-up-pages'])
    return { act: 'giveUpPages', device: values['give-up-pages'], olderThanHours, by, reason };
  const device = values.accept ?? values.refuse;
  if (!device) throw new Error(usage);
  return { act: 'settle', device, outcome: values.accept ? 'accept' : 'refuse', by, reason };
}

async function readRequest(file: string) {
  const parsed = enrolmentRequestFile.safeParse(parseWireJson(await readFile(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} 不是登记台导出的申请。在登记台上重新导出。`);
  return parsed.data;
}

async function describeRequest(file: string): Promise<string> {
  const request = readEnrolmentRequest((await readRequest(file)).request.body);
  if (!request) throw new Error(`${file} 不是登记台导出的申请。在登记台上重新导出。`);
  return `${request.officeName} ${request.deskName}，登记台编号 ${request.deviceId}，钥匙指纹 ${fingerprintOf(request.publicKey)}。\n打电话核对指纹，一致再加 --fingerprint "指纹" --by <姓名> --out <证书文件>。\n`;
}

async function inWords(values: Options, answer: DeskActAnswer): Promise<string> {
  if (answer.code !== null) return `登记码 ${answer.code}。只用一次，不再显示；打电话或当面告诉管理员。`;
  if (answer.certificate && values.out) {
    const file = { format: 'kaoji-desk-certificate', version: 1, certificate: answer.certificate };
    await writeFile(values.out, JSON.stringify(file), { mode: 0o600 });
    return `登记好了，证书写在 ${values.out}。带回登记台读入。`;
  }
  if (values.revoke) return '停用了。它以后送来的记录都留着，等你们决定收不收。';
  if (values['give-up'])
    return `退回 ${answer.settled} 份，登记台下次联网或读回执包时拿回文字、重新拍照${answer.left > 0 ? `；还有 ${answer.left} 份没到时间，接着等照片` : ''}。`;
  if (values['give-up-pages'])
    return `不再等 ${answer.settled} 页，登记台下次联网或读回执包时知道${answer.left > 0 ? `；还有 ${answer.left} 页没到时间，接着等` : ''}。`;
  return `办完 ${answer.settled} 份${answer.left > 0 ? `，还有 ${answer.left} 份照片没有送完，先留着` : ''}。`;
}

function listing({ desks }: DeskList): string {
  const standing = { enrolled: '有效', expired: '过期', revoked: '已停用' } as Readonly<Record<string, string>>;
  const lines = desks.flatMap((desk) => [
    `${desk.deskName} ${desk.deviceId}，机构 ${desk.officeId}，${standing[desk.standing] ?? desk.standing}，到 ${desk.validUntil.slice(0, 10)}，登记人 ${desk.enrolledBy}` +
      `${desk.revokedBy ? `，停用人 ${desk.revokedBy}（${desk.revokeReason}）` : ''}${desk.undecided > 0 ? `，${desk.undecided} 份等人决定（--accept 或 --refuse）` : ''}` +
      `${desk.waitingSince === null ? '' : `，${desk.waiting} 份只到了文字，最早 ${desk.waitingSince.slice(0, 16)} 起等照片（不会来了的，--give-up）`}` +
      `${desk.pagesSince === null ? '' : `，${desk.pages} 页材料只到了说明，最早 ${desk.pagesSince.slice(0, 16)} 起等图片（不会来了的，--give-up-pages）`}`,
    ...(copiesAtWork(desk.incarnations).length > 0
      ? [
          '  ！这台登记台有两份数据同时在用（不是恢复，是拷贝的）。两份送的都收；打电话请旗县停用一份，免得一名学生办两次',
        ]
      : []),
    ...desk.incarnations.map(
      (one) =>
        `  开 ${one.incarnation}，从第 ${one.startsAfter + 1} 号起，${one.firstSeenAt} 到 ${one.lastSeenAt}${one.lastLiveAt === null ? '，只读过它的数据包' : ''}`,
    ),
  ]);
  return `${lines.length > 0 ? lines.join('\n') : '还没有登记过登记台。'}\n`;
}

async function askList(values: Options): Promise<DeskList> {
  if (!values.url) return onData(values, async (receiver) => readDesks(receiver));
  return deskList.parse(await ask(values, 'GET', undefined));
}

async function perform(values: Options, act: unknown): Promise<DeskActAnswer> {
  const request = deskActRequest.safeParse({ act });
  if (!request.success) throw new Error(`写错了“${String(request.error.issues[0]?.path.at(-1) ?? '')}”。${usage}`);
  if (!values.url) return onData(values, (receiver) => performDeskAct(receiver, request.data.act));
  return deskActAnswer.parse(await ask(values, 'POST', request.data));
}

async function ask({ url, data }: Options, method: 'GET' | 'POST', body: unknown): Promise<unknown> {
  const answer = await fetch(new URL('/v2/desks', url), {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await readAdminToken(data ?? '')}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const json: unknown = await answer.json().catch(() => null);
  if (answer.status === 200) return json;
  if (answer.status === 404)
    throw new Error('接收端不认这个文件夹里的管理口令。核对 --url 和 --data 是不是同一个接收端。');
  const title = typeof json === 'object' && json !== null && 'title' in json ? String(json.title) : null;
  throw new Error(title ?? `接收端回答 ${answer.status}。看它的记录。`);
}

async function onData<T>(
  values: Options,
  step: (receiver: Parameters<typeof performDeskAct>[0]) => Promise<T>,
): Promise<T> {
  const { data = '', setup, 'region-key': keyFile } = values;
  if (!keyFile) throw new Error(usage);
  const key = await loadRegionKey(keyFile);
  const editions = setup ? await loadEditions(setup, key.publicKey) : defaultEditions;
  const databaseUrl = process.env['DATABASE_URL'];
  const unlock = await lockDataFolder(data);
  const db = databaseUrl ? await openServed(databaseUrl) : await openEmbedded(data);
  try {
    const now = () => new Date().toISOString();
    await migrate(db, now());
    return await step({
      db,
      blobs: await openStoreForCommand(data, db, now),
      key,
      judge: createJudge(editions, await openIssuedBook(db)),
      now,
      newId: v7,
    });
  } finally {
    await db.close();
    await unlock();
  }
}
