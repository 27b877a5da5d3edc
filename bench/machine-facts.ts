import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Spread, spreadOf } from './measure.ts';

export type MachineFacts = {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly sqlite: string;
  readonly cipher: string;
  /** load of the last minute when the run began: other programs take their share */
  readonly load: number;
  /** appending 4 KB and waiting until the disk has it */
  readonly fsync: Spread;
};

/** What the numbers of a run depend on. `folder` is on the disk that is measured. */
export function machineFacts(folder: string): MachineFacts {
  const memory = new Database(':memory:');
  memory.pragma("cipher = 'sqlcipher'");
  const facts = {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    sqlite: String(memory.prepare('SELECT sqlite_version()').pluck().get()),
    cipher: String(memory.pragma('cipher', { simple: true })),
    load: loadavg()[0] ?? 0,
    fsync: fsyncTimes(join(folder, 'fsync-probe')),
  };
  memory.close();
  return facts;
}

function fsyncTimes(file: string): Spread {
  const page = Buffer.alloc(4096, 1);
  const handle = openSync(file, 'a');
  const samples: number[] = [];
  for (let i = 0; i < 100; i++) {
    const from = performance.now();
    writeSync(handle, page);
    fsyncSync(handle);
    samples.push(performance.now() - from);
  }
  closeSync(handle);
  return spreadOf(samples);
}

/** Head of a run. */
export function factsText(facts: MachineFacts): string {
  const { fsync } = facts;
  return [
    `${facts.cores} 核 ${facts.processor}，内存 ${facts.memoryGb} GB，${facts.system}，一分钟负载 ${facts.load.toFixed(1)}`,
    `Node ${facts.node}，SQLite ${facts.sqlite}（${facts.cipher}，WAL，synchronous=FULL）`,
    `落盘一次（4 KB，fsync）：p50 ${fsync.p50.toFixed(2)} ms，p95 ${fsync.p95.toFixed(2)} ms，最差 ${fsync.worst.toFixed(1)} ms`,
  ].join('\n');
}
