// npm run bench:sync: the desk's own push over emulated links, beside other ways of sending the same records over the same
// links in the same run (docs/benchmarks.md). Run by hand: it needs root, and takes a quarter of an hour.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { factsText, machineFacts } from '../machine-facts.ts';
import { type LinkName, links, whyNoLinks } from './links.ts';
import { type Bench, makeCertificate, measureRun, type RunResult } from './measure-run.ts';
import { type PreparedDesk, prepareDesk } from './prepared-desk.ts';
import { provideRivals } from './rivals.ts';
import { linkReport, type Results } from './sync-report.ts';
import { type Way, ways } from './words.ts';

const usage = `node bench/sync/run.ts [--quick] [--link <${Object.keys(links).join('|')}>]… [--way <${ways.join('|')}>]… [--rounds <轮数>] [--at-once <同时>] [--json <文件>]`;

type Choice = {
  readonly names: readonly LinkName[];
  readonly ways: readonly Way[];
  readonly rounds: number;
  readonly atOnce: number;
  readonly quick: boolean;
  readonly json: string | null;
};

function readChoice(): Choice | null {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      link: { type: 'string', multiple: true, default: [] },
      way: { type: 'string', multiple: true, default: [] },
      rounds: { type: 'string', default: '3' },
      'at-once': { type: 'string', default: '10' },
      json: { type: 'string' },
    },
  });
  const all = Object.keys(links) as LinkName[];
  const chosen = all.filter((name) => values.link.length === 0 || values.link.includes(name));
  const how = ways.filter((way) => values.way.length === 0 || values.way.includes(way));
  const [rounds, atOnce] = [Number(values.rounds), Number(values['at-once'])];
  const areNumbers = [rounds, atOnce].every((one) => Number.isInteger(one) && one > 0);
  if (!areNumbers || chosen.length < values.link.length || how.length < values.way.length) return null;
  return { names: chosen, ways: how, rounds, atOnce, quick: values.quick, json: values.json ?? null };
}

async function run(): Promise<number> {
  const choice = readChoice();
  if (!choice) {
    console.log(usage);
    return 2;
  }
  const obstacle = whyNoLinks();
  if (obstacle) {
    console.log(`没有做：${choice.names.join('、')} 上的 ${choice.ways.join('、')}。${obstacle}`);
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-bench-sync-'));
  try {
    return await measureAll(choice, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureAll(choice: Choice, folder: string): Promise<number> {
  console.log(`${factsText(machineFacts(folder))}\n拥塞控制 CUBIC（按路由），TLS 1.3，丢包种子 = 轮次\n`);
  const others = choice.ways.some((way) => way !== 'ours');
  const bench: Bench = { folder, rivals: others ? provideRivals() : '', tls: makeCertificate(folder) };
  const desks = new Map<LinkName, PreparedDesk>();
  const byCount = new Map<number, PreparedDesk>();
  for (const name of choice.names) {
    const count = choice.quick ? Math.ceil(links[name].records / 5) : links[name].records;
    process.stderr.write(`${name}：准备 ${count} 份 ……\n`);
    const desk = byCount.get(count) ?? (await prepareDesk(folder, count));
    byCount.set(count, desk);
    desks.set(name, desk);
  }
  const results: Results = new Map(choice.names.map((name) => [name, new Map(choice.ways.map((way) => [way, []]))]));
  const jobs = Array.from({ length: choice.rounds }, (_, round) =>
    choice.names.flatMap((name) => choice.ways.map((way) => ({ name, way, round }))),
  ).flat();
  const one = async ({ name, way, round }: (typeof jobs)[number]) => {
    const desk = desks.get(name) as PreparedDesk;
    const label = `kb${process.pid}${choice.names.indexOf(name)}${way}${round}`;
    const result = await measureRun(bench, label, way, { plan: links[name], desk, seed: round + 1 });
    results.get(name)?.get(way)?.push(result);
    process.stderr.write(`${name} ${way} 第 ${round + 1} 轮：${told(result)}\n`);
  };
  // a slow link uses one percent of a core; the fast one wants the machine for itself
  await inParallel(
    jobs.filter(({ name }) => name !== 'lan'),
    choice.atOnce,
    one,
  );
  await inParallel(
    jobs.filter(({ name }) => name === 'lan'),
    1,
    one,
  );
  for (const name of choice.names) console.log(linkReport(name, desks.get(name) as PreparedDesk, results));
  if (choice.json !== null) writeFileSync(choice.json, `${JSON.stringify(asJson(results), null, 2)}\n`);
  return 0;
}

function told({ ms, ratio, done, overhead, remarks }: RunResult): string {
  const time = ms === null ? `没有送完（${done} 份）` : `${(ms / 1000).toFixed(1)} s，理想的 ${ratio?.toFixed(2)} 倍`;
  return `${time}，上行 ${overhead.toFixed(2)} 倍${remarks === '' ? '' : `；${remarks}`}`;
}

async function inParallel<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) {
      await work(item).catch((error: unknown) => {
        process.stderr.write(`没有量成：${error instanceof Error ? error.message : String(error)}\n`);
      });
    }
  };
  await Promise.all(Array.from({ length: most }, lane));
}

function asJson(results: Results): object {
  return Object.fromEntries([...results].map(([name, byWay]) => [name, Object.fromEntries(byWay)]));
}

// the ends of links that were killed may leave handles behind; everything has been written by now
process.exit(await run());
