import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { ElectronApplication } from '@playwright/test';

/** a busy machine closes a desk in a few seconds */
const CLOSING_MS = 20_000;

/**
 * Closes an Electron application. One that does not end in {@link CLOSING_MS} is killed and fails the test that opened it:
 * left to the runner it would hold up every later test, and nobody would hear why.
 */
export async function closeApp(app: ElectronApplication): Promise<void> {
  const closing = app.close();
  try {
    await inTime(app, closing, CLOSING_MS, '关上窗口');
  } catch (cause) {
    killWhole(app);
    await closing.catch(() => {});
    throw cause;
  }
}

/** Waits for `work` so long; then throws what was waited for (`what`, Chinese) and what the application's processes are doing. */
export async function inTime<T>(app: ElectronApplication, work: Promise<T>, limitMs: number, what: string): Promise<T> {
  const done = new AbortController();
  const late = wait(limitMs, null, { signal: done.signal }).then(
    () => {
      const doing = processesBelow(app.process().pid ?? 0).join('\n');
      throw new Error(`${what}：${limitMs / 1000} 秒还没有完。程序的进程（秒是用掉的处理器时间）：\n${doing}`);
    },
    () => new Promise<never>(() => {}), // the work was first
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}

/** With the processes that it started, which the driver puts into a group of their own. */
function killWhole(app: ElectronApplication): void {
  const { pid } = app.process();
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    app.process().kill('SIGKILL'); // no such group on this system
  }
}

/** The process and those below it, a line each: number, name, state, seconds of processor, where it waits. Linux only. */
function processesBelow(pid: number): string[] {
  const about = (part: string): string => {
    try {
      return readFileSync(`/proc/${pid}/${part}`, 'utf8').trim();
    } catch {
      return ''; // ended meanwhile, or not Linux
    }
  };
  const stat = about('stat');
  const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
  const facts = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const seconds = (Number(facts[11]) + Number(facts[12])) / 100;
  const children = about(`task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [`${pid} ${name} ${facts[0]} ${seconds} ${about('wchan')}`, ...children.flatMap(processesBelow)];
}
