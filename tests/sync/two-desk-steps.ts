import { join } from 'node:path';
import fc from 'fast-check';
import { writeSetting } from '../../src-main/db/store/office.ts';
import { acceptance, signedNotice } from '../fixtures/region-notice.ts';
import { makeReceiver } from '../receiver/make-receiver.ts';
import { type LineFault, startLineProxy } from './line-proxy.ts';
import { makeRunner, type RunnerChoice } from './make-runner.ts';
import { changeClasses, changeMobiles, changesWaiting } from './two-desk-changes.ts';
import { letInAgain, revoke } from './two-desk-revoked.ts';
import { carryOldStick, carryStick, staffWord } from './two-desk-sticks.ts';
import { backUp, putBack, release, restartDesk, type Seat, type World } from './two-desk-world.ts';

/** What may happen next; `seat` is the desk it happens to, `many` how much of it. */
export const stepKinds = [
  'release',
  'push',
  'push: stopped after some receipts',
  'push: dies while recording',
  'push: answers cut short',
  'push: answers eaten',
  'push: reordered and reset',
  'push: everything twice at once',
  'desk: restart',
  'desk: keep a copy',
  'desk: put the older copy back',
  'receiver: restart',
  'region: accepts',
  'pull',
  'pull: cut short',
  'change',
  'stick',
  'stick: an old one again',
  'region: revokes',
  'region: lets in again',
] as const;
type StepKind = (typeof stepKinds)[number];
export type Step = { readonly kind: StepKind; readonly seat: 0 | 1; readonly many: number };

/** Work is more frequent than what costs seconds. */
const often: Partial<Record<StepKind, number>> = {
  release: 6,
  push: 2,
  'push: answers eaten': 1,
  pull: 3,
  change: 6,
  stick: 5,
  'region: revokes': 1,
  'region: lets in again': 3,
};

export const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(...stepKinds.map((kind) => ({ weight: often[kind] ?? 2, arbitrary: fc.constant(kind) }))),
  seat: fc.constantFrom(0 as const, 1 as const),
  many: fc.integer({ min: 1, max: 4 }),
});

/** False = there was nothing to do it with: nothing happened. */
export async function perform(world: World, { kind, seat: at, many }: Step): Promise<boolean> {
  const seat = world.seats[at];
  switch (kind) {
    case 'release':
      if (seat.released >= seat.pupils.length) return false;
      await release(seat, many);
      return true;
    case 'desk: restart':
      await restartDesk(seat);
      return true;
    case 'desk: keep a copy':
      await backUp(world, seat);
      return true;
    case 'desk: put the older copy back':
      if (!seat.backup) return false;
      await putBack(seat);
      return true;
    case 'receiver: restart':
      await world.receiver.stop();
      world.receiver = await makeReceiver({ folder: join(world.folder, 'receiver'), enrolledOnly: true });
      return true;
    case 'region: accepts':
      return accept(world, seat, many);
    case 'pull':
      await pull(seat, world.receiver.url);
      return true;
    case 'change':
      await releaseIfNeeded(seat, many);
      // half of them are the school's
      return many % 2 === 0 ? changeClasses(seat) : changeMobiles(seat, many);
    case 'stick':
      await releaseIfNeeded(seat, many);
      return noting(seat, carryStick(world, seat, many));
    case 'stick: an old one again':
      return noting(seat, carryOldStick(world, seat, many));
    case 'region: revokes':
      if (seat.takenWhenRevoked) return false;
      await revoke(world, seat);
      return true;
    case 'region: lets in again':
      if (!seat.takenWhenRevoked) return false;
      await letInAgain(world, seat);
      return true;
    case 'pull: cut short':
      await through(
        world,
        (connection) => (connection < 2 ? { answerBytes: 900 * many } : {}),
        (url) => pull(seat, url),
      );
      return true;
    default:
      await releaseIfNeeded(seat, many);
      if (waitingOn(seat) + changesWaiting(seat) === 0) return false;
      await pushSomehow(world, seat, kind, many);
      noteReceipts(seat);
      return true;
  }
}

/** Nothing waits: somebody releases first, as long as somebody is there. */
async function releaseIfNeeded(seat: Seat, many: number): Promise<void> {
  if (waitingOn(seat) === 0 && seat.released < seat.pupils.length) await release(seat, many);
}

/** Sends what waits, over a good line; answers what kept it from being whole. */
export async function push(seat: Seat, url: string, choice: RunnerChoice = {}): Promise<string | null> {
  const runner = makeRunner(seat.desk, url, choice);
  try {
    return (await runner.push()).trouble;
  } finally {
    await runner.close();
  }
}

export async function pull(seat: Seat, url: string): Promise<string | null> {
  writeSetting(seat.desk.db(), 'receiverUrl', url, seat.desk.clock.now(), null);
  return (await seat.desk.desk.puller.pull()).trouble;
}

export function waitingOn({ desk }: Seat): number {
  return Number(desk.db().statement("SELECT count(*) FROM outbox WHERE state = 'waiting'").pluck().get());
}

async function pushSomehow(world: World, seat: Seat, kind: StepKind, many: number): Promise<void> {
  const { url } = world.receiver;
  const idleMs = 400;
  const overLine = (faultOf: (connection: number) => LineFault) =>
    through(world, faultOf, (line) => push(seat, line, { idleMs }));
  if (kind === 'push: answers cut short')
    await overLine((index) => (isEarly(index) ? { answerBytes: 400 * many } : {}));
  else if (kind === 'push: answers eaten') await overLine((index) => (isEarly(index) ? { eatsAnswers: true } : {}));
  else if (kind === 'push: reordered and reset')
    await overLine((index) =>
      index % 2 === 0 ? { startsAfterMs: 80 * many } : isEarly(index) ? { resetAfterMs: 60 } : {},
    );
  else if (kind === 'push: everything twice at once') await Promise.all([push(seat, url), push(seat, url)]);
  else if (kind === 'push: stopped after some receipts') await pushSome(seat, url, many);
  else if (kind === 'push: dies while recording') await dieWhileRecording(seat, url, many);
  else await push(seat, url);
}

/** The first connection greets; what is broken are the next few, so that a step ends in a second. */
function isEarly(connection: number): boolean {
  return connection > 0 && connection < 4;
}

async function pushSome(seat: Seat, url: string, many: number): Promise<void> {
  const runner = makeRunner(seat.desk, url);
  const before = receiptsOf(seat);
  let isOver = false;
  const run = runner.push().finally(() => {
    isOver = true;
  });
  while (!isOver && receiptsOf(seat) < before + many) await new Promise((resolve) => setTimeout(resolve, 1));
  runner.stop();
  await run;
  await runner.close();
}

async function dieWhileRecording(seat: Seat, url: string, many: number): Promise<void> {
  const died = await push(seat, url, { diesAfterTransactions: many }).catch((error: unknown) => error);
  if (died instanceof Error && died.message !== 'power cut') throw died;
  await restartDesk(seat);
}

/** Of a pupil who was released here already, or will be: the word may be sooner at the desk than the receipt. */
async function accept(world: World, seat: Seat, many: number): Promise<boolean> {
  const pupil = seat.pupils.slice(0, seat.released + 1).find((id) => !seat.accepted.has(id) && !seat.mayBeLost.has(id));
  if (pupil === undefined || many === 0) return false;
  const { body } = signedNotice(acceptance(pupil));
  const answer = await fetch(`${world.receiver.url}/v2/notices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: staffWord(world) },
    body: JSON.stringify({ acts: [{ act: 'issue', notice: JSON.parse(body) }] }),
  });
  if (answer.status !== 200) throw new Error(await answer.text());
  seat.accepted.add(pupil);
  return true;
}

async function through(
  world: World,
  faultOf: (connection: number) => LineFault,
  work: (url: string) => Promise<unknown>,
): Promise<void> {
  const line = await startLineProxy(world.receiver.url, { faultOf });
  await work(line.url);
  await line.stop();
}

function receiptsOf({ desk }: Seat): number {
  return Number(desk.db().statement('SELECT count(*) FROM receipt').pluck().get());
}

async function noting(seat: Seat, step: Promise<boolean>): Promise<boolean> {
  const isDone = await step;
  noteReceipts(seat);
  return isDone;
}

function noteReceipts(seat: Seat): void {
  const { db } = seat.desk;
  for (const id of db().statement('SELECT message_id FROM receipt').pluck().all()) seat.receipted.add(String(id));
  for (const id of db().statement('SELECT message_id FROM change_receipt').pluck().all())
    seat.receiptedChanges.add(String(id));
}
