import fc from 'fast-check';
import { expect, it } from 'vitest';
import { actsOf, expectedActs, tallyText, walk } from './walk.ts';
import { newTally } from './world.ts';

const desks = 20;
// finishing adds some three hundred to each
const actsPerDesk = 790;
const seed = 20_261_123;

it('同一个种子走两遍，每一步和每个回答都一样', async () => {
  const runs: string[] = [];
  for (let run = 0; run < 2; run += 1) {
    const tally = newTally();
    await walk(seed, 60, tally);
    runs.push(tallyText(tally));
  }
  expect(runs[1]).toBe(runs[0]);
});

it('随便谁随便办两万次：没有跳过的步骤，冻结的不动，四只眼睛，拒绝都有依据，到处都能走到办成', {
  timeout: 600_000,
}, async () => {
  const tally = newTally();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 0x7fffffff }), (one) => walk(one, actsPerDesk, tally)),
    { numRuns: desks, seed, endOnFailure: true },
  );
  console.log(tallyText(tally));
  expect(actsOf(tally)).toBeGreaterThanOrEqual(20_000);
  expect(expectedActs.filter((act) => (tally.acts.get(act)?.done ?? 0) === 0)).toEqual([]);
  expect([...tally.rules.keys()].length).toBeGreaterThan(10);
});
