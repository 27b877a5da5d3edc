import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { whenImportRests } from '../src-main/commands/roster/index.ts';
import { childHeavy } from '../src-main/heavy/child-heavy.ts';
import type { Heavy } from '../src-main/platform/ports.ts';
import { type TestDesk, value } from '../tests/make-desk.ts';
import { type Line as ClerkLine, type Saves, startClerk, type Wait } from './busy-clerk.ts';
import { approvedPupils } from './desk-work.ts';
import { filledDesk } from './fill-process.ts';
import { percentile, type Round, timed } from './measure.ts';
import { ownMemory, processTree } from './memory.ts';
import { photoSource } from './photos.ts';
import type { Benchmark, Goal, Line, Report } from './report.ts';
import { mostEditions, writeRoster } from './roster-file.ts';
import { ownTime, peakRssMb, type Span, type Watched, watch } from './watch.ts';

const everyMs = 50;

type Phase = { readonly saves: Saves; readonly watched: Watched };
type ImportRound = {
  readonly parseMs: number;
  readonly previewMs: number;
  readonly acceptMs: number;
  readonly quiet: Phase;
  readonly busy: Phase;
};

/** A roster of 10,000 rows through the real calls and the real heavy process, while a clerk goes on saving. */
export const import10000: Benchmark = {
  name: 'import-10000',
  async run({ quick, rounds: asked, folder }) {
    const sizes: Sizes = quick
      ? { rows: 1000, rounds: 1, others: 2000, pupils: 60, quietMs: 2000 }
      : { rows: 10_000, rounds: Math.min(asked ?? 3, mostEditions), others: 30_000, pupils: 500, quietMs: 10_000 };
    const heavy = childHeavy();
    const desk = await filledDesk(folder, 'import', sizes.others, { heavy });
    const ticking = setInterval(() => desk.desk.tick(), 1000);
    try {
      return await measure({ desk, heavy, folder, sizes });
    } finally {
      clearInterval(ticking);
      heavy.close();
      desk.close();
    }
  },
};

type Sizes = {
  readonly rows: number;
  readonly rounds: number;
  readonly others: number;
  readonly pupils: number;
  /** how long the clerk works without an import */
  readonly quietMs: number;
};
type Run = { readonly desk: TestDesk; readonly heavy: Heavy; readonly folder: string; readonly sizes: Sizes };

async function measure({ desk, heavy, folder, sizes }: Run): Promise<Report> {
  const line = clerkLine(await approvedPupils(desk, sizes.pupils));
  const photos = photoSource();
  const rounds: ImportRound[] = [];
  const notes: string[] = [];
  for (let round = 0; round < sizes.rounds; round++) {
    const path = join(folder, `roster-${round}.xlsx`);
    const bytes = writeRoster(path, sizes.rows, round + 1);
    notes.push(`第 ${round + 1} 轮的文件：${sizes.rows} 行，${(bytes / 2 ** 20).toFixed(1)} MB。`);
    // the process starts and loads its reader once
    if (round === 0) await parseAlone(heavy, path);
    const parseMs = await timed(() => parseAlone(heavy, path));
    const quiet = await phase(desk, line, photos, () => later(sizes.quietMs));
    let previewMs = 0;
    let acceptMs = 0;
    const busy = await phase(desk, line, photos, async () => {
      const batchId = await choose(desk, path);
      previewMs = await timed(() => whenImportRests(batchId));
      await later(0);
      acceptMs = await timed(() => acceptAll(desk, batchId, sizes.rows));
    });
    rounds.push({ parseMs, previewMs, acceptMs, quiet, busy });
  }
  const children = processTree(process.pid)
    .slice(1)
    .map(peakRssMb)
    .filter((one) => one !== null);
  return {
    title: `导入 ${sizes.rows} 行名册，同时一名登记员每 ${everyMs} ms 保存一次`,
    baseline: '同一文件由同一后台进程只解析；登记员的保存和停顿以没有导入时为基线',
    lines: linesOf(rounds),
    memory: [
      { ...ownMemory('本进程（RSS 为最高时）'), rssMb: peakRssMb(process.pid) },
      {
        label: '后台进程，最高时',
        rssMb: children.length > 0 ? Math.max(...children) : null,
        pssMb: null,
        ussMb: null,
      },
    ],
    notes: [
      ...notes,
      ...rounds.map(({ busy }, at) => `第 ${at + 1} 轮导入中：${sayLongest(busy.watched)}`),
      `库里先有 ${sizes.others} 人。保存从该按下的时刻算起，前一次没存完也照按；每六次有一次是拍照并完成登记。`,
    ],
  };
}

function linesOf(rounds: readonly ImportRound[]): Line[] {
  const line = (label: string, of: (round: ImportRound) => Round, goal: Goal | null): Line => ({
    label,
    rounds: rounds.map(of),
    goal,
  });
  const both = (of: (phase: Phase) => readonly number[]) => (round: ImportRound) => ({
    ours: of(round.busy),
    baseline: of(round.quiet),
  });
  const against = (of: (round: ImportRound) => number) => (round: ImportRound) => ({
    ours: [of(round)],
    baseline: [round.parseMs],
  });
  const all = ({ saves }: Phase) => [...saves.drafts, ...saves.completions];
  const waits = (of: (phase: Phase) => readonly Wait[]) => both((phase) => of(phase).map(lengthOf));
  const ownWaits = (of: (phase: Phase) => readonly Wait[]) =>
    both((phase) => of(phase).map((wait) => ownLengthOf(wait, phase.watched)));
  const worst = (lengths: (phase: Phase) => readonly number[]) => both((phase) => [percentile(lengths(phase), 1)]);
  return [
    line(
      '读取和预览',
      against((round) => round.previewMs),
      null,
    ),
    line(
      '导入（写入）',
      against((round) => round.acceptMs),
      null,
    ),
    line(
      '合计',
      against((round) => round.previewMs + round.acceptMs),
      { at: 'p50', ms: 60_000 },
    ),
    line('登记员保存', waits(all), { at: 'p95', ms: 100 }),
    line('登记员保存，不计排队', ownWaits(all), { at: 'p95', ms: 100 }),
    line(
      '其中完成登记，不计排队',
      ownWaits((phase) => phase.saves.completions),
      { at: 'p95', ms: 100 },
    ),
    line(
      '等得最久的一次',
      worst((phase) => all(phase).map(lengthOf)),
      { at: 'worst', ms: 250 },
    ),
    line(
      '等得最久的一次，不计排队',
      worst((phase) => all(phase).map((wait) => ownLengthOf(wait, phase.watched))),
      {
        at: 'worst',
        ms: 250,
      },
    ),
    line(
      '事件循环最长停顿',
      both((phase) => [phase.watched.longestStall]),
      { at: 'worst', ms: 100 },
    ),
    line(
      '事件循环最长停顿，不计排队',
      both((phase) => [phase.watched.longestOwnStall]),
      { at: 'worst', ms: 100 },
    ),
    line(
      '最长的一个事务',
      both((phase) => [phase.watched.longest.took]),
      { at: 'worst', ms: 100 },
    ),
    line(
      '最长的一个事务，不计排队',
      both((phase) => [ownTime(phase.watched.longestOwn)]),
      { at: 'worst', ms: 100 },
    ),
  ];
}

function lengthOf(wait: Wait): number {
  return wait.reduce((sum, [from, until]) => sum + until - from, 0);
}

function ownLengthOf(wait: Wait, watched: Watched): number {
  return wait.reduce((sum, [from, until]) => sum + watched.ownTimeOf(from, until), 0);
}

function sayLongest(watched: Watched): string {
  const say = ({ took, ran, queued, where }: Span) =>
    `${took.toFixed(0)} ms（处理器 ${ran.toFixed(0)}，排队等处理器 ${queued.toFixed(0)}，其余等磁盘），在 ${where}`;
  return `${watched.transactions} 个事务；最长 ${say(watched.longest)}；不计排队最长 ${say(watched.longestOwn)}。`;
}

async function phase(
  desk: TestDesk,
  line: ClerkLine,
  photos: ReturnType<typeof photoSource>,
  meanwhile: () => Promise<unknown>,
): Promise<Phase> {
  desk.db().client.pragma('wal_checkpoint(RESTART)');
  const watching = watch(desk.db());
  const clerk = startClerk(desk, line, photos, everyMs);
  await meanwhile();
  const saves = await clerk.stop();
  return { saves, watched: watching.stop() };
}

function parseAlone(heavy: Heavy, path: string): Promise<unknown> {
  return heavy.run('readSpreadsheet', { path, kind: 'roster' }, () => undefined, new AbortController().signal);
}

async function choose(desk: TestDesk, path: string): Promise<string> {
  desk.files.open = path;
  const chosen = value(await desk.call('roster.chooseFile', { kind: 'roster' }));
  if (!chosen) throw new Error('no file was chosen');
  return chosen.batchId;
}

/** Accepts the preview; an import that left out more than a few rows would be no import of `rows`. */
async function acceptAll(desk: TestDesk, batchId: string, rows: number): Promise<void> {
  const { summary } = value(await desk.call('roster.batch', { batchId }));
  if (summary.state !== 'previewed' || summary.good < rows * 0.99) throw new Error(JSON.stringify(summary));
  const accepted = value(await desk.call('roster.accept', { batchId }));
  if (accepted.state !== 'accepted') throw new Error(JSON.stringify(accepted));
}

/** The last ten pupils stay at hand for keyed fields; the others are completed one after the other. */
function clerkLine(pupils: readonly string[]): ClerkLine {
  const atHand = pupils.slice(-10);
  let at = 0;
  return {
    atHand,
    next() {
      const id = pupils[at];
      if (id === undefined || atHand.includes(id)) return null;
      at += 1;
      return id;
    },
  };
}
