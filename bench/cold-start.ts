import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { benchDesk } from './bench-desk.ts';
import { attachToPage, devtoolsAddress } from './devtools.ts';
import { interleaved, median } from './measure.ts';
import { memoryOfTree, processTree } from './memory.ts';
import { preparedElectron } from './prepared-electron.ts';
import type { Benchmark, Line, Memory } from './report.ts';

const root = join(import.meta.dirname, '..');
const bareWindow = join(import.meta.dirname, 'bare-window');
const limitMs = 60_000;
const settleMs = 1500;

/**
 * Resolves once the sign-in field has the focus and the frame after that was drawn; tells the moments as wall-clock
 * milliseconds: first paint of content, and usable. A page that was ready before it was asked was usable with its paint.
 */
const usable = `(async () => {
  const frame = () => new Promise((next) => requestAnimationFrame(next));
  const field = () => document.querySelector('input[name=loginName]');
  const isReady = () => field() !== null && document.activeElement === field() && field().getClientRects().length > 0;
  const paint = () => performance.getEntriesByName('first-contentful-paint')[0];
  const late = isReady() && paint() !== undefined;
  while (!isReady()) await frame();
  await frame();
  await frame();
  const readyAt = performance.timeOrigin + performance.now();
  while (!paint()) await new Promise((next) => setTimeout(next, 5));
  const paintedAt = performance.timeOrigin + paint().startTime;
  return { late, paintedAt, usableAt: late ? paintedAt : readyAt };
})()`;

type Start = { readonly usableMs: number; readonly paintedMs: number; readonly late: boolean; readonly memory: Memory };

/** From starting the process to the sign-in field of a closed, set-up desk, against an empty window with one field. */
export const coldStart: Benchmark = {
  name: 'cold-start',
  async run({ quick, rounds: asked, folder }) {
    const electron = preparedElectron();
    const desk = await benchDesk(folder, 'template');
    desk.desk.close();
    const rounds = asked ?? (quick ? 3 : 10);
    const starts = { ours: [] as Start[], baseline: [] as Start[] };
    const go = async (kind: 'ours' | 'baseline', round: number) => {
      const profile = join(folder, `${kind}-${round}`);
      if (kind === 'ours') cpSync(join(folder, 'template'), profile, { recursive: true });
      else mkdirSync(profile);
      const start = await startOnce(electron, kind === 'ours' ? root : bareWindow, profile);
      rmSync(profile, { recursive: true, force: true });
      if (round >= 0) starts[kind].push(start);
    };
    await go('ours', -1);
    await go('baseline', -1);
    await interleaved(
      rounds,
      async (round) => {
        await go('ours', round);
        return [];
      },
      async (round) => {
        await go('baseline', round);
        return [];
      },
    );
    const line = (label: string, of: (start: Start) => number, ms: number): Line => ({
      label,
      rounds: starts.ours.map((start, at) => ({
        ours: [of(start)],
        baseline: starts.baseline.slice(at, at + 1).map(of),
      })),
      goal: { at: 'p95', ms },
    });
    const late = [...starts.ours, ...starts.baseline].filter((start) => start.late).length;
    return {
      title: '冷启动：从启动进程到能登录（已设置、未打开的登记台）',
      baseline: '同一个 Electron 开一个只有一个输入框的空窗口',
      lines: [
        line('登录框已画出并有焦点', (start) => start.usableMs, 2000),
        line('第一次画出内容', (start) => start.paintedMs, 1500),
      ],
      memory: [memoryOf('登记台', starts.ours), memoryOf('空窗口', starts.baseline)],
      notes: [
        '每次新进程、新的数据文件夹副本；先各启动一次不计，所以磁盘缓存是热的。',
        `内存在可用后 ${settleMs} ms 时取，各轮的中位数，含全部子进程。`,
        ...(late > 0 ? [`${late} 次在接上调试端口时已经可用，可用的时刻取第一次画出的时刻。`] : []),
      ],
    };
  },
};

async function startOnce(electron: string, program: string, profile: string): Promise<Start> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const startedAt = performance.timeOrigin + performance.now();
  const child = spawn(electron, [...asRoot, '--remote-debugging-port=0', program], {
    env: { ...process.env, KAOJI_PROFILE: profile },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const gone = once(child, 'exit');
  const limit = setTimeout(() => child.kill('SIGKILL'), limitMs);
  try {
    const page = await attachToPage(await devtoolsAddress(child));
    const { late, usableAt, paintedAt } = await untilUsable(page.ask);
    page.close();
    await new Promise((later) => setTimeout(later, settleMs));
    const memory = memoryOfTree('', child.pid ?? 0);
    return { usableMs: usableAt - startedAt, paintedMs: paintedAt - startedAt, late, memory };
  } finally {
    await end(child);
    await gone;
    clearTimeout(limit);
  }
}

type Moments = { readonly late: boolean; readonly usableAt: number; readonly paintedAt: number };

/** The first page is empty; when the real one comes, the question is lost with it and has to be asked again. */
async function untilUsable(ask: <T>(expression: string) => Promise<T>): Promise<Moments> {
  const until = performance.now() + limitMs;
  for (;;) {
    try {
      return await ask<Moments>(usable);
    } catch (cause) {
      if (performance.now() > until) throw cause;
      await new Promise((later) => setTimeout(later, 5));
    }
  }
}

/** Ends the program and whatever it started, without asking twice. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const all = processTree(child.pid);
  child.kill('SIGTERM');
  const killer = setTimeout(() => {
    for (const pid of all) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // ended by itself
      }
    }
  }, 3000);
  if (child.exitCode === null) await once(child, 'exit');
  clearTimeout(killer);
}

function memoryOf(label: string, starts: readonly Start[]): Memory {
  const of = (field: 'rssMb' | 'pssMb' | 'ussMb') => {
    const known = starts.map((start) => start.memory[field]).filter((value) => value !== null);
    return known.length > 0 ? median(known) : null;
  };
  return {
    label: `${label}${starts[0]?.memory.label ?? ''}`,
    rssMb: of('rssMb'),
    pssMb: of('pssMb'),
    ussMb: of('ussMb'),
  };
}
