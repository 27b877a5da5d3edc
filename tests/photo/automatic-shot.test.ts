import { expect, it } from 'vitest';
import {
  type AutomaticEvent,
  restingShot,
  stepAutomatic,
  waitsForChange,
} from '../../src-renderer/features/desk/automatic-shot.ts';

const steady = { kind: 'sight', isEmpty: false, isSteady: true, mayFire: true } as const;
const moving = { ...steady, isSteady: false };
const empty = { ...moving, isEmpty: true };
const call = (pupil: string) => ({ kind: 'called', pupil }) as const;

/** Whether it fired, event by event. */
function play(...events: AutomaticEvent[]): boolean[] {
  let state = restingShot;
  return events.map((event) => {
    const step = stepAutomatic(state, event);
    state = step.state;
    return step.fires;
  });
}

it('坐稳了拍一张，只拍一张；重拍才再拍', () => {
  expect(play(call('甲'), moving, steady, steady, steady)).toEqual([false, false, true, false, false]);
  expect(play(call('甲'), steady, { kind: 'shot' }, steady, { kind: 'retake' }, steady).at(-1)).toBe(true);
});

it('手快先按了空格，就不再自动拍', () => {
  expect(play(call('甲'), { kind: 'shot' }, steady)).not.toContain(true);
});

it('没有开、有对话框或提示条时不拍', () => {
  expect(play(call('甲'), { ...steady, mayFire: false })).not.toContain(true);
  expect(play(steady)).not.toContain(true);
});

it('叫了下一位，上一位还坐着：不拍；椅子空过再拍', () => {
  const before = [call('甲'), steady, { kind: 'shot' }, call('乙')] as const;
  expect(play(...before, steady, steady).slice(4)).toEqual([false, false]);
  // one look without a face is a head turned away
  expect(play(...before, empty, steady).slice(4)).toEqual([false, false]);
  expect(play(...before, empty, empty, moving, steady).slice(4)).toEqual([false, false, false, true]);
  expect(waitsForChange({ ...restingShot, pupil: '乙', mustLeave: '甲' })).toBe(true);
  expect(waitsForChange({ ...restingShot, pupil: '甲', mustLeave: '甲' })).toBe(false);
});
