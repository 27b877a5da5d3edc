import { applicationActs } from './acts-application.ts';
import { recordActs } from './acts-record.ts';
import { finish, letIn } from './finish.ts';
import { checkChain, checkInvariants } from './invariants.ts';
import { shortest } from './shrink.ts';
import { chance, newTally, newWorld, type Tally, type World } from './world.ts';

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
  'region.apply results',
  'region.apply arrival',
  'certificate.withdraw',
  'application.start privateRegistration',
  'application.start correction',
  'application.start transfer',
  'application.start suspension',
  'application.start reinstatement',
  'application.start recognitionOfResults',
  'application.start certificateOfResults',
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

/** One desk: which, how far, which steps alone (null = each), and whether it is looked at after every step. */
export type Desk = {
  readonly seed: number;
  readonly acts: number;
  readonly only?: readonly number[] | null;
  readonly closely?: boolean;
  /** one more thing that must hold after each step: a planted fault shows that a broken walk is found and shortened */
  readonly mustHold?: (world: World) => void;
};

type Broken = { readonly error: unknown; readonly steps: readonly number[]; readonly trail: readonly string[] };

/** How long a broken walk is shortened at most. */
const SHORTEN_MS = 240_000;

/**
 * One desk: random acts by random people, the invariants every 25 steps (`closely`: after each), then everything is
 * finished. Throws at the first thing that does not hold, with the fewest steps that still lead there and the call that
 * walks just these: ids, the clock and the numbers of each step are the walk's own, so that a seed always gives the same
 * acts and answers, and a step that is left out changes no other.
 */
export async function walk(desk: Desk, tally: Tally): Promise<void> {
  const broken = await walkOnce(desk, tally);
  if (broken === null) return;
  const until = Date.now() + SHORTEN_MS;
  const kind = kindOf(broken.error);
  let fewest = broken;
  await shortest(
    broken.steps,
    async (only) => {
      const again = await walkOnce({ ...desk, only, closely: true }, newTally());
      if (again === null || kindOf(again.error) !== kind) return false;
      fewest = again;
      return true;
    },
    () => Date.now() > until,
  );
  const { seed } = desk;
  const replay = `npm run walk -- --desk ${seed} --only ${fewest.steps.join(',')}`;
  const words = `种子 ${seed}：${String(fewest.error)}\n${broken.steps.length} 步缩到 ${fewest.steps.length} 步，重走：${replay}`;
  throw new Error(`${words}\n每一步：\n${fewest.trail.join('\n')}`, { cause: fewest.error });
}

/** What went wrong without ids and numbers: a shorter walk must break in the same way. */
function kindOf(error: unknown): string {
  return String(error)
    .replace(/[0-9a-f]{8}[0-9a-f-]*|\d+/gu, '#')
    .slice(0, 60);
}

async function walkOnce({ seed, acts, only, closely, mustHold }: Desk, tally: Tally): Promise<Broken | null> {
  const world = await newWorld(seed, tally);
  const begun = actsOf(tally);
  const steps: number[] = [];
  const look = () => {
    checkInvariants(world);
    mustHold?.(world);
  };
  try {
    for (const step of only ?? allSteps(() => actsOf(tally) - begun < acts)) {
      steps.push(step);
      world.beginStep(step);
      moveClock(world);
      await oneAct(world);
      // looking changes nothing: the walk goes the same way however often it is looked at
      if (closely) look();
      if (step % 25 !== 24) continue;
      letIn(world);
      look();
    }
    world.beginStep(-1);
    await finish(world);
    look();
    checkChain(world);
    return null;
  } catch (error) {
    return { error, steps, trail: world.trail };
  } finally {
    world.desk.close();
  }
}

function* allSteps(isWanted: () => boolean): Generator<number> {
  for (let step = 0; isWanted(); step += 1) yield step;
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
    `carried out: ${[...tally.carriedOut].map(([kind, times]) => `${kind} ${times}`).join(', ')}`,
    '',
    'refusals by rule',
    ...rules,
  ].join('\n');
}
