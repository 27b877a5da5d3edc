import { readdirSync, readFileSync } from 'node:fs';
import type { Memory } from './report.ts';

/**
 * Memory of a process and all it started. RSS counts pages that several processes share in each of them; PSS divides
 * them, so that its sum is what the machine really gave; USS is what nobody shares (private clean + private dirty), the
 * one of the three that other programs cannot change. Nulls where the system does not tell (no /proc).
 */
export function memoryOfTree(label: string, pid: number): Memory {
  const totals = processTree(pid)
    .map(rollupOf)
    .filter((one) => one !== null);
  if (totals.length === 0) return { label, rssMb: null, pssMb: null, ussMb: null };
  const sum = (field: keyof Rollup) => totals.reduce((total, one) => total + one[field], 0) / 1024;
  const counted = `${label}（${totals.length} 个进程）`;
  return { label: counted, rssMb: sum('rss'), pssMb: sum('pss'), ussMb: sum('uss') };
}

/** Memory of this process. */
export function ownMemory(label: string): Memory {
  const own = rollupOf(process.pid);
  return {
    label,
    rssMb: process.memoryUsage().rss / 2 ** 20,
    pssMb: own && own.pss / 1024,
    ussMb: own && own.uss / 1024,
  };
}

/** The process and its descendants, by their parents in /proc. */
export function processTree(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of safely(() => readdirSync('/proc')) ?? []) {
    if (!/^\d+$/.test(name)) continue;
    const stat = safely(() => readFileSync(`/proc/${name}/stat`, 'utf8'));
    // the program's name stands in brackets and may hold blanks
    const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const found = [pid];
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child);
  return found;
}

/** Kilobytes. */
type Rollup = { readonly rss: number; readonly pss: number; readonly uss: number };

function rollupOf(pid: number): Rollup | null {
  const text = safely(() => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  const kilobytes = (name: string) => Number(text?.match(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm'))?.[1]);
  const uss = kilobytes('Private_Clean') + kilobytes('Private_Dirty');
  return text ? { rss: kilobytes('Rss'), pss: kilobytes('Pss'), uss } : null;
}

/** Processes come and go while they are counted. */
function safely<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
