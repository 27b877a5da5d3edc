import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShotGate } from '../../src-renderer/features/desk/sheet.ts';
import {
  noShots,
  phaseOf,
  type ShotEvent,
  type ShotState,
  stepShots,
} from '../../src-renderer/features/desk/shot-work.ts';

const gate: ShotGate = { verdict: 'good', causes: [], overrideClosed: null, override: null, lookAlikes: [] };
const classmates = ['甲', '乙', '丙', '丁'];

/** What a hand, a scanner, the encoder and the disk do; numbers choose among what is under way at that moment. */
type Act =
  | { readonly kind: 'shutter'; readonly way: 'live' | 'still' }
  | { readonly kind: 'enter' | 'next' | 'retake' | 'sheet' | 'older' }
  /** a key or an answer that was meant for the pupil before and arrives too late */
  | { readonly kind: 'staleShutter' | 'staleEnter' | 'staleSheet' | 'staleOlder' }
  | { readonly kind: 'scan'; readonly who: number }
  | { readonly kind: 'encoded' | 'unusable' | 'saved' | 'notSaved' | 'answered'; readonly which: number }
  | { readonly kind: 'wait'; readonly ms: number };

const number = fc.nat({ max: 7 });
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({ kind: fc.constant('shutter' as const), way: fc.constantFrom('live', 'live', 'still') }),
  },
  { weight: 9, arbitrary: fc.record({ kind: fc.constantFrom('enter', 'next', 'retake', 'sheet', 'older') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('scan' as const), who: number }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('staleShutter', 'staleEnter', 'staleSheet', 'staleOlder') }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'encoded',
        'encoded',
        'encoded',
        'unusable',
        'saved',
        'saved',
        'saved',
        'notSaved',
        'answered',
      ),
      which: number,
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(60, 250, 500) }) },
) as fc.Arbitrary<Act>;

/** Whose face a picture shows. The world knows it; the desk under test does not look into pictures. */
type Picture = { readonly face: string };
type Step = typeof stepShots<Picture>;
type Tally = { grabbed: number; stored: number; late: number; discarded: number; completed: number };

/**
 * Plays the acts against the state machine with a camera, an encoder and a disk that take as long as they like, and
 * answers every breach of: a picture is stored, shown and completed only for the pupil whose face it shows.
 */
function play(acts: readonly Act[], step: Step): { breaches: string[]; tally: Tally } {
  let state: ShotState<Picture> = noShots();
  let clock = 0;
  let captures = 0;
  const breaches: string[] = [];
  const tally: Tally = { grabbed: 0, stored: 0, late: 0, discarded: 0, completed: 0 };
  const encoding: { shotId: number; way: 'live' | 'still'; face: string }[] = [];
  const saving: { shotId: number; pupil: string; face: string }[] = [];
  const asked: { pupil: string }[] = [];
  /** main's table: capture → pupil it is stored for and face it shows */
  const disk = new Map<string, { shotId: number; pupil: string; face: string }>();

  const send = (event: ShotEvent<Picture>): void => {
    const result = step(state, event);
    state = result.state;
    for (const effect of result.effects) {
      if (effect.kind === 'grab') {
        tally.grabbed += 1;
        // live: the frame is copied at the key; still: the camera exposes when it gets round to it
        encoding.push({ shotId: effect.shotId, way: effect.way, face: state.pupil ?? '' });
      } else if (effect.kind === 'store') {
        saving.push({ shotId: effect.shotId, pupil: effect.pupil, face: effect.picture.face });
        if (effect.pupil !== effect.picture.face) breaches.push(`${effect.picture.face} 的照片存给了 ${effect.pupil}`);
        if (effect.pupil !== state.pupil) tally.late += 1;
        tally.stored += 1;
      } else if (effect.kind === 'complete') {
        tally.completed += 1;
        const capture = disk.get(effect.captureId);
        if (capture?.face !== effect.pupil) breaches.push(`${effect.pupil} 用了 ${capture?.face} 的照片`);
        if (effect.pupil !== state.pupil) breaches.push(`完成的是 ${effect.pupil}，屏上是 ${state.pupil}`);
        asked.push({ pupil: effect.pupil });
      } else tally.discarded += 1;
    }
    const shown = state.stage?.picture?.face ?? disk.get(state.stage?.captureId ?? '')?.face ?? state.pupil;
    if (shown !== state.pupil) breaches.push(`${state.pupil} 的屏上是 ${shown}`);
    const kept = disk.get(state.stage?.captureId ?? '');
    const isThatShot = kept === undefined || state.stage?.shotId === null || kept.shotId === state.stage?.shotId;
    if (!isThatShot) breaches.push(`屏上第 ${state.stage?.shotId} 张，编号是第 ${kept?.shotId} 张的`);
  };
  let before = '';
  const call = (pupil: string): void => {
    if (pupil !== state.pupil) before = state.pupil ?? '';
    send({ kind: 'called', pupil });
  };
  const next = (): void => call(classmates[(classmates.indexOf(state.pupil ?? '') + 1) % classmates.length] ?? '');
  const take = <T>(list: T[], which: number): T | undefined =>
    list.length === 0 ? undefined : list.splice(which % list.length, 1)[0];
  const shotOf = (pupil: string): string | undefined =>
    [...disk].findLast(([, capture]) => capture.pupil === pupil)?.[0];

  call('甲');
  for (const one of acts) {
    clock += 20;
    const pupil = state.pupil ?? '';
    if (one.kind === 'wait') clock += one.ms;
    if (one.kind === 'shutter') send({ kind: 'shutter', pupil, way: one.way });
    if (one.kind === 'enter') send({ kind: 'enter', pupil, at: clock });
    if (one.kind === 'retake') send({ kind: 'retake' });
    if (one.kind === 'next') next();
    // a scan never presses a button: with a shot on the stage it only asks
    if (one.kind === 'scan' && phaseOf(state) !== 'shown') call(classmates[one.who % classmates.length] ?? '');
    const captureId = shotOf(pupil);
    if (one.kind === 'sheet' && captureId !== undefined) send({ kind: 'found', pupil, captureId });
    if (one.kind === 'older' && captureId !== undefined) send({ kind: 'chosen', pupil, captureId });
    const late = shotOf(before);
    if (one.kind === 'staleShutter' && before !== '') send({ kind: 'shutter', pupil: before, way: 'live' });
    if (one.kind === 'staleEnter' && before !== '') send({ kind: 'enter', pupil: before, at: clock });
    if (one.kind === 'staleSheet' && late !== undefined) send({ kind: 'found', pupil: before, captureId: late });
    if (one.kind === 'staleOlder' && late !== undefined) send({ kind: 'chosen', pupil: before, captureId: late });
    if (one.kind === 'encoded') {
      const frame = take(encoding, one.which);
      // who sits there when the still is exposed is whoever has been called by then
      const face = frame?.way === 'still' ? (state.pupil ?? '') : (frame?.face ?? '');
      if (frame) send({ kind: 'taken', shotId: frame.shotId, picture: { face } });
    }
    if (one.kind === 'unusable') {
      const frame = take(encoding, one.which);
      if (frame) send({ kind: 'missed', shotId: frame.shotId, sentence: '压不下来', untilPicture: false });
    }
    if (one.kind === 'saved') {
      const item = take(saving, one.which);
      if (item) {
        captures += 1;
        disk.set(`照片${captures}`, item);
        send({ kind: 'stored', shotId: item.shotId, captureId: `照片${captures}`, gate });
      }
    }
    if (one.kind === 'notSaved') {
      const item = take(saving, one.which);
      const fault = { kind: 'broken', reference: 'K-1', message: '' } as const;
      if (item) send({ kind: 'notStored', shotId: item.shotId, pupil: item.pupil, fault });
    }
    if (one.kind === 'answered') {
      const answer = take(asked, one.which);
      if (answer) {
        send({ kind: 'completed', pupil: answer.pupil });
        if (answer.pupil === state.pupil) next();
      }
    }
    if (state.stage !== null) send({ kind: 'looked', at: clock });
  }
  return { breaches, tally };
}

type OfPupil = Extract<ShotEvent<Picture>, { kind: 'shutter' | 'found' | 'chosen' | 'enter' }>;

/** A fault: the pupil of the event is not held against the one at the desk. */
function asIfCalled(state: ShotState<Picture>, event: OfPupil): ReturnType<Step> {
  const result = stepShots({ ...state, pupil: event.pupil }, event);
  return { ...result, state: { ...result.state, pupil: state.pupil } };
}

/** A fault: what is of another pupil is taken for this one's. */
function asIfOwn(state: ShotState<Picture>, event: OfPupil): ReturnType<Step> {
  return stepShots(state, { ...event, pupil: state.pupil ?? '' });
}

const orders = fc.array(act, { minLength: 80, maxLength: 240 });
const settings = { numRuns: 200, seed: 20260308 } as const;

describe('快门、回车、扫码、下一位、压缩快慢随意交错', () => {
  it('200 种次序：照片只归按快门时屏上的学生，否则作废；从不归别人', () => {
    const sum: Tally = { grabbed: 0, stored: 0, late: 0, discarded: 0, completed: 0 };
    fc.assert(
      fc.property(orders, (acts) => {
        const { breaches, tally } = play(acts, stepShots);
        for (const key of Object.keys(sum) as (keyof Tally)[]) sum[key] += tally[key];
        expect(breaches).toEqual([]);
      }),
      settings,
    );
    // the orders did reach what they are about
    expect(sum.grabbed).toBeGreaterThan(1000);
    expect(sum.stored).toBeGreaterThan(500);
    expect(sum.late).toBeGreaterThan(100);
    expect(sum.discarded).toBeGreaterThan(50);
    expect(sum.completed).toBeGreaterThan(50);
  });

  it.each<[string, Step]>([
    [
      '迟到的照片归当时屏上的人',
      (state, event) => {
        if (event.kind !== 'taken') return stepShots(state, event);
        const moved = state.flights.map((flight) => ({ ...flight, pupil: state.pupil ?? '', visit: state.visit }));
        return stepShots({ ...state, flights: moved }, event);
      },
    ],
    [
      '换人不清台面',
      (state, event) => {
        const result = stepShots(state, event);
        return event.kind === 'called' ? { ...result, state: { ...result.state, stage: state.stage } } : result;
      },
    ],
    [
      '备用方式的迟到照片也存',
      (state, event) => {
        if (event.kind !== 'taken') return stepShots(state, event);
        const flights = state.flights.map((flight) => ({ ...flight, way: 'live' as const }));
        return stepShots({ ...state, flights }, event);
      },
    ],
    [
      '存好的编号认最新的那张',
      (state, event) => {
        if (event.kind !== 'stored' || state.stage === null) return stepShots(state, event);
        return stepShots(state, { ...event, shotId: state.stage.shotId ?? event.shotId });
      },
    ],
    [
      '晚到的快门也算',
      (state, event) => (event.kind === 'shutter' ? asIfCalled(state, event) : stepShots(state, event)),
    ],
    [
      '晚到的资料也上台面',
      (state, event) => (event.kind === 'found' ? asIfOwn(state, event) : stepShots(state, event)),
    ],
    [
      '晚到的旧照片也上台面',
      (state, event) => (event.kind === 'chosen' ? asIfOwn(state, event) : stepShots(state, event)),
    ],
    ['晚到的回车也算', (state, event) => (event.kind === 'enter' ? asIfCalled(state, event) : stepShots(state, event))],
  ])('种下的错会被抓到：%s', (_name, faulty) => {
    const found = fc.check(
      fc.property(orders, (acts) => play(acts, faulty).breaches.length === 0),
      settings,
    );
    expect(found.failed).toBe(true);
  });
});

describe('一张照片', () => {
  const run = (...events: ShotEvent<Picture>[]): ShotState<Picture> =>
    events.reduce((state, event) => stepShots(state, event).state, noShots<Picture>());
  const shown = [
    { kind: 'called', pupil: '甲' },
    { kind: 'shutter', pupil: '甲', way: 'live' },
    { kind: 'taken', shotId: 1, picture: { face: '甲' } },
    { kind: 'looked', at: 1000 },
    { kind: 'stored', shotId: 1, captureId: '照片1', gate },
  ] as const satisfies ShotEvent<Picture>[];

  it('看过 400 毫秒、存好了，回车才算；没存好不算', () => {
    const ready = run(...shown);
    const enter = (state: ShotState<Picture>, at: number) =>
      stepShots(state, { kind: 'enter', pupil: '甲', at }).effects;
    expect(enter(ready, 1399)).toEqual([]);
    expect(enter(ready, 1400)).toEqual([{ kind: 'complete', pupil: '甲', captureId: '照片1' }]);
    expect(enter(run(...shown.slice(0, 4)), 9000)).toEqual([]);
    expect(stepShots(ready, { kind: 'enter', pupil: '乙', at: 9000 }).effects).toEqual([]);
  });

  it('正在完成时，快门、重拍、换旧照片、再按回车都不算', () => {
    const { state } = stepShots(run(...shown), { kind: 'enter', pupil: '甲', at: 2000 });
    for (const event of [
      { kind: 'shutter', pupil: '甲', way: 'live' },
      { kind: 'retake' },
      { kind: 'chosen', pupil: '甲', captureId: '照片0' },
      { kind: 'enter', pupil: '甲', at: 3000 },
    ] as const) {
      expect(stepShots(state, event)).toEqual({ state, effects: [] });
    }
    expect(stepShots(state, { kind: 'completed', pupil: '甲' }).state.completing).toBe(false);
  });

  it('没有画面时说的话，画面来了就收回；别的原因留着', () => {
    const told = (untilPicture: boolean) =>
      run(
        ...shown.slice(0, 2),
        { kind: 'missed', shotId: 1, sentence: '这样不行', untilPicture },
        { kind: 'pictureCame' },
      );
    expect(told(true).trouble).toBeNull();
    expect(told(false).trouble).toBe('这样不行');
  });

  it('没有留下的照片说得出为什么：换了人、没做完、没存上', () => {
    const why = (state: ShotState<Picture>, event: ShotEvent<Picture>) => {
      const [effect] = stepShots(state, event).effects;
      return effect?.kind === 'lost' ? effect.why : null;
    };
    const fault = { kind: 'broken', reference: 'K-1', message: '' } as const;
    const notStored = { kind: 'notStored', shotId: 1, pupil: '甲', fault } as const;
    // taken again before the disk said no: nobody else was called
    expect(why(run(...shown.slice(0, 4), { kind: 'retake' }), notStored)).toBe('notStored');
    const away = { kind: 'called', pupil: '乙' } as const;
    const missed = { kind: 'missed', shotId: 1, sentence: '压不下来', untilPicture: false } as const;
    expect(why(run(...shown.slice(0, 2), away), missed)).toBe('notMade');
    const still = { kind: 'shutter', pupil: '甲', way: 'still' } as const;
    const taken = { kind: 'taken', shotId: 1, picture: { face: '乙' } } as const;
    expect(why(run(shown[0], still, away), taken)).toBe('called');
  });

  it('叫走又叫回来：那张实时照片还归他，台面不自己换', () => {
    const back = run(...shown.slice(0, 2), { kind: 'called', pupil: '乙' }, { kind: 'called', pupil: '甲' });
    const { state, effects } = stepShots(back, { kind: 'taken', shotId: 1, picture: { face: '甲' } });
    expect(effects).toEqual([{ kind: 'store', shotId: 1, pupil: '甲', picture: { face: '甲' } }]);
    expect(phaseOf(state)).toBe('live');
  });
});
