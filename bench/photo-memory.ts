import type { CDPSession, Page } from '@playwright/test';
import type { PhotoLab } from '../scripts/photo-lab/page.ts';
import { defaultPhotoProfile } from '../shared/photo/profiles.ts';
import { fixture, withLab } from '../tests/photo/open-lab.ts';
import { memoryOfTree } from './memory.ts';
import { preparedElectron } from './prepared-electron.ts';
import type { Benchmark, Line, Memory } from './report.ts';

/** The first shots fill caches and pools; what counts is whether it grows after them. */
const settledAfter = 100;

/** What is freed goes back to the system only after a while. */
const settleMs = 2000;

/**
 * Memory of the gate's window and worker while shot after shot is made of a 1280×720 frame. Before each reading both
 * collect their garbage: otherwise the number says when the last collection was.
 */
export const photoMemory: Benchmark = {
  name: 'photo-memory',
  async run({ quick }) {
    preparedElectron();
    const stops = quick ? [20, 40, 60] : [50, settledAfter, 200, 300, 400, 500];
    const memory: Memory[] = [];
    const times: number[] = [];
    await withLab({}, async ({ app, page }) => {
      const collect = await garbageCollector(page);
      let made = 0;
      for (const stop of stops) {
        times.push(...(await makeShots(page, stop - made)));
        made = stop;
        await collect();
        await page.waitForTimeout(settleMs);
        memory.push(memoryOfTree(`拍了 ${made} 张`, app.process().pid ?? 0));
      }
    });
    const line: Line = { label: '一张成品（检测到编码）', rounds: [{ ours: times, baseline: [] }], goal: null };
    return {
      title: '连拍的内存',
      baseline: '没有：看后面的各次比前面的多不多',
      lines: [line],
      memory,
      notes: ['每次读数前，页面和工作线程先回收，再等两秒。', growth(memory, quick ? 0 : stops.indexOf(settledAfter))],
    };
  },
};

function makeShots(page: Page, count: number): Promise<number[]> {
  return page.evaluate(
    async ([picture, given, wanted]) => {
      const { lab } = globalThis as unknown as { lab: PhotoLab };
      const source = await lab.frameOf(picture);
      const took: number[] = [];
      for (let at = 0; at < wanted; at++) {
        const frame = await createImageBitmap(source);
        const begun = performance.now();
        const shot = await lab.gate.makeShot(frame, given, 'live');
        if (!shot.ok) throw new Error(shot.fault.sentence);
        took.push(performance.now() - begun);
      }
      source.close();
      return took;
    },
    [fixture('good-white-720.jpg'), defaultPhotoProfile, count] as const,
  );
}

/**
 * Collects the garbage of the page and of its worker, each of which has a heap of its own, through the devtools protocol.
 * Throws where the worker does not answer: half a collection would look like growth.
 */
async function garbageCollector(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const worker = workerSession(session);
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const sessionId = await worker;
  let last = 0;
  return async () => {
    await session.send('HeapProfiler.collectGarbage');
    last += 1;
    const answered = answerOf(session, sessionId, last);
    const message = JSON.stringify({ id: last, method: 'HeapProfiler.collectGarbage' });
    await session.send('Target.sendMessageToTarget', { sessionId, message });
    await answered;
  };
}

function workerSession(session: CDPSession): Promise<string> {
  return new Promise((resolve) => {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker') resolve(sessionId);
    });
  });
}

function answerOf(session: CDPSession, sessionId: string, id: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const hear = (event: { readonly sessionId: string; readonly message: string }): void => {
      const answer = JSON.parse(event.message) as {
        readonly id?: number;
        readonly error?: { readonly message: string };
      };
      if (event.sessionId !== sessionId || answer.id !== id) return;
      session.off('Target.receivedMessageFromTarget', hear);
      if (answer.error) reject(new Error(answer.error.message));
      else resolve();
    };
    session.on('Target.receivedMessageFromTarget', hear);
  });
}

/** The highest later reading against the settled one, by what is not shared with other programs. */
function growth(memory: readonly Memory[], from: number): string {
  const [first, ...later] = memory.slice(from).flatMap(({ ussMb }) => ussMb ?? []);
  if (first === undefined || later.length === 0) return '这个系统读不出内存。';
  const percent = (value: number): string => `${value >= first ? '+' : ''}${((value / first - 1) * 100).toFixed(1)} %`;
  const highest = Math.max(...later);
  const said = `第 ${from + 1} 次读数以后，USS 最高 ${percent(highest)}，最后 ${percent(later.at(-1) ?? first)}`;
  return `${said}，目标最高不过 +5 % ${highest <= first * 1.05 ? '✓' : '✗'}。`;
}
