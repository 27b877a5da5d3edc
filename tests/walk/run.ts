// npm run walk -- --minutes 10 --seed N: walks desk after desk until the time is over; the seed repeats it.
// npm run walk -- --desk N --acts M: the first M acts of one desk again, looked at after each.
// npm run walk -- --desk N --only 3,17,42: just these steps of it, as a broken walk prints them.
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { actsOf, tallyText, walk } from './walk.ts';
import { newTally } from './world.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string' },
    acts: { type: 'string', default: '1000' },
    desk: { type: 'string' },
    only: { type: 'string' },
  },
});
const seed = values.seed === undefined ? Date.now() % 0x7fffffff : Number(values.seed);
const minutes = Number(values.minutes);
const perDesk = Number(values.acts);
if (![seed, minutes, perDesk].every(Number.isFinite)) throw new Error('--minutes、--seed、--acts 要写数字');
const steps = values.only === undefined ? null : values.only.split(',').map(Number);
if (steps?.some((step) => !Number.isInteger(step))) throw new Error('--only 写步子的号码，用逗号隔开');
const tally = newTally();
const until = Date.now() + minutes * 60_000;
const property = fc.asyncProperty(fc.integer({ min: 1, max: 0x7fffffff }), async (one) => {
  if (Date.now() >= until) return;
  await walk({ seed: one, acts: perDesk }, tally);
  console.log(`种子 ${one}：累计 ${actsOf(tally)} 次`);
});
try {
  if (values.desk === undefined) await walkOn();
  else await walk({ seed: Number(values.desk), acts: perDesk, only: steps, closely: true }, tally);
} finally {
  console.log(tallyText(tally));
}

async function walkOn(): Promise<void> {
  console.log(`种子 ${seed}，${minutes} 分钟`);
  await fc.assert(property, {
    numRuns: 1_000_000,
    seed,
    endOnFailure: true,
    interruptAfterTimeLimit: minutes * 60_000 + 60_000,
  });
}
