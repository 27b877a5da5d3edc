import { createHash, type Hash } from 'node:crypto';
import { v7 } from 'uuid';
import type { Reply } from '../../shared/contract/call.ts';
import type { CallName, Input } from '../../shared/contract/index.ts';
import type { ApplicationKind } from '../../shared/domain/application-kind.ts';
import { idCheckDigit } from '../../shared/lib/id-number.ts';
import { allRules } from '../../shared/regulation/rule-sets.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';
import { fixedClock, makeDesk, type TestClock, type TestDesk } from '../make-desk.ts';
import { everybody, walkBegins, walkCounty } from './county.ts';

export type Count = { tried: number; done: number; refused: number; stale: number; forbidden: number; invalid: number };
/** Per act how often and with what end; per rule how often it closed one. */
export type Tally = {
  readonly acts: Map<string, Count>;
  readonly rules: Map<string, number>;
  /** over every act and its answer, in order: two runs of one seed must agree in it */
  readonly replay: Hash;
  reached: number;
  /** applications of each kind that were carried out, wherever in the walk */
  readonly carriedOut: Map<ApplicationKind, number>;
};

/** One thing somebody is about to do. `act` is its name in the table; several calls can share a call name. */
export type Attempt<N extends CallName = CallName> = {
  readonly act: string;
  readonly who: string;
  readonly name: N;
  readonly input: Input<N>;
};

export type World = {
  readonly desk: TestDesk;
  readonly tally: Tally;
  /** 0 ≤ n < below */
  readonly below: (below: number) => number;
  /** begins the random numbers of one step: what it draws does not depend on the steps before it */
  readonly beginStep: (step: number) => void;
  readonly serial: () => number;
  readonly photos: readonly Uint8Array[];
  /** identity, résumé and family of each record as they stood when it took effect */
  readonly frozen: Map<string, { readonly identity: Record<string, unknown>; readonly rest: string }>;
  readonly outbox: Set<string>;
  /** what was done, newest last: the failure shows the end of it */
  readonly trail: string[];
  signedIn: string | null;
};

const house = new Set(allRules.filter((rule) => rule.house).map((rule) => rule.id));

export function newTally(): Tally {
  return { acts: new Map(), rules: new Map(), replay: createHash('sha256'), reached: 0, carriedOut: new Map() };
}

/** Ids by the desk's clock and a counter: rows come in the same order whenever the seed is walked again. */
function countedIds(clock: TestClock): { uuid: () => string } {
  let made = 0;
  return {
    uuid() {
      made += 1;
      const random = createHash('sha256').update(`id ${made}`).digest().subarray(0, 16);
      return v7({ msecs: Date.parse(clock.now()), seq: made, random });
    },
  };
}

/** A desk of the walk's county with nobody on it. The same seed gives the same walk. */
export async function newWorld(seed: number, tally: Tally): Promise<World> {
  const clock = fixedClock(walkBegins);
  const desk = await makeDesk({ county: walkCounty, clock, ids: countedIds(clock) });
  // the walk judges what is written, never what survives a power cut (tests/faults does, at FULL): each commit's wait for
  // the disk was a quarter of the run. The file stays a real encrypted one
  desk.db().client.pragma('synchronous = OFF');
  let state = seed >>> 0;
  let serial = 0;
  return {
    desk,
    tally,
    below(below) {
      // mulberry32
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
    },
    beginStep(step) {
      state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(step + 1, 0x85ebca6b)) >>> 0;
    },
    serial: () => ++serial,
    photos: Array.from({ length: 12 }, (_, index) => makeJpeg(index + 1)),
    frozen: new Map(),
    outbox: new Set(),
    trail: [],
    signedIn: null,
  };
}

/** True `percent` times of a hundred. */
export function chance(world: World, percent: number): boolean {
  return world.below(100) < percent;
}

export function oneOf<T>(world: World, list: readonly T[]): T {
  const found = list[world.below(list.length)];
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
}

/** Rows of a query on the open desk. */
export function rows<T>(world: World, sql: string, ...values: readonly unknown[]): T[] {
  return world.desk
    .db()
    .statement(sql)
    .all(...values) as T[];
}

/** A valid document number that nobody on this desk has yet. */
export function freshNumber(world: World): string {
  const serial = world.serial();
  const days = String((serial % 28) + 1).padStart(2, '0');
  const body = `150430201005${days}${String(Math.floor(serial / 28) + 1).padStart(3, '0')}`;
  return body + idCheckDigit(body);
}

/** Signs in when the person changes, and calls. */
export async function ask<N extends CallName>(
  world: World,
  who: string,
  name: N,
  input: Input<N>,
): Promise<Reply<unknown>> {
  if (world.signedIn !== who) await world.desk.as(who);
  world.signedIn = who;
  const reply = (await world.desk.call(name, input)) as Reply<unknown>;
  if (reply.ok || reply.fault.kind !== 'locked') return reply;
  await world.desk.as(who);
  return (await world.desk.call(name, input)) as Reply<unknown>;
}

/** Does one thing, sometimes by somebody else, at an old version, or twice; every answer is looked at. */
export async function attempt(world: World, planned: Attempt, straight = false): Promise<Reply<unknown>> {
  const who = !straight && chance(world, 15) ? oneOf(world, everybody) : planned.who;
  const input = !straight && chance(world, 10) ? olderVersion(planned.input) : planned.input;
  const reply = await ask(world, who, planned.name, input as never);
  count(world, planned.act, reply);
  note(world, `${planned.act} ${who} ${inShort(reply)}`);
  lookAt(planned.act, reply);
  if (!straight && chance(world, 5)) await again(world, { ...planned, who, input } as Attempt, reply);
  return reply;
}

function inShort(reply: Reply<unknown>): string {
  if (!reply.ok) return JSON.stringify(reply.fault).slice(0, 300);
  const { failed, lines } = reply.value as { failed?: { sentence: string }[]; lines?: { reason: string | null }[] };
  return `ok ${[...(failed ?? []).map(({ sentence }) => sentence), ...(lines ?? []).map(({ reason }) => reason ?? '')].join(' ')}`;
}

export function note(world: World, line: string): void {
  world.tally.replay.update(line);
  world.trail.push(line);
}

function olderVersion(input: unknown): unknown {
  const known = input as { version?: number | null; items?: { version: number }[] };
  const older = (version: number) => (version > 0 ? version - 1 : version + 1);
  if (typeof known.version === 'number') return { ...known, version: older(known.version) };
  if (known.items) return { ...known, items: known.items.map((item) => ({ ...item, version: older(item.version) })) };
  return input;
}

/** Sent twice: nothing more is written, and what went through is answered the same. */
async function again(world: World, planned: Attempt, first: Reply<unknown>): Promise<void> {
  const events = () => rows<{ n: number }>(world, 'SELECT count(*) AS n FROM event')[0]?.n;
  const before = events();
  const second = await ask(world, planned.who, planned.name, planned.input as never);
  if (!first.ok || planned.act === 'desk.storeShot') return;
  const said = `${planned.act}: ${JSON.stringify(first)} / ${JSON.stringify(second)}`;
  if (events() !== before) throw new Error(`sent twice, written twice: ${said}`);
  if (!second.ok) {
    // a decided case says so (src-main/commands/case/decide.ts)
    if (planned.act === 'case.decide' && second.fault.kind === 'stale') return;
    throw new Error(`sent twice, answered otherwise: ${said}`);
  }
  if (keysOf(first.value) !== keysOf(second.value)) throw new Error(`sent twice, answered otherwise: ${said}`);
}

/** What the two answers must share; instants, hints and "known already" may differ. */
function keysOf(value: unknown): string {
  const known = value as Record<string, unknown>;
  const keys = ['candidacyId', 'applicationId', 'version', 'evidenceId', 'outcome', 'candidacyNo', 'state', 'done'];
  return JSON.stringify(keys.map((key) => known[key]));
}

function countOf(world: World, act: string): Count {
  const known = world.tally.acts.get(act) ?? { tried: 0, done: 0, refused: 0, stale: 0, forbidden: 0, invalid: 0 };
  world.tally.acts.set(act, known);
  return known;
}

function count(world: World, act: string, reply: Reply<unknown>): void {
  const known = countOf(world, act);
  known.tried += 1;
  if (reply.ok) {
    const many = reply.value as { failed?: { sentence: string }[]; done?: unknown[] };
    if (many.failed && many.done?.length === 0) known.refused += 1;
    else known.done += 1;
    return;
  }
  const { fault } = reply;
  if (fault.kind === 'refused') {
    known.refused += 1;
    for (const { ruleId } of fault.findings) world.tally.rules.set(ruleId, (world.tally.rules.get(ruleId) ?? 0) + 1);
  } else if (fault.kind === 'stale' || fault.kind === 'forbidden' || fault.kind === 'invalid') known[fault.kind] += 1;
}

/** Counts what is no call of a person, e.g. a receipt. */
export function counted(world: World, act: string, done: boolean): void {
  const known = countOf(world, act);
  known.tried += 1;
  if (done) known.done += 1;
}

/** Nothing is broken; what is refused says on what ground. */
function lookAt(act: string, reply: Reply<unknown>): void {
  if (!reply.ok) {
    const { fault } = reply;
    if (fault.kind === 'broken' || fault.kind === 'locked') throw new Error(`${act}: ${JSON.stringify(fault)}`);
    if (fault.kind !== 'refused') return;
    const bare = fault.findings.filter(
      ({ clauses, ruleId }) => clauses.length === 0 && !house.has(ruleId) && !ruleId.startsWith('house.'),
    );
    if (fault.findings.length === 0 || bare.length > 0)
      throw new Error(`${act}: refused without a ground ${JSON.stringify(fault)}`);
    return;
  }
  const { failed } = reply.value as { failed?: { sentence: string }[] };
  for (const { sentence } of failed ?? [])
    if (!/依据|不在你的名单|看过新内容再决定/u.test(sentence))
      throw new Error(`${act}: a line without a ground: ${sentence}`);
}
