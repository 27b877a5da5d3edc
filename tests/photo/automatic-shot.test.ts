import { expect, it } from 'vitest';
import {
  type AutomaticEvent,
  type AutomaticMoment,
  type AutomaticShot,
  eventsBetween,
  restingShot,
  stepAutomatic,
  waitingFor,
} from '../../src-renderer/features/desk/automatic-shot.ts';
import { noShots, phaseOf, type ShotEvent, stepShots } from '../../src-renderer/features/desk/shot-work.ts';

type Sight = Extract<AutomaticEvent, { kind: 'sight' }>;
type Act = Exclude<AutomaticEvent, { kind: 'sight' }> | Omit<Sight, 'at'>;

const steady = { kind: 'sight', isEmpty: false, isSteady: true, mayFire: true } as const;
const moving = { ...steady, isSteady: false };
const empty = { ...moving, isEmpty: true };
const call = (pupil: string | null) => ({ kind: 'called', pupil }) as const;
const shot = { kind: 'shot' } as const;
/** A chair that somebody has left: looked at seven times a second for longer than two seconds. */
const left: readonly Act[] = Array.from({ length: 16 }, () => empty);

const EVERY_MS = 150;

/** Whether it fired, event by event; a look every 150 ms. */
function play(...acts: readonly Act[]): boolean[] {
  let state: AutomaticShot = restingShot;
  let at = 0;
  return acts.map((act) => {
    at += EVERY_MS;
    const step = stepAutomatic(state, act.kind === 'sight' ? { ...act, at } : act);
    state = step.state;
    return step.fires;
  });
}

/** The state after these events. */
function after(...acts: readonly Act[]): AutomaticShot {
  return acts.reduce<{ state: AutomaticShot; at: number }>(
    ({ state, at }, act) => ({
      state: stepAutomatic(state, act.kind === 'sight' ? { ...act, at } : act).state,
      at: at + EVERY_MS,
    }),
    { state: restingShot, at: 0 },
  ).state;
}

/** Whether it fires at the last of these. */
function firesAtLast(...acts: readonly Act[]): boolean | undefined {
  return play(...acts).at(-1);
}

it('坐稳了拍一张，只拍一张；重拍才再拍', () => {
  expect(play(call('甲'), ...left, moving, steady, steady, steady).slice(-4)).toEqual([false, true, false, false]);
  expect(firesAtLast(call('甲'), ...left, steady, shot, steady, { kind: 'retake' }, steady)).toBe(true);
});

it('手快先按了空格，就不再自动拍', () => {
  expect(play(call('甲'), ...left, shot, steady)).not.toContain(true);
});

it('没有开、有对话框或提示条时不拍', () => {
  expect(play(call('甲'), ...left, { ...steady, mayFire: false })).not.toContain(true);
  expect(play(...left, steady)).not.toContain(true);
});

it('叫了下一位，上一位还坐着：不拍；椅子空过再拍', () => {
  const before = [call('甲'), ...left, steady, shot, call('乙')] as const;
  expect(play(...before, steady, steady)).toEqual([...play(...before), false, false]);
  expect(firesAtLast(...before, ...left, moving, steady)).toBe(true);
});

it('低头一会儿又抬起来，不算走开；座位要连着空两秒', () => {
  const before = [call('甲'), ...left, steady, shot, call('乙')] as const;
  expect(firesAtLast(...before, empty, steady)).toBe(false);
  expect(firesAtLast(...before, empty, empty, empty, steady)).toBe(false);
  expect(firesAtLast(...before, ...left.slice(0, 10), steady)).toBe(false);
  // seen empty twice with a long time between in which nobody looked: no chair that was seen to be left
  const gap = [call('甲'), ...left, steady, shot, call('乙'), empty] as const;
  const { state } = stepAutomatic(after(...gap), { ...empty, at: 60_000 });
  expect(stepAutomatic(state, { ...steady, at: 60_150 }).fires).toBe(false);
});

it('上一位坐着没拍，按 ↓ 或扫卡叫了下一位：一样不拍给下一位', () => {
  const before = [call('甲'), ...left, moving] as const;
  expect(firesAtLast(...before, call('乙'), steady)).toBe(false);
  // while the next sheet is read nobody is at the desk: the guard stands all the same
  expect(firesAtLast(...before, call(null), call('乙'), steady)).toBe(false);
  expect(firesAtLast(...before, call(null), call('乙'), ...left, steady)).toBe(true);
  // two steps down the list: it is still the first who sits there
  expect(firesAtLast(...before, call('乙'), call('丙'), steady)).toBe(false);
});

it('上一位用旧照片完成，没有按过快门：也要等他走开', () => {
  const found: Sight = { ...steady, at: 0, mayFire: false };
  expect(firesAtLast(call('甲'), ...left, found, call(null), call('乙'), steady)).toBe(false);
});

it('同一位重读资料、叫走又叫回来，不用他起身', () => {
  expect(firesAtLast(call('甲'), ...left, call(null), call('甲'), steady)).toBe(true);
  expect(firesAtLast(call('甲'), ...left, call('乙'), call('甲'), steady)).toBe(true);
  // but a shot that has gone stays gone
  expect(firesAtLast(call('甲'), ...left, steady, shot, call(null), call('甲'), steady)).toBe(false);
});

it('重新打开登记页（按 F2 找人、从班级看板、每日检查回来）：坐着的是谁不知道，先等座位空过', () => {
  expect(play(call('乙'), steady, steady)).not.toContain(true);
  expect(firesAtLast(call('乙'), ...left, steady)).toBe(true);
  expect(waitingFor(after(call('乙')))).toBe('somebody');
});

it('说得出在等谁：上一位、不知道是谁、不用等', () => {
  const seated = [call('甲'), ...left, steady, shot] as const;
  expect(waitingFor(after(...seated))).toBeNull();
  expect(waitingFor(after(...seated, call('乙')))).toBe('before');
  expect(waitingFor(after(...seated, call('乙'), ...left))).toBeNull();
  // the clerk's own hand says who sits there
  expect(waitingFor(after(call('乙'), shot))).toBeNull();
});

it('举过证件的这一位由人按空格拍，重拍也是；下一位照常', () => {
  const moment: AutomaticMoment = { pupil: '甲', phase: 'live', retakes: 0, isAiming: false };
  const held = eventsBetween(moment, { ...moment, isAiming: true });
  expect(held).toEqual([{ kind: 'card' }]);
  // the box stands for a while and goes: told once
  expect(eventsBetween({ ...moment, isAiming: true }, { ...moment, isAiming: true })).toEqual([]);
  const compared = [call('甲'), ...left, ...held] as const;
  expect(waitingFor(after(...compared))).toBe('hand');
  expect(play(...compared, steady, steady)).not.toContain(true);
  expect(play(...compared, shot, { kind: 'retake' }, steady)).not.toContain(true);
  expect(play(...compared, ...left, call(null), call('甲'), steady)).not.toContain(true);
  expect(firesAtLast(...compared, call('乙'), ...left, steady)).toBe(true);
});

it('照片没有存上，不当成重拍：不会一秒一张拍个不停', () => {
  const fault = { kind: 'broken', reference: 'K-1', message: '' } as const;
  const events: readonly ShotEvent<string>[] = [
    { kind: 'called', pupil: '甲' },
    { kind: 'shutter', pupil: '甲', way: 'live' },
    { kind: 'taken', shotId: 1, picture: '甲' },
    { kind: 'notStored', shotId: 1, pupil: '甲', fault },
  ];
  expect(follow(events).fires).toBe(false);
  const retaken: readonly ShotEvent<string>[] = [...events.slice(0, 3), { kind: 'retake' }];
  expect(follow(retaken).fires).toBe(true);
});

/** Shots and automatic shot together, as the stage runs them: does a steady look fire after all this? */
function follow(events: readonly ShotEvent<string>[]): { fires: boolean } {
  let shots = noShots<string>();
  let automatic = after(call('甲'), ...left);
  let last: AutomaticMoment = { pupil: '甲', phase: 'live', retakes: 0, isAiming: false };
  for (const event of events) {
    shots = stepShots(shots, event).state;
    const now: AutomaticMoment = { pupil: shots.pupil, phase: phaseOf(shots), retakes: shots.retakes, isAiming: false };
    for (const one of eventsBetween(last, now)) automatic = stepAutomatic(automatic, one).state;
    last = now;
  }
  return { fires: stepAutomatic(automatic, { ...steady, at: 100_000, mayFire: last.phase === 'live' }).fires };
}
