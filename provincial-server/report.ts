import { parseArgs } from 'node:util';
import { lockDataFolder } from './data-lock.ts';
import { openEmbedded, openServed } from './database.ts';
import { type Report, readReport } from './read-report.ts';

/**
 * Prints what the receiver holds as JSON: `--url http://127.0.0.1:4870` asks a running one that was started with `--report`, `--data <folder>` (or
 * DATABASE_URL) reads one that is stopped.
 */
const { values } = parseArgs({ options: { url: { type: 'string' }, data: { type: 'string' } } });

try {
  process.stdout.write(`${JSON.stringify(await report(), null, 2)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function report(): Promise<Report> {
  if (values.url) {
    const answer = await fetch(new URL('/v1/report', values.url));
    if (!answer.ok) throw new Error(`接收端回答 ${answer.status}。核对 --url；接收端要用 --report 启动才回答。`);
    return (await answer.json()) as Report;
  }
  const databaseUrl = process.env['DATABASE_URL'];
  if (databaseUrl) return readFrom(await openServed(databaseUrl));
  if (!values.data) throw new Error('用法：node provincial-server/report.ts --url <地址> 或 --data <文件夹>');
  const unlock = await lockDataFolder(values.data);
  try {
    return await readFrom(await openEmbedded(values.data));
  } finally {
    await unlock();
  }
}

async function readFrom(db: Awaited<ReturnType<typeof openServed>>): Promise<Report> {
  try {
    return await readReport(db);
  } finally {
    await db.close();
  }
}
