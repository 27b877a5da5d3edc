import type { Heavy } from '../platform/ports.ts';
import { type FromHeavy, heavyFault, type ToHeavy } from './protocol.ts';

/** One living heavy process, whichever way it was started (Electron's utilityProcess or a Node child). */
export type HeavyProcess = {
  send(message: ToHeavy): void;
  onMessage(listener: (message: FromHeavy) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
  /** a process at work keeps its parent alive, an idle one does not */
  setBusy?(isBusy: boolean): void;
};

const stopped = { code: 'stopped', sentence: '后台进程中途停了，没有写入任何数据。再试一次；再次停下时重新打开本程序' };

type Worker = {
  readonly process: HeavyProcess;
  /** what the job of the moment does with messages and with the end of the process */
  job: { onMessage(message: FromHeavy): void; onExit(): void } | null;
};

/**
 * A Heavy over processes that `start` makes. A job has a process to itself; one idle process is kept warm. Aborting kills
 * the process of that job alone, so a cancelled import can neither linger nor harm another job. `close` ends all.
 */
export function heavyOver(start: () => HeavyProcess): Heavy & { close(): void } {
  const idle: Worker[] = [];
  const living = new Set<Worker>();
  let nextId = 0;
  function take(): Worker {
    const warm = idle.pop();
    if (warm) return warm;
    const made: Worker = { process: start(), job: null };
    living.add(made);
    made.process.onMessage((message) => made.job?.onMessage(message));
    made.process.onExit(() => {
      living.delete(made);
      if (idle.includes(made)) idle.splice(idle.indexOf(made), 1);
      made.job?.onExit();
    });
    return made;
  }
  function release(worker: Worker): void {
    worker.process.setBusy?.(false);
    if (idle.length === 0 && living.has(worker)) idle.push(worker);
    else worker.process.kill();
  }
  return {
    run<Out>(name: string, input: unknown, onMessage: OnMessage, signal: AbortSignal): Promise<Out> {
      if (signal.aborted) return Promise.reject(heavyFault(aborted));
      nextId += 1;
      return runOn<Out>(take(), { run: name, id: nextId, input }, onMessage, signal, release);
    },
    close() {
      for (const worker of living) worker.process.kill();
    },
  };
}

type OnMessage = (message: unknown) => void | Promise<void>;
const aborted = { code: 'aborted', sentence: '已取消，没有写入任何数据' };

function runOn<Out>(
  worker: Worker,
  request: Extract<ToHeavy, { run: string }>,
  onMessage: OnMessage,
  signal: AbortSignal,
  release: (worker: Worker) => void,
): Promise<Out> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void, isReusable: boolean) => {
      if (worker.job === null) return;
      worker.job = null;
      signal.removeEventListener('abort', abort);
      if (isReusable) release(worker);
      else worker.process.kill();
      settle();
    };
    const abort = () => end(() => reject(heavyFault(aborted)), false);
    const passOn = async (message: unknown) => {
      try {
        await onMessage(message);
        if (worker.job !== null) worker.process.send({ ack: request.id });
      } catch (error) {
        end(() => reject(error), false);
      }
    };
    worker.job = {
      onExit: () => end(() => reject(heavyFault(stopped)), false),
      onMessage(message) {
        if (message.id !== request.id) return;
        if ('message' in message) void passOn(message.message);
        else if ('error' in message) end(() => reject(heavyFault(message.error)), true);
        else end(() => resolve(message.done as Out), true);
      },
    };
    signal.addEventListener('abort', abort);
    worker.process.setBusy?.(true);
    worker.process.send(request);
  });
}
