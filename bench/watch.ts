import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { DeskDb } from '../src-main/db/open.ts';
import { share, startLoadMeter } from './load-meter.ts';

/** One transaction, milliseconds. */
export type Span = {
  readonly took: number;
  /** of it on the processor, and waiting for the processor behind other programs; the rest is the disk */
  readonly ran: number;
  readonly queued: number;
  /** the functions it ran in */
  readonly where: string;
};

export type Watched = {
  /** longest time in which the process answered nobody, milliseconds */
  readonly longestStall: number;
  /** the same without waiting behind other programs */
  readonly longestOwnStall: number;
  readonly transactions: number;
  readonly longest: Span;
  /** the longest one by its own work, other programs' share taken off */
  readonly longestOwn: Span;
  /** of an interval of performance.now(), the milliseconds without waiting behind other programs */
  ownTimeOf(from: number, until: number): number;
};

const none: Span = { took: 0, ran: 0, queued: 0, where: '—' };

/** Watches the event loop and every BEGIN … COMMIT that goes through `exec`; `stop` takes the watch off again. */
export function watch(db: DeskDb): { stop(): Watched } {
  const delays = monitorEventLoopDelay({ resolution: 2 });
  const exec = db.client.exec;
  let from = { at: 0, ...share() };
  let transactions = 0;
  let longest = none;
  let longestOwn = none;
  db.client.exec = (sql) => {
    if (sql.startsWith('BEGIN')) from = { at: performance.now(), ...share() };
    const result = exec.call(db.client, sql);
    if (sql === 'COMMIT' || sql === 'ROLLBACK') {
      transactions += 1;
      const took = performance.now() - from.at;
      const now = share();
      const span = { took, ran: now.ran - from.ran, queued: now.queued - from.queued };
      if (took > longest.took) longest = { ...span, where: placeOf(new Error('place').stack ?? '') };
      if (ownTime(span) > ownTime(longestOwn)) longestOwn = { ...span, where: placeOf(new Error('place').stack ?? '') };
    }
    return result;
  };
  const meter = startLoadMeter();
  delays.enable();
  return {
    stop() {
      meter.stop();
      delays.disable();
      db.client.exec = exec;
      return {
        longestStall: delays.max / 1e6,
        longestOwnStall: meter.longestOwnGap(),
        transactions,
        longest,
        longestOwn,
        ownTimeOf: (begun, ended) => Math.max(0, ended - begun - meter.queuedBetween(begun, ended)),
      };
    },
  };
}

/** What a span would have taken on a machine that does nothing else. */
export function ownTime({ took, queued }: Pick<Span, 'took' | 'queued'>): number {
  return took - queued;
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
