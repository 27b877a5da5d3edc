import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { DeskDb } from '../src-main/db/open.ts';

export type Watched = {
  /** longest time in which the process answered nobody, milliseconds */
  readonly longestStall: number;
  readonly transactions: number;
  readonly longestTransaction: number;
  /** processor time of that transaction: the rest was waiting for the disk, or for other programs */
  readonly longestCpu: number;
  /** the functions that the longest transaction ran in */
  readonly where: string;
};

/** Watches the event loop and every BEGIN … COMMIT that goes through `exec`; `stop` takes the watch off again. */
export function watch(db: DeskDb): { stop(): Watched } {
  const delays = monitorEventLoopDelay({ resolution: 2 });
  const exec = db.client.exec;
  let from = 0;
  let cpuFrom = process.threadCpuUsage();
  let transactions = 0;
  let longest = 0;
  let longestCpu = 0;
  let where = '';
  db.client.exec = (sql) => {
    if (sql.startsWith('BEGIN')) {
      from = performance.now();
      cpuFrom = process.threadCpuUsage();
    }
    const result = exec.call(db.client, sql);
    if (sql === 'COMMIT' || sql === 'ROLLBACK') {
      transactions += 1;
      const took = performance.now() - from;
      if (took > longest) {
        const { user, system } = process.threadCpuUsage(cpuFrom);
        longest = took;
        longestCpu = (user + system) / 1000;
        where = placeOf(new Error('place').stack ?? '');
      }
    }
    return result;
  };
  delays.enable();
  return {
    stop() {
      delays.disable();
      db.client.exec = exec;
      return { longestStall: delays.max / 1e6, transactions, longestTransaction: longest, longestCpu, where };
    },
  };
}

function placeOf(stack: string): string {
  const frames = [...stack.matchAll(/at (?:async )?(\S+) .*?([\w-]+\.ts):\d+/g)];
  return frames
    .map(([, name, file]) => `${name}（${file}）`)
    .filter((frame) => !/watch\.ts|dispatch\.ts|import-job\.ts/.test(frame))
    .slice(0, 2)
    .join(' ← ');
}

/** The most memory a process ever had, in MB; null where the system does not tell. */
export function peakRssMb(pid: number): number | null {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    return null;
  }
}
