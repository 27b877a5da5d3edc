import { applicationActs } from './acts-application.ts';
import { recordActs } from './acts-record.ts';
import { finish, letIn } from './finish.ts';
import { checkChain, checkInvariants } from './invariants.ts';
import { chance, newWorld, type Tally, type World } from './world.ts';

const acts = [...recordActs, ...applicationActs];
const total = acts.reduce((sum, [weight]) => sum + weight, 0);
const hour = 3_600_000;

/** Acts that a walk must contain, each with at least one success. */
export const expectedActs: readonly string[] = [
  'preRegistration.enter',
  'preRegistration.enter mending',
  'preRegistration.approve',
  'preRegistration.return',
  'desk.saveDraft',
  'desk.storeShot',
  'desk.complete',
  'review.approve',
  'review.return',
  'release.perform',
  'receipt.stored',
  'receipt.refused',
  'receipt.joined',
  'region.apply acceptance',
  'region.apply agreed',
  'region.apply rejected',
  'region.apply returned',
  'application.start privateRegistration',
  'application.start correction',
  'application.start reopening',
  'application.amend',
  'application.addEvidence',
  'application.removeEvidence',
  'application.submit',
  'application.agree',
  'application.return',
  'application.reject',
  'application.withdraw',
  'photo.orderRetake',
  'classChange.perform',
  'mobileChange.perform',
  'examEntry.perform',
  'examEntry.withdraw',
  'case.decide',
];

/** How many acts a tally has seen. */
export function actsOf(tally: Tally): number {
  return [...tally.acts.values()].reduce((sum, { tried }) => sum + tried, 0);
}

/**
 * One desk: `length` random acts by random people, the invariants every 25 of them (`closely`: after each), then everything
 * is finished. Throws at the first thing that does not hold, with the last acts before it and the call that replays them:
 * ids and the clock are the walk's own, so that a seed always gives the same acts and answers.
 */
export async function walk(seed: number, length: number, tally: Tally, closely = false): Promise<void> {
  const world = await newWorld(seed, tally);
  const begun = actsOf(tally);
  try {
    let checked = begun;
    while (actsOf(tally) - begun < length) {
      moveClock(world);
      await oneAct(world);
      // looking changes nothing: the walk goes the same way however often it is looked at
      if (closely) checkInvariants(world);
      if (actsOf(tally) - checked < 25) continue;
      checked = actsOf(tally);
      letIn(world);
      checkInvariants(world);
    }
    await finish(world);
    checkInvariants(world);
    checkChain(world);
  } catch (error) {
    const replay = `npm run walk -- --desk ${seed} --acts ${Math.min(length, actsOf(tally) - begun)}`;
    const last = world.trail.slice(-12).join('\n');
    throw new Error(`种子 ${seed}：${String(error)}\n重走：${replay}\n最后几步：\n${last}`, { cause: error });
  } finally {
    world.desk.close();
  }
}

function moveClock(world: World): void {
  world.desk.clock.advance(1000 + world.below(6 * hour) + (chance(world, 3) ? world.below(72) * hour : 0));
}

async function oneAct(world: World): Promise<void> {
  let left = world.below(total);
  for (const [weight, act] of acts) {
    left -= weight;
    if (left < 0) return act(world);
  }
}

/** The table of acts and refusals, as text. */
export function tallyText(tally: Tally): string {
  const lines = [...tally.acts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(
      ([act, one]) =>
        `${act.padEnd(40)}${[one.tried, one.done, one.refused, one.stale, one.forbidden, one.invalid].map((n) => String(n).padStart(8)).join('')}`,
    );
  const rules = [...tally.rules]
    .sort(([, a], [, b]) => b - a)
    .map(([rule, times]) => `${rule.padEnd(40)}${String(times).padStart(8)}`);
  const head = `${'act'.padEnd(40)}${['tried', 'done', 'refused', 'stale', 'closed', 'invalid'].map((word) => word.padStart(8)).join('')}`;
  return [
    head,
    ...lines,
    `total ${actsOf(tally)}, positive ends reached ${tally.reached}, replay ${tally.replay.copy().digest('hex').slice(0, 16)}`,
    '',
    'refusals by rule',
    ...rules,
  ].join('\n');
}
