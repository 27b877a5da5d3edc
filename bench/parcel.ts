import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import type { Round } from './measure.ts';
import type { Benchmark, Line } from './report.ts';

/** What the measured process says of its work: milliseconds of each round, and its peak of resident memory (MiB). */
export type ParcelWork = {
  readonly megabytes: number;
  readonly rounds: {
    readonly sealed: number;
    readonly written: number;
    readonly opened: number;
    readonly hashed: number;
  }[];
  readonly peakMb: number | null;
};

const root = join(import.meta.dirname, '..');

/**
 * Seals and opens a parcel of 2,000 records of the usual size on the disk; beside it, the same bytes written and hashed. In
 * a process of its own, bundled as the product is: a process that strips types off its sources holds 30 MB more for that.
 */
export const parcelBench: Benchmark = {
  name: 'parcel',
  async run({ quick, rounds: asked, folder }) {
    const count = quick ? 300 : 2000;
    const { megabytes, rounds, peakMb } = await work(count, asked ?? 3, folder);
    const sealing: Round[] = rounds.map(({ sealed, written }) => ({ ours: [sealed], baseline: [written] }));
    const opening: Round[] = rounds.map(({ opened, hashed }) => ({ ours: [opened], baseline: [hashed] }));
    const goal = { at: 'p50', ms: Math.round((megabytes / 30) * 1000) } as const;
    const lines: Line[] = [
      { label: `封 ${count} 份并落盘`, rounds: sealing, goal },
      { label: `验、开 ${count} 份`, rounds: opening, goal },
    ];
    const speed = (of: readonly Round[]) => Math.round(megabytes / (median(of.map(({ ours }) => ours[0] ?? 0)) / 1000));
    return {
      title: 'U 盘数据包',
      baseline: '封：同样多的字节明文写盘、落盘；开：只算一遍哈希',
      lines,
      memory: [
        { label: '办这件事的进程最多（目标 160）', rssMb: peakMb && Math.round(peakMb), pssMb: null, ussMb: null },
      ],
      notes: [`${megabytes.toFixed(0)} MB：封 ${speed(sealing)} MB/s，开 ${speed(opening)} MB/s（目标 30）。`],
    };
  },
};

async function work(count: number, rounds: number, folder: string): Promise<ParcelWork> {
  const out = mkdtempSync(join(folder, 'parcel-work-'));
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: { ssr: join(import.meta.dirname, 'parcel-work.ts'), outDir: out, emptyOutDir: false, minify: false },
    });
    const words = [join(out, 'parcel-work.js'), String(count), String(rounds), folder];
    const { stdout } = await promisify(execFile)(process.execPath, words);
    return JSON.parse(stdout) as ParcelWork;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
