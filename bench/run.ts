import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { factsText, machineFacts } from './machine-facts.ts';
import type { Benchmark, BenchOptions, Report } from './report.ts';
import { reportText, summarise } from './report.ts';

/** Loaded when they run: one that cannot be loaded does not take the others with it. */
const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  'cold-start': async () => (await import('./cold-start.ts')).coldStart,
  'save-completion': async () => (await import('./save-completion.ts')).saveCompletion,
  'import-10000': async () => (await import('./import-10000.ts')).import10000,
  search: async () => (await import('./search.ts')).search,
  parcel: async () => (await import('./parcel.ts')).parcelBench,
  intake: async () => (await import('./intake.ts')).intakeBench,
  'photo-preview': async () => (await import('./photo-preview.ts')).photoPreview,
  'photo-shutter': async () => (await import('./photo-shutter.ts')).photoShutter,
  'photo-memory': async () => (await import('./photo-memory.ts')).photoMemory,
  'photo-card': async () => (await import('./photo-card.ts')).photoCard,
};
/** Run only where they are asked for: `npm run bench:photo`, and `--only photo-card`. */
const onlyWhenAsked = /^photo-/;

const usage = `node bench/run.ts [--quick] [--only <${Object.keys(benchmarks).join('|')}>]… [--rounds <轮数>] [--json <文件>]`;

/** Runs the chosen benchmarks one after the other, prints their tables, writes the numbers as JSON where asked. */
async function run(): Promise<number> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      rounds: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = values.only.filter((name) => !Object.hasOwn(benchmarks, name));
  const rounds = values.rounds === undefined ? null : Number(values.rounds);
  const isNoNumber = rounds !== null && !(Number.isInteger(rounds) && rounds > 0);
  if (values.help || unknown.length > 0 || isNoNumber) {
    console.log(unknown.length > 0 ? `没有这一项：${unknown.join('、')}。\n${usage}` : usage);
    return values.help ? 0 : 2;
  }
  const names = Object.keys(benchmarks).filter((name) =>
    values.only.length === 0 ? !onlyWhenAsked.test(name) : values.only.includes(name),
  );
  if (names.some((name) => name === 'cold-start' || onlyWhenAsked.test(name)) && needsScreen())
    return underVirtualScreen();
  const folder = mkdtempSync(join(tmpdir(), 'kaoji-bench-'));
  // a run that is broken off leaves no county behind
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(130);
    });
  }
  try {
    return await runAll(names, { quick: values.quick, rounds, folder }, values.json ?? null);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runAll(names: readonly string[], options: BenchOptions, json: string | null): Promise<number> {
  const { quick, folder } = options;
  const facts = machineFacts(folder);
  console.log(`${factsText(facts)}\n${quick ? '快速运行：数量少，数只供看个大概。\n' : ''}`);
  const reports: Record<string, Report> = {};
  let broken = 0;
  for (const name of names) {
    const own = join(folder, name);
    process.stderr.write(`${name} ……\n`);
    mkdirSync(own);
    try {
      const report = await (await benchmarks[name]?.())?.run({ ...options, folder: own });
      if (!report) throw new Error('no report');
      reports[name] = report;
      console.log(reportText(report));
    } catch (cause) {
      broken += 1;
      console.log(`## ${name}\n没有做完：${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
    }
    rmSync(own, { recursive: true, force: true });
  }
  if (json !== null) writeFileSync(json, `${JSON.stringify(asJson(facts, quick, reports), null, 2)}\n`);
  return broken === 0 ? 0 : 1;
}

function asJson(facts: object, quick: boolean, reports: Readonly<Record<string, Report>>): object {
  const summaries = Object.entries(reports).map(([name, report]) => [
    name,
    { ...report, lines: report.lines.map((line) => summarise(line)) },
  ]);
  return { at: new Date().toISOString(), quick, facts, benchmarks: Object.fromEntries(summaries) };
}

function needsScreen(): boolean {
  return process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
}

/** The whole run again with a virtual screen, so that starting the screen is in no number. */
function underVirtualScreen(): number {
  const words = ['-a', '-s', '-screen 0 1366x800x24', process.execPath, ...process.argv.slice(1)];
  const { status, error } = spawnSync('xvfb-run', words, { stdio: 'inherit' });
  if (error) console.log('没有显示器，也没有 xvfb-run：装好 xvfb 和 xauth 再量冷启动和照片，或用 --only 只量别的。');
  return status ?? 1;
}

process.exitCode = await run();
