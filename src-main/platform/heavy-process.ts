import type { Heavy } from './ports.ts';

/** What the desk sends to a heavy process. `ack` lets the job go on after a message was dealt with. */
export type ToHeavy =
  | { readonly run: number; readonly job: string; readonly input: unknown }
  | { readonly ack: number };

/** What comes back, under the id of the run. */
export type FromHeavy =
  | { readonly id: number; readonly message: unknown }
  | { readonly id: number; readonly done: unknown }
  | { readonly id: number; readonly error: { readonly code: string; readonly sentence: string } };

/** One process that runs one job at a time. `stop` kills it; `onExit` fires however it ended. */
export type HeavyChild = {
  send(message: ToHeavy): void;
  onMessage(listener: (message: FromHeavy) => void): void;
  onExit(listener: () => void): void;
  stop(): void;
};

/** A job that did not end well: a code for the program, a Chinese sentence for people. */
export type HeavyFault = Error & { readonly code: string; readonly sentence: string };

type Worker = { readonly child: HeavyChild; turn: ((message: FromHeavy) => void) | null; lost: (() => void) | null };

/**
 * Jobs in processes of their own, so that the desk never waits for them. Each job has its process alone: an abort kills
 * that process and nothing else. One finished process is kept warm for the next job. Rejects with HeavyFault: the job's
 * own, `aborted`, or `stopped` when the process died.
 */
export function heavyOver(fork: () => HeavyChild): Heavy & { close(): void } {
  const all = new Set<Worker>();
  let idle: Worker | null = null;
  let runs = 0;

  function start(): Worker {
    const worker: Worker = { child: fork(), turn: null, lost: null };
    all.add(worker);
    worker.child.onMessage((message) => worker.turn?.(message));
    worker.child.onExit(() => {
      all.delete(worker);
      if (idle === worker) idle = null;
      worker.lost?.();
    });
    return worker;
  }

  function release(worker: Worker): void {
    worker.turn = null;
    worker.lost = null;
    if (!all.has(worker)) return;
    if (idle) worker.child.stop();
    else idle = worker;
  }

  return {
    async run<Out>(
      job: string,
      input: unknown,
      onMessage: (message: unknown) => void | Promise<void>,
      signal: AbortSignal,
    ): Promise<Out> {
      if (signal.aborted) throw aborted();
      const worker = idle ?? start();
      idle = null;
      runs += 1;
      const id = runs;
      let abort = () => {};
      const result = new Promise<unknown>((resolve, reject) => {
        const giveUp = (cause: unknown) => {
          reject(cause);
          all.delete(worker); // never idle again
          worker.child.stop();
        };
        const deal = async (message: unknown) => {
          try {
            await onMessage(message);
            worker.child.send({ ack: id });
          } catch (cause) {
            giveUp(cause); // the desk could not take it: the job must not go on
          }
        };
        worker.turn = (answer) => {
          if (answer.id !== id) return;
          if ('message' in answer) void deal(answer.message);
          else if ('done' in answer) resolve(answer.done);
          else reject(heavyFault(answer.error.code, answer.error.sentence));
        };
        worker.lost = () => reject(heavyFault('stopped', '后台处理中途停了，这一步没有完成。再做一次。'));
        abort = () => giveUp(aborted());
        signal.addEventListener('abort', abort, { once: true });
      });
      try {
        worker.child.send({ run: id, job, input });
        return (await result) as Out;
      } finally {
        signal.removeEventListener('abort', abort);
        release(worker);
      }
    },
    close() {
      for (const worker of all) worker.child.stop();
    },
  };
}

function aborted(): HeavyFault {
  return heavyFault('aborted', '已取消。');
}

function heavyFault(code: string, sentence: string): HeavyFault {
  return Object.assign(new Error(code), { code, sentence });
}
