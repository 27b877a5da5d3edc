import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applicationKinds } from '../../shared/domain/application-kind.ts';
import { actsOf, expectedActs, tallyText, walk } from './walk.ts';
import { newTally, rows, type World } from './world.ts';

const desks = 20;
// finishing adds some three hundred to each
const actsPerDesk = 800;
const seed = 20_261_123;

it('同一个种子走两遍，每一步和每个回答都一样', async () => {
  const runs: string[] = [];
  for (let run = 0; run < 2; run += 1) {
    const tally = newTally();
    await walk({ seed, acts: 60 }, tally);
    runs.push(tallyText(tally));
  }
  expect(runs[1]).toBe(runs[0]);
});

it('走坏了就缩短：只剩走到那一步非有不可的几步，重走还坏在同一处', { timeout: 300_000 }, async () => {
  // a fault that is planted: as if nobody's work at the desk might ever be completed
  const mustHold = (world: World) => {
    const done = rows(world, `SELECT 1 FROM candidacy WHERE status = 'completed'`).length;
    if (done > 0) throw new Error(`${done} completed`);
  };
  const broken = await walk({ seed, acts: 300, mustHold }, newTally()).then(
    () => '',
    (error: unknown) => String(error),
  );
  const only = (/--only ([\d,]+)/u.exec(broken)?.[1] ?? '').split(',').map(Number);
  console.log(broken);
  // entered, approved, photographed, completed: three to five steps, whatever was done around them
  expect(only.length).toBeLessThanOrEqual(5);
  await expect(walk({ seed, acts: 300, only, mustHold, closely: true }, newTally())).rejects.toThrow('completed');
  await expect(walk({ seed, acts: 300, only: only.slice(0, -1), mustHold }, newTally())).resolves.toBeUndefined();
});

it('随便谁随便办两万次：没有跳过的步骤，冻结的不动，四只眼睛，拒绝都有依据，到处都能走到办成', {
  timeout: 600_000,
}, async () => {
  const tally = newTally();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 0x7fffffff }), (one) => walk({ seed: one, acts: actsPerDesk }, tally)),
    { numRuns: desks, seed, endOnFailure: true },
  );
  console.log(tallyText(tally));
  expect(actsOf(tally)).toBeGreaterThanOrEqual(20_000);
  expect(expectedActs.filter((act) => (tally.acts.get(act)?.done ?? 0) === 0)).toEqual([]);
  expect(applicationKinds.filter((kind) => !tally.carriedOut.has(kind))).toEqual([]);
  expect([...tally.rules.keys()].length).toBeGreaterThan(10);
});
