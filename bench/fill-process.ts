import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Services } from '../src-main/platform/act.ts';
import type { TestDesk } from '../tests/make-desk.ts';
import { benchDesk, openBenchDesk } from './bench-desk.ts';
import { type FilledPupil, fillCandidacies } from './fill.ts';

export type FillOrder = {
  readonly folder: string;
  readonly from: number;
  readonly until: number;
  readonly keepEvery: number;
};

/**
 * Fills the desk in `folder`, which must be closed, from a process of its own: the large cache that filling needs would
 * otherwise stand in the memory of the process that is measured.
 */
export async function fillApart(order: FillOrder): Promise<FilledPupil[]> {
  const child = fork(import.meta.filename, [JSON.stringify(order)], { serialization: 'advanced' });
  const ended = once(child, 'exit');
  let kept: FilledPupil[] | null = null;
  child.on('message', (message) => {
    kept = message as FilledPupil[];
  });
  const [code] = await ended;
  if (code !== 0 || kept === null) throw new Error(`filling ended with ${code}`);
  return kept;
}

/** A set-up desk below `parent` in whose file `count` others already are, open, with nobody signed in. */
export async function filledDesk(
  parent: string,
  name: string,
  count: number,
  services: Partial<Services> = {},
): Promise<TestDesk> {
  const desk = await benchDesk(parent, name);
  desk.desk.close();
  await fillApart({ folder: desk.folder, from: 0, until: count, keepEvery: count });
  return openBenchDesk(desk.folder, services);
}

async function fill({ folder, from, until, keepEvery }: FillOrder): Promise<void> {
  const desk = await openBenchDesk(folder);
  await desk.as('clerk1');
  const kept = fillCandidacies(desk.db(), from, until, keepEvery);
  desk.desk.close();
  process.send?.(kept, () => process.disconnect());
}

if (import.meta.main) await fill(JSON.parse(process.argv[2] ?? '') as FillOrder);
