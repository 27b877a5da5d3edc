import { parseArgs } from 'node:util';
import { type BatchList, type BatchListQuery, batchList, batchListQuery } from '#shared/wire/batches-v2.ts';
import { readAdminToken } from './admin-token.ts';
import { lockDataFolder } from './data-lock.ts';
import { openEmbedded, openServed } from './database.ts';
import { migrate } from './migrate.ts';
import { readBatches } from './read-batches.ts';

/**
 * Batches, for the region's people: what each desk released, and what of it is here. From a running receiver (`--url`), or
 * on the data of one that is stopped.
 */
const usage = `用法：node provincial-server/batches.ts --data <文件夹> [--url <运行中的接收端>] [--office <机构编号>] [--device <登记台编号>] [--open] [--limit 200]
  --batch <批次编号>     只看这一批，列出还没收到的报文编号
数据在 PostgreSQL 时设 DATABASE_URL`;

try {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      url: { type: 'string' },
      office: { type: 'string' },
      device: { type: 'string' },
      batch: { type: 'string' },
      open: { type: 'boolean', default: false },
      limit: { type: 'string' },
    },
  });
  const { data, url, open, ...narrowing } = values;
  if (!data) throw new Error(usage);
  const asked = batchListQuery.safeParse({ ...narrowing, ...(open && { open: 'true' }) });
  if (!asked.success) throw new Error(`写错了“${String(asked.error.issues[0]?.path.at(-1) ?? '')}”。${usage}`);
  const list = url ? await askRunning(url, data, asked.data) : await readStopped(data, asked.data);
  process.stdout.write(listing(list, values.batch !== undefined));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function listing({ batches }: BatchList, isOne: boolean): string {
  if (batches.length === 0) return '没有这样的批次。\n';
  return batches.map((batch) => `${line(batch)}\n${isOne ? missing(batch) : ''}`).join('');
}

function line(batch: BatchList['batches'][number]): string {
  const [, month, date] = batch.day.split('-').map(Number);
  const parts = [
    `${month}月${date}日第${batch.dayNo}批 ${batch.batchId}`,
    `登记台 ${batch.deskName ?? batch.deviceId}，机构 ${batch.officeId}`,
    `${batch.arrived}/${batch.records}${batch.arrived === batch.records ? ' 已收齐' : ` 缺 ${batch.records - batch.arrived}`}`,
    ...(batch.refused > 0 ? [`退回 ${batch.refused}`] : []),
    ...(batch.undecided > 0 ? [`等人决定 ${batch.undecided}`] : []),
    ...(batch.differing > 0 ? [`与清单不符 ${batch.differing}`] : []),
    ...(batch.extra > 0 ? [`清单以外 ${batch.extra}`] : []),
    `放行 ${batch.releasedAt}`,
    ...(batch.completeAt ? [`整批回执 ${batch.completeAt}`] : []),
  ];
  return parts.join('，');
}

function missing({ missing: ids, records, arrived }: BatchList['batches'][number]): string {
  const more = records - arrived - ids.length;
  return ids.map((id) => `  没收到 ${id}\n`).join('') + (more > 0 ? `  另有 ${more} 份\n` : '');
}

async function askRunning(url: string, data: string, asked: BatchListQuery): Promise<BatchList> {
  const address = new URL('/v2/batches', url);
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, String(value));
  const answer = await fetch(address, { headers: { authorization: `Bearer ${await readAdminToken(data)}` } });
  if (answer.status === 404)
    throw new Error('接收端不认这个文件夹里的管理口令。核对 --url 和 --data 是不是同一个接收端。');
  if (!answer.ok) throw new Error(`接收端回答 ${answer.status}。看它的记录。`);
  return batchList.parse(await answer.json());
}

async function readStopped(data: string, asked: BatchListQuery): Promise<BatchList> {
  const databaseUrl = process.env['DATABASE_URL'];
  const unlock = await lockDataFolder(data);
  const db = databaseUrl ? await openServed(databaseUrl) : await openEmbedded(data);
  try {
    await migrate(db, new Date().toISOString());
    return await readBatches(db, asked);
  } finally {
    await db.close();
    await unlock();
  }
}
