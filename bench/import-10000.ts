import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { whenImportRests } from '../src-main/commands/roster/index.ts';
import { childHeavy } from '../src-main/heavy/child-heavy.ts';
import type { Heavy } from '../src-main/platform/ports.ts';
import { type TestDesk, value } from '../tests/make-desk.ts';
import { benchDesk } from './bench-desk.ts';
import { type Line as ClerkLine, startClerk } from './busy-clerk.ts';
import { approvedPupils } from './desk-work.ts';
import { fillCandidacies } from './fill.ts';
import { percentile, type Round, timed } from './measure.ts';
import { ownMemory, processTree } from './memory.ts';
import { photoSource } from './photos.ts';
import type { Benchmark, Goal, Line } from './report.ts';
import { writeRoster } from './roster-file.ts';
import { ownTime, peakRssMb, type Span, type Watched, watch } from './watch.ts';

const everyMs = 50;

type Phase = { readonly saves: { drafts: number[]; completions: number[] }; readonly watched: Watched };
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
    const heavy = childHeavy();
    const desk = await benchDesk(folder, 'import', { heavy });
    const [rows, roundCount, others, pupilCount, quietMs] = quick
      ? [1000, 1, 2000, 60, 2000]
      : [10_000, 3, 30_000, 500, 10_000];
    fillCandidacies(desk.db(), 0, others, others);
    const pupils = await approvedPupils(desk, pupilCount);
    const line = clerkLine(pupils);
    const photos = photoSource();
    const ticking = setInterval(() => desk.desk.tick(), 1000);
    const rounds: ImportRound[] = [];
    const notes: string[] = [];
    for (let round = 0; round < (asked ?? roundCount); round++) {
      const path = join(folder, `roster-${round}.xlsx`);
      const bytes = writeRoster(path, rows, round + 1);
      notes.push(`第 ${round + 1} 轮的文件：${rows} 行，${(bytes / 2 ** 20).toFixed(1)} MB。`);
      // the process starts and loads its reader once
      if (round === 0) await parseAlone(heavy, path);
      const parseMs = await timed(() => parseAlone(heavy, path));
      const quiet = await phase(desk, line, photos, () => later(quietMs));
      let previewMs = 0;
      let acceptMs = 0;
      const busy = await phase(desk, line, photos, async () => {
        const batchId = await choose(desk, path);
        previewMs = await timed(() => whenImportRests(batchId));
        await later(0);
        acceptMs = await timed(() => acceptAll(desk, batchId, rows));
      });
      rounds.push({ parseMs, previewMs, acceptMs, quiet, busy });
    }
    const children = processTree(process.pid).slice(1).map(peakRssMb);
    const memory = [
      { ...ownMemory('本进程，导入后'), label: '本进程，导入后（RSS 为最高时）', rssMb: peakRssMb(process.pid) },
      { label: '后台进程，最高时', rssMb: Math.max(...children.filter((one) => one !== null)), pssMb: null },
    ];
    clearInterval(ticking);
    heavy.close();
    desk.close();
    return {
      title: `导入 ${rows} 行名册，同时一名登记员每 ${everyMs} ms 保存一次`,
      baseline: '同一文件由同一后台进程只解析；登记员的保存和停顿以没有导入时为基线',
      lines: linesOf(rounds),
      memory,
      notes: [
        ...notes,
        ...rounds.map(({ busy }, at) => `第 ${at + 1} 轮导入中：${sayLongest(busy.watched)}`),
        `库里先有 ${others} 人。保存从该按下的时刻算起，前一次没存完也照按；每六次有一次是拍照并完成登记。`,
      ],
    };
  },
};

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
  const all = (phase: Phase) => [...phase.saves.drafts, ...phase.saves.completions];
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
    line('登记员保存，全部', both(all), { at: 'p95', ms: 100 }),
    line(
      '其中存草稿',
      both((phase) => phase.saves.drafts),
      { at: 'p95', ms: 100 },
    ),
    line(
      '其中完成登记',
      both((phase) => phase.saves.completions),
      { at: 'p95', ms: 100 },
    ),
    line(
      '登记员等得最久的一次',
      both((phase) => [percentile(all(phase), 1)]),
      { at: 'worst', ms: 250 },
    ),
    line(
      '事件循环最长停顿',
      both((phase) => [phase.watched.longestStall]),
      { at: 'worst', ms: 100 },
    ),
    line(
      '最长的一个事务，不计排队',
      both((phase) => [ownTime(phase.watched.longestOwn)]),
      { at: 'worst', ms: 50 },
    ),
    line(
      '最长的一个事务',
      both((phase) => [phase.watched.longest.took]),
      { at: 'worst', ms: 100 },
    ),
  ];
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
  desk.db().client.pragma('wal_checkpoint(TRUNCATE)');
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
