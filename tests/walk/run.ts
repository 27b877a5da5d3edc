// npm run walk -- --minutes 10 --seed N: walks desk after desk until the time is over; the seed repeats it.
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { actsOf, tallyText, walk } from './walk.ts';
import { newTally } from './world.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string' },
    acts: { type: 'string', default: '1000' },
  },
});
const seed = values.seed === undefined ? Date.now() % 0x7fffffff : Number(values.seed);
const minutes = Number(values.minutes);
const perDesk = Number(values.acts);
if (![seed, minutes, perDesk].every(Number.isFinite)) throw new Error('--minutes、--seed、--acts 要写数字');
console.log(`种子 ${seed}，${minutes} 分钟`);
const tally = newTally();
const until = Date.now() + minutes * 60_000;
const desk = fc.asyncProperty(fc.integer({ min: 1, max: 0x7fffffff }), async (one) => {
  if (Date.now() >= until) return;
  await walk(one, perDesk, tally);
  console.log(`种子 ${one}：累计 ${actsOf(tally)} 次`);
});
try {
  await fc.assert(desk, {
    numRuns: 1_000_000,
    seed,
    endOnFailure: true,
    interruptAfterTimeLimit: minutes * 60_000 + 60_000,
  });
} finally {
  console.log(tallyText(tally));
}
