import { type TestDesk, value } from '../tests/make-desk.ts';
import { completeOne } from './desk-work.ts';
import type { PhotoPair } from './photos.ts';

/** What a person waited for: from the moment the save was due to its answer, as intervals of performance.now(). */
export type Wait = readonly (readonly [from: number, until: number])[];
export type Saves = { readonly drafts: Wait[]; readonly completions: Wait[] };

export type BusyClerk = { stop(): Promise<Saves> };

/** Pupils a clerk goes through, one after the other; shared over all phases of a run. */
export type Line = { /** null = all are completed */ next(): string | null; readonly atHand: readonly string[] };

/**
 * A clerk who saves something every `everyMs`: a keyed field mostly, every sixth time a whole pupil (shot, completion) as
 * long as there are pupils.
 * A save that is late does not hold up the ones due after it: each is counted from when it was due, as a person waits.
 */
export function startClerk(
  desk: TestDesk,
  line: Line,
  photos: (number: number) => PhotoPair,
  everyMs: number,
): BusyClerk {
  const saves: Saves = { drafts: [], completions: [] };
  const began = performance.now();
  let turn = 0;
  let stopped = false;
  const working: Promise<void>[] = [];
  const failed: unknown[] = [];
  const tick = () => {
    // what fell due while the process was busy is all there at once, as messages of a window would be
    while (!stopped && began + turn * everyMs <= performance.now()) {
      working.push(save(turn, began + turn * everyMs).catch((error: unknown) => void failed.push(error)));
      turn += 1;
    }
    if (!stopped) setTimeout(tick, Math.max(1, began + turn * everyMs - performance.now()));
  };
  tick();
  return {
    async stop() {
      stopped = true;
      await Promise.all(working);
      if (failed.length > 0) throw failed[0];
      return saves;
    },
  };

  async function save(own: number, due: number): Promise<void> {
    const pupil = own % 6 === 5 ? line.next() : null;
    if (pupil !== null) {
      const before = performance.now();
      const { complete } = await completeOne(desk, pupil, photos(own + Math.floor(began) * 7));
      // sheet and shot come before the key that completes; their time is not part of this save
      const answered = performance.now();
      saves.completions.push([
        [due, Math.max(due, before)],
        [answered - complete.wall, answered],
      ]);
      return;
    }
    const candidacyId = line.atHand[own % line.atHand.length] ?? '';
    const reading = { lastFour: '0000', address: `新惠镇演示街${own}号` };
    value(await desk.call('desk.saveDraft', { candidacyId, reading, documentState: 'shown' }));
    saves.drafts.push([[due, performance.now()]]);
  }
}
