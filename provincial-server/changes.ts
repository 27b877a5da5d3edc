import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { changeKindLabel } from '#shared/labels/change-kind.ts';
import {
  type ChangeAnswer,
  type ChangesAnswer,
  changeAnswer,
  changeQuery,
  changesAnswer,
  changesQuery,
  evidenceAnswer,
  evidenceQuery,
  type ToldLine,
} from '#shared/wire/changes-v2.ts';
import { readAdminToken } from './admin-token.ts';
import { lockDataFolder } from './data-lock.ts';
import { openEmbedded, openServed, type ServerDb } from './database.ts';
import { migrate } from './migrate.ts';
import { findToldChange, listEvidence, listToldChanges } from './store/told-list.ts';
import { openStoreForCommand } from './store-for-command.ts';

/**
 * What desks told beside the records, for the region's people: a list, and one of them whole. Through a running receiver
 * (`--url`), or on the data of one that is stopped. What the region decides about it goes back by issue.ts.
 */
const usage = `用法：node provincial-server/changes.ts --data <文件夹> [--url <运行中的接收端>] 加下面一件：
  --list [--office <机构编号>] [--candidacy <记录编号>] [--kind classChange|mobileChange|examEntry|application|evidencePage|certificate]
         [--state stored|refused|parked|undecided] [--after <上一页最后的编号>] [--limit 100]
  --show <编号>     全文，和登记台送来的一字不差；业务件写着用哪个编号签发决定（issue.ts --decide）
  --evidence <业务件编号> --out <文件夹>   把到了的材料存成图片
数据在 PostgreSQL 时设 DATABASE_URL`;

// before the program below, which uses them at once
const stateWords = { stored: '收下', refused: '退回', parked: '先留着', undecided: '等人决定' } as const;
const waitWords = {
  record: '考籍记录还没到',
  before: '前一项还没到',
  program: '要更新接收程序',
  file: '材料没有到齐',
} as const;

type Options = ReturnType<typeof readValues>;

try {
  const values = readValues();
  if (!values.data && !process.env['DATABASE_URL']) throw new Error(usage);
  if (values.show) process.stdout.write(wholeInWords(await askOne(values, values.show)));
  else if (values.list) process.stdout.write(listing(await askList(values)));
  else if (values.evidence) process.stdout.write(await saveEvidence(values, values.evidence));
  else throw new Error(usage);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function readValues() {
  return parseArgs({
    options: {
      data: { type: 'string' },
      url: { type: 'string' },
      list: { type: 'boolean', default: false },
      show: { type: 'string' },
      evidence: { type: 'string' },
      out: { type: 'string' },
      office: { type: 'string' },
      candidacy: { type: 'string' },
      kind: { type: 'string' },
      state: { type: 'string' },
      after: { type: 'string' },
      limit: { type: 'string' },
    },
  }).values;
}

async function askList(values: Options): Promise<ChangesAnswer> {
  const { office, candidacy, kind, state, after, limit } = values;
  const words = Object.entries({ office, candidacy, kind, state, after, limit }).filter(([, word]) => word);
  const asked = changesQuery.safeParse(Object.fromEntries(words));
  if (!asked.success) throw new Error(`写错了“${String(asked.error.issues[0]?.path.at(-1) ?? '')}”。${usage}`);
  if (!values.url) return onData(values, (db) => listToldChanges(db, asked.data));
  const query = new URLSearchParams(Object.fromEntries(words.map(([name, word]) => [name, String(word)])));
  return changesAnswer.parse(await ask(values, `/v2/changes?${query.toString()}`));
}

async function askOne(values: Options, id: string): Promise<ChangeAnswer> {
  const asked = changeQuery.safeParse({ id });
  if (!asked.success) throw new Error('--show 后面写清单里的编号。');
  const found = values.url
    ? changeAnswer.parse(await ask(values, `/v2/change?id=${asked.data.id}`))
    : await onData(values, (db) => findToldChange(db, asked.data.id));
  if (!found) throw new Error('没有这个编号。用 --list 看清单。');
  return found;
}

/** Pages by evidence and place; no name of a person is in a file's name. */
async function saveEvidence(values: Options, application: string): Promise<string> {
  const { out } = values;
  if (!out) throw new Error('--evidence 还要 --out <文件夹>：材料存在那里。');
  const asked = evidenceQuery.safeParse({ application });
  if (!asked.success) throw new Error('--evidence 后面写业务件的编号。');
  const query = `?application=${asked.data.application}`;
  const pages = values.url
    ? evidenceAnswer.parse(await ask(values, `/v2/evidence${query}`)).pages
    : await onData(values, (db) => listEvidence(db, asked.data.application));
  if (pages.length === 0) return '这件业务没有材料，或者还没有到。\n';
  await mkdir(out, { recursive: true, mode: 0o700 });
  let saved = 0;
  const savePages = async (bytesOf: (sha256: string) => Promise<Uint8Array | null>) => {
    for (const { sha256, kind, evidenceId, position, isHere } of pages) {
      const bytes = isHere ? await bytesOf(sha256) : null;
      if (!bytes) continue;
      const name = `${kind}-${evidenceId.slice(0, 8)}-${String(position).padStart(2, '0')}.jpg`;
      await writeFile(path.join(out, name), bytes, { mode: 0o600 });
      saved += 1;
    }
  };
  if (values.url) await savePages((sha256) => askBytes(values, `/v2/evidence-page${query}&sha256=${sha256}`));
  else if (!values.data) throw new Error(usage);
  else
    await onData(
      values,
      async (db) => {
        const blobs = await openStoreForCommand(values.data ?? '', db, () => new Date().toISOString());
        await savePages((sha256) => blobs.get(sha256));
      },
      true,
    );
  const left = pages.length - saved;
  return `存好了 ${saved} 页：${out}${left > 0 ? `；还有 ${left} 页没有到` : ''}。\n`;
}

async function askBytes({ url, data }: Options, target: string): Promise<Uint8Array | null> {
  const answer = await fetch(new URL(target, url), {
    headers: { authorization: `Bearer ${await readAdminToken(data ?? '')}` },
  });
  return answer.status === 200 ? new Uint8Array(await answer.arrayBuffer()) : null;
}

async function ask({ url, data }: Options, target: string): Promise<unknown> {
  const answer = await fetch(new URL(target, url), {
    headers: { authorization: `Bearer ${await readAdminToken(data ?? '')}` },
  });
  const json: unknown = await answer.json().catch(() => null);
  if (answer.status === 200) return json;
  const title = typeof json === 'object' && json !== null && 'title' in json ? String(json.title) : '';
  if (title === 'no such change') throw new Error('没有这个编号。用 --list 看清单。');
  if (answer.status === 404)
    throw new Error('接收端不认这个文件夹里的管理口令。核对 --url 和 --data 是不是同一个接收端。');
  throw new Error(title || `接收端回答 ${answer.status}。看它的记录。`);
}

/** `hasPhotos`: the step opens the photos of the folder, which only one program at a time may do. */
async function onData<T>({ data = '' }: Options, step: (db: ServerDb) => Promise<T>, hasPhotos = false): Promise<T> {
  const databaseUrl = process.env['DATABASE_URL'];
  const unlock = databaseUrl && !hasPhotos ? null : await lockDataFolder(data);
  const db = databaseUrl ? await openServed(databaseUrl) : await openEmbedded(data);
  try {
    await migrate(db, new Date().toISOString());
    return await step(db);
  } finally {
    await db.close();
    await unlock?.();
  }
}

function lineInWords(line: ToldLine): string {
  const why = line.waitsFor ? `（${waitWords[line.waitsFor]}）` : line.reasonCode ? `（${line.reasonCode}）` : '';
  const who = line.fullName ?? '（没有姓名）';
  const application = line.applicationId ? `，业务件 ${line.applicationId}` : '';
  return `${line.messageId} ${changeKindLabel(line.kind ?? '读不出')} ${stateWords[line.state]}${why} ${who} ${line.candidacyId ?? ''}${application}，${line.arrivedAt} 到，登记台 ${line.deviceId} 第 ${line.changeSeq} 号`;
}

function listing({ changes, next }: ChangesAnswer): string {
  if (changes.length === 0) return '没有。\n';
  const more = next === null ? '' : `还有，加 --after ${next} 看下一页。\n`;
  return `${changes.map(lineInWords).join('\n')}\n${more}`;
}

function wholeInWords(change: ChangeAnswer): string {
  return `${lineInWords(change)}\n${change.body}\n`;
}
