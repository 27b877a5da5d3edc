import type { Fault } from '#shared/contract/faults.ts';
import type { Result } from '#shared/lib/result.ts';
import type { CommandContext, LongContext, Services } from '../../platform/act.ts';

/** What a step of an import in the background needs. */
export type ImportJob = {
  readonly batchId: string;
  readonly context: LongContext;
  readonly services: Services;
  readonly signal: AbortSignal;
};

type Running = { readonly controller: AbortController; readonly settled: Promise<void>; canStop: boolean };
const running = new Map<string, Running>();

/** Starts the work of one import; a second piece of work for the same import waits for nobody and is a bug. */
export function startImportJob(batchId: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  if (running.has(batchId)) throw new Error('an import works at one thing at a time');
  const controller = new AbortController();
  const settled = work(controller.signal).finally(() => running.delete(batchId));
  running.set(batchId, { controller, settled: settled.catch(() => {}), canStop: true });
  return settled;
}

/** From here on the work is being written for good and can no longer be cancelled. */
export function passPointOfNoReturn(batchId: string): void {
  const job = running.get(batchId);
  if (job) job.canStop = false;
}

/** Stops the work of an import and waits until it has cleaned up; false if it is past stopping. */
export async function stopImportJob(batchId: string): Promise<boolean> {
  const job = running.get(batchId);
  if (!job) return true;
  if (!job.canStop) return false;
  job.controller.abort();
  await job.settled;
  return true;
}

/** Resolves when no work of this import is going on; for tests and the closing of the desk. */
export async function whenImportRests(batchId: string): Promise<void> {
  await running.get(batchId)?.settled;
}

/** Thrown inside a job when it was cancelled or the desk was closed: nothing more is to be told. */
export class ImportStopped extends Error {}

/** One short transaction of a job. A fault (the desk was closed) ends the job. */
export function importStep<T>(job: Pick<ImportJob, 'context' | 'signal'>, step: (context: CommandContext) => T): T {
  if (job.signal.aborted) throw new ImportStopped();
  const result = job.context.transact<T>((context): Result<T, Fault> => ({ ok: true, value: step(context) }));
  if (!result.ok) throw new ImportStopped();
  return result.value;
}

/** Lets everything else of the desk have its turn: a clerk's save comes in here. */
export function takeTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Yields as soon as `milliseconds` have passed since the last yield. */
export function turnTaker(milliseconds: number): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < milliseconds) return;
    await takeTurn();
    since = performance.now();
  };
}
