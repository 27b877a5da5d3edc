import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Reply } from '../../shared/contract/call.ts';
import type { Input, Output } from '../../shared/contract/index.ts';
import { ok } from '../../shared/lib/result.ts';
import { openShots, type ShotDesk } from '../../src-renderer/features/desk/shot-runner.ts';
import { phaseOf, type ShotEvent } from '../../src-renderer/features/desk/shot-work.ts';
import type { Shot } from '../../src-renderer/photo/gate/shot.ts';
import { makeScene, pupil, type Scene } from '../fixtures/desk-scene.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';

/** What a hand, a scanner, the encoder and the bridge to main do; numbers choose among what is under way. */
type Act =
  | { readonly kind: 'shutter'; readonly way: 'live' | 'still' }
  | { readonly kind: 'enter' | 'next' | 'retake' | 'lateShutter' | 'lateEnter' }
  | { readonly kind: 'scan' | 'older' | 'exposed' | 'encoded' | 'answered'; readonly which: number };

const which = fc.nat({ max: 7 });
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('shutter' as const), way: fc.constantFrom('live', 'live', 'still') }),
  },
  { weight: 7, arbitrary: fc.record({ kind: fc.constantFrom('enter', 'next', 'retake', 'retake') }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('lateShutter', 'lateEnter') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('scan', 'older'), which }) },
  { weight: 9, arbitrary: fc.record({ kind: fc.constantFrom('exposed', 'encoded', 'encoded', 'encoded'), which }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('answered' as const), which }) },
) as fc.Arbitrary<Act>;
const orders = fc.sample(fc.array(act, { minLength: 70, maxLength: 100 }), { numRuns: 200, seed: 20261130 });

const SEATS = 4;
type Store = Input<'desk.storeShot'>;
/** Places where a fault can be planted; each answers what the sound desk does unless it is told otherwise. */
type Planted = {
  readonly stored?: (input: Store, shown: string) => Store;
  readonly face?: (ofFrame: number, earlier: number, shown: number) => number;
};
type Tally = { grabbed: number; stored: number; late: number; lost: number; refused: number; completed: number };

let scene: Scene;
/** pupils who wait to be called, and the four of an order: a seat has one face, whoever sits on it */
const waiting: string[] = [];
const seats: string[] = [];
let entered = 0;
const faceOf = new Map<string, number>();
const faceOfBytes = new Map(
  Array.from({ length: SEATS }, (_, face) => [createHash('sha256').update(makeJpeg(face)).digest('hex'), face]),
);

beforeAll(async () => {
  scene = await makeScene();
});
afterAll(() => scene.desk.close());

/** Every order begins with four pupils who have no photo and no place in the register yet. */
async function seat(): Promise<void> {
  for (let at = 0; at < SEATS; at++) {
    const sitting = seats[at];
    if (sitting !== undefined && scene.column(sitting, 'status') === 'awaitingCapture') continue;
    if (waiting.length === 0) await enterMore(20);
    const called = waiting.shift() ?? '';
    seats[at] = called;
    faceOf.set(called, at);
  }
}

async function enterMore(count: number): Promise<void> {
  const ids: string[] = [];
  for (let left = count; left > 0; left--) ids.push(await scene.enter(pupil(entered++)));
  await scene.approve(...ids);
  for (const id of ids) await scene.readCard(id);
  waiting.push(...ids);
}

/** Lets everything that has been answered go on. */
const settle = () => new Promise((done) => setImmediate(done));

/**
 * Plays one order: the desk's own shot runner, the real commands on the real encrypted database; camera, encoder and bridge take
 * as long as the order says. Answers every capture that belongs to somebody whose face it does not show.
 */
async function play(acts: readonly Act[], planted: Planted, tally: Tally): Promise<string[]> {
  await seat();
  const before = Number(scene.desk.db().statement('SELECT max(rowid) FROM capture').pluck().get() ?? 0);
  const breaches: string[] = [];
  const held = {
    exposed: [] as (() => void)[],
    encoded: [] as (() => void)[],
    answered: [] as (() => Promise<void>)[],
  };
  let shown = '';
  let gone = '';
  let clock = 0;
  let sheet: Output<'desk.open'> | null = null;
  let lastFace = 0;

  /** a call of the bridge: main answers when the order lets it */
  const ask = <T>(start: () => Promise<Reply<T>>): Promise<Reply<T>> =>
    new Promise((done) => held.answered.push(async () => done(await start())));
  const onPicture = (face: number, way: 'live' | 'still') => ({ face, way }) as unknown as ImageBitmap;
  const desk = (way: 'live' | 'still'): ShotDesk => ({
    way,
    // a still that is on its way was not taken by the camera whose picture is on the screen
    device: '测试摄像头',
    profile: {} as NonNullable<ShotDesk['profile']>,
    gate: {
      makeShot: (frame, _, way) =>
        new Promise((done) => {
          const { face: own, way: taken } = frame as unknown as { face: number; way: string };
          expect(way).toBe(taken);
          const earlier = lastFace;
          lastFace = own;
          held.encoded.push(() => {
            const face = planted.face?.(own, earlier, faceOf.get(shown) ?? own) ?? own;
            const [original, derived] = [makeJpeg(face, 640, 480), makeJpeg(face)] as Shot['original'][];
            done(ok({ original, derived, crop: {}, measurements: {}, verdict: null, perceptualHash: null } as Shot));
          });
        }),
    },
    isCard: () => false,
    grabLive: () => ok(onPicture(faceOf.get(shown) ?? -1, 'live')),
    // the still camera exposes when it gets round to it: whoever sits there by then is on it
    takeStill: () =>
      new Promise((done) =>
        held.exposed.push(() =>
          done(ok({ picture: onPicture(faceOf.get(shown) ?? -1, 'still'), device: '备用的那台' })),
        ),
      ),
    storeShot: async (input) => {
      const reply = await ask(() => scene.ask('clerk', 'desk.storeShot', planted.stored?.(input, shown) ?? input));
      if (reply.ok) tally.stored += 1;
      else tally.refused += 1;
      if (reply.ok && input.candidacyId !== shown) tally.late += 1;
      return reply;
    },
    onShutter: () => undefined,
    onStored: () => open(shown),
    onLost: () => {
      tally.lost += 1;
    },
  });
  const runner = openShots(() => undefined);
  const send = (event: ShotEvent<Shot>, way: 'live' | 'still' = 'live') => {
    const effects = runner.send(event, desk(way));
    for (const effect of effects) {
      if (effect.kind === 'grab') tally.grabbed += 1;
      if (effect.kind === 'complete') void complete(effect.pupil, effect.captureId);
    }
    if (runner.state().stage !== null) runner.send({ kind: 'looked', at: clock }, desk(way));
  };
  const open = async (candidacyId: string): Promise<void> => {
    const reply = await ask(() => scene.ask('clerk', 'desk.open', { candidacyId }));
    if (!reply.ok || reply.value.line.candidacyId !== shown) return;
    sheet = reply.value;
    const current = sheet.shots.find((shot) => shot.current)?.captureId;
    if (current !== undefined) send({ kind: 'found', pupil: sheet.line.candidacyId, captureId: current });
  };
  const complete = async (candidacyId: string, captureId: string): Promise<void> => {
    if (candidacyId !== shown) breaches.push('完成的不是屏上的人');
    const version = scene.version(candidacyId);
    const asked = { candidacyId, version, captureId, pupilConfirmed: true, warnReason: null } as const;
    const reply = await ask(() => scene.ask('clerk', 'desk.complete', asked));
    if (reply.ok) tally.completed += 1;
    send({ kind: 'completed', pupil: candidacyId });
    if (reply.ok && shown === candidacyId) next();
  };
  const callUp = (candidacyId: string): void => {
    if (candidacyId === shown) return;
    gone = shown;
    shown = candidacyId;
    sheet = null;
    send({ kind: 'called', pupil: candidacyId });
    void open(candidacyId);
  };
  const next = (): void => callUp(seats[(seats.indexOf(shown) + 1) % SEATS] ?? '');
  const release = async (list: (() => void | Promise<void>)[], at: number): Promise<void> => {
    if (list.length > 0) await list.splice(at % list.length, 1)[0]?.();
    await settle();
  };

  callUp(seats[0] ?? '');
  for (const one of acts) {
    clock += 250;
    const about = sheet === null ? null : (sheet as Output<'desk.open'>).line.candidacyId;
    if (one.kind === 'shutter' && about !== null) send({ kind: 'shutter', pupil: about, way: one.way }, one.way);
    if (one.kind === 'enter' && about !== null) send({ kind: 'enter', pupil: about, at: clock });
    if (one.kind === 'lateShutter' && gone !== '') send({ kind: 'shutter', pupil: gone, way: 'live' });
    if (one.kind === 'lateEnter' && gone !== '') send({ kind: 'enter', pupil: gone, at: clock });
    if (one.kind === 'next') next();
    if (one.kind === 'retake') send({ kind: 'retake' });
    // a scan never presses a button: with a shot on the stage it only asks
    if (one.kind === 'scan' && phaseOf(runner.state()) !== 'shown') callUp(seats[one.which % SEATS] ?? '');
    if (one.kind === 'older' && sheet !== null) {
      const { shots, line } = sheet as Output<'desk.open'>;
      const shot = shots[one.which % Math.max(1, shots.length)];
      if (shot !== undefined) send({ kind: 'chosen', pupil: line.candidacyId, captureId: shot.captureId });
    }
    if (one.kind === 'exposed' || one.kind === 'encoded') await release(held[one.kind], one.which);
    // main is quicker than hands: two answers to one key
    if (one.kind === 'answered') for (const at of [one.which, 0]) await release(held.answered, at);
  }
  // what is still under way comes to its end while somebody else sits there
  next();
  while (held.exposed.length + held.encoded.length + held.answered.length > 0)
    for (const list of Object.values(held)) await release(list, 0);

  const rows = scene.desk
    .db()
    .statement('SELECT candidacy_id AS pupil, derived_sha256 AS bytes, source, device FROM capture WHERE rowid > ?')
    .all(before) as { pupil: string; bytes: string; source: string; device: string }[];
  for (const { source, device } of rows)
    if (device !== (source === 'still' ? '备用的那台' : '测试摄像头')) breaches.push(`${source} 写着 ${device}`);
  const foreign = rows.filter(({ pupil, bytes }) => faceOfBytes.get(bytes) !== faceOf.get(pupil));
  return [...breaches, ...foreign.map(({ pupil, bytes }) => `${faceOf.get(pupil)} 名下是 ${faceOfBytes.get(bytes)}`)];
}

const noTally = (): Tally => ({ grabbed: 0, stored: 0, late: 0, lost: 0, refused: 0, completed: 0 });

it('200 种次序，真的存进加密数据库：库里每一张照片都在画面上那个人名下，写着拍它的那台摄像头', async () => {
  const tally = noTally();
  for (const [at, acts] of orders.entries()) expect(await play(acts, {}, tally), `第 ${at} 种`).toEqual([]);
  // the orders did reach what they are about
  expect(tally.stored).toBeGreaterThan(300);
  expect(tally.late).toBeGreaterThan(100);
  expect(tally.lost).toBeGreaterThan(80);
  expect(tally.completed).toBeGreaterThan(100);
  expect(tally.refused).toBeGreaterThan(0);
});

it.each<[string, Planted]>([
  ['存给存的时候屏上的人', { stored: (input, shown) => ({ ...input, candidacyId: shown }) }],
  ['压缩交出前一张', { face: (_, earlier) => earlier }],
  ['画面到压缩时才拷', { face: (_own, _earlier, shown) => shown }],
])('种下的错在库里看得出来：%s', async (_name, planted) => {
  for (const acts of orders) if ((await play(acts, planted, noTally())).length > 0) return;
  expect.fail('没有看出来');
});
