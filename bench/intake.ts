import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { v7 } from 'uuid';
import { makeRecords, sendRecord, sendStream, streamOf } from './intake-load.ts';
import { median, type Round, timed } from './measure.ts';
import type { Benchmark, Line } from './report.ts';

const lanes = 8;
const goalPerSecond = 500;

/**
 * The receiver as it is started, fed by eight streams over loopback from this process; beside it the same number of
 * records one by one over eight connections, each in a transaction of its own. PostgreSQL where DATABASE_URL_TEST says
 * where, and always the embedded database.
 */
export const intakeBench: Benchmark = {
  name: 'intake',
  async run({ quick, rounds, folder }) {
    const count = quick ? 320 : 2000;
    const oneByOne = quick ? 80 : 320;
    const lines: Line[] = [];
    const notes: string[] = [];
    for (const on of ['内嵌库', 'PostgreSQL'] as const) {
      if (on === 'PostgreSQL' && !process.env['DATABASE_URL_TEST']) {
        notes.push('没有设 DATABASE_URL_TEST：没有在 PostgreSQL 上量。');
        continue;
      }
      const measured = await measure(on === 'PostgreSQL', join(folder, on === '内嵌库' ? 'lite' : 'pg'), {
        rounds: rounds ?? 3,
        count,
        oneByOne,
      });
      const goal = { at: 'p50', ms: (count / goalPerSecond) * 1000 } as const;
      lines.push({ label: `${on}：${count} 份连照片`, rounds: measured.streams, goal });
      const perSecond = (ms: readonly number[], of: number) => Math.round(of / (median(ms) / 1000));
      const ours = perSecond(
        measured.streams.flatMap((round) => round.ours),
        count,
      );
      const single = perSecond(measured.single, oneByOne);
      const again = perSecond(measured.again, count);
      notes.push(
        `${on}：${lanes} 股每秒 ${ours} 份（目标 ${goalPerSecond}）；一份一个事务每秒 ${single} 份，${(ours / single).toFixed(1)} 倍；全部再送一遍每秒 ${again} 份，新收 0 份。`,
      );
    }
    return {
      title: '接收端收记录',
      baseline: `同样多的份数，一份一个请求、一个事务（由 ${oneByOne} 份推算），${lanes} 条连接`,
      lines,
      memory: [],
      notes,
    };
  },
};

type Measured = {
  readonly streams: readonly Round[];
  readonly single: readonly number[];
  readonly again: readonly number[];
};

async function measure(
  isServed: boolean,
  folder: string,
  { rounds, count, oneByOne }: { readonly rounds: number; readonly count: number; readonly oneByOne: number },
): Promise<Measured> {
  mkdirSync(folder);
  const database = isServed ? await freshDatabase() : null;
  const { child, url } = await startReceiver(folder, database?.url ?? null);
  const streams: Round[] = [];
  const [single, again]: [number[], number[]] = [[], []];
  let first = 0;
  const next = (many: number) => {
    first += many;
    return makeRecords(many, first - many);
  };
  const pushAll = async (lots: readonly Buffer[], kind: 'fresh' | 'repeated', expected: number) => {
    const answers = await Promise.all(lots.map((lot) => sendStream(url, lot)));
    const got = answers.reduce((sum, answer) => sum + answer[kind], 0);
    if (got !== expected) throw new Error(`${got} of ${expected} receipts`);
  };
  try {
    await pushAll([streamOf(next(64))], 'fresh', 64);
    for (let round = 0; round < rounds; round += 1) {
      const lots = Array.from({ length: lanes }, () => streamOf(next(count / lanes)));
      const ours = await timed(() => pushAll(lots, 'fresh', count));
      again.push(await timed(() => pushAll(lots, 'repeated', count)));
      const frames = next(oneByOne).map((record) => record.frame);
      const alone = await timed(async () => {
        const taken = await Promise.all(
          Array.from({ length: lanes }, async (_none, lane) => {
            let kept = 0;
            for (let at = lane; at < frames.length; at += lanes) {
              if (await sendRecord(url, frames[at] ?? new Uint8Array())) kept += 1;
            }
            return kept;
          }),
        );
        if (taken.reduce((sum, kept) => sum + kept, 0) !== oneByOne) throw new Error('a record was not taken');
      });
      single.push(alone);
      streams.push({ ours: [ours], baseline: [(alone / oneByOne) * count] });
    }
  } finally {
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
    await database?.drop();
  }
  return { streams, single, again };
}

async function startReceiver(
  folder: string,
  databaseUrl: string | null,
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const keyFile = join(folder, 'region.pem');
  writeFileSync(keyFile, generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const program = join(import.meta.dirname, '../provincial-server/main.ts');
  const words = [program, '--region-key', keyFile, '--data', join(folder, 'data'), '--port', '0', '--take-unenrolled'];
  const child = spawn(process.execPath, words, { env: { ...process.env, DATABASE_URL: databaseUrl ?? '' } });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => (said = (said + String(part)).slice(-4000)));
  for (let waited = 0; waited < 600; waited += 1) {
    const url = /http:\/\/127\.0\.0\.1:\d+/u.exec(said)?.[0];
    if (url) return { child, url };
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`接收端没有启动：${said}`);
}

async function freshDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const base = new URL(process.env['DATABASE_URL_TEST'] ?? '');
  const name = `kaoji_bench_${v7().replaceAll('-', '')}`;
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: base.href });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`CREATE DATABASE ${name}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`DROP DATABASE ${name} WITH (FORCE)`) };
}
