import { beforeEach, expect, it } from 'vitest';
import { LOOK_AT_LEAST_MS, type LookClock, startLookClock, startLookCount } from '../../src-renderer/ui/look-clock.ts';

let at = 0;
let clock: LookClock;
beforeEach(() => {
  at = 10_000;
  clock = startLookClock(() => at);
});

it('从画面上有照片和名字算起，不从选中算起：满 400 毫秒才算看过', () => {
  clock.turnTo('甲');
  at += 60_000;
  expect(clock.isSeen()).toBe(false);
  clock.show('甲');
  at += LOOK_AT_LEAST_MS - 1;
  expect(clock.isSeen()).toBe(false);
  at += 1;
  expect(clock.isSeen()).toBe(true);
});

it('换成另一张：前一张看了多久都不算', () => {
  clock.turnTo('甲');
  clock.show('甲');
  at += 60_000;
  clock.turnTo('乙');
  expect(clock.isSeen()).toBe(false);
  at += 60_000;
  expect(clock.isSeen()).toBe(false);
  clock.show('乙');
  at += LOOK_AT_LEAST_MS;
  expect(clock.isSeen()).toBe(true);
});

it('前一张的画面迟到：不算在这一张上', () => {
  clock.turnTo('甲');
  clock.turnTo('乙');
  clock.show('甲');
  at += 60_000;
  expect(clock.isSeen()).toBe(false);
});

it('走开一下再回来：画面重新出来，重新算', () => {
  clock.turnTo('甲');
  clock.show('甲');
  at += 60_000;
  clock.turnTo('乙');
  clock.turnTo('甲');
  expect(clock.isSeen()).toBe(false);
  clock.show('甲');
  at += LOOK_AT_LEAST_MS;
  expect(clock.isSeen()).toBe(true);
});

it('同一张再画一次、再报一次：已经看的不重来；没有选中的什么也不算', () => {
  clock.show('甲');
  at += 60_000;
  expect(clock.isSeen()).toBe(false);
  clock.turnTo('甲');
  clock.show('甲');
  at += LOOK_AT_LEAST_MS - 10;
  clock.turnTo('甲');
  clock.show('甲');
  at += 10;
  expect(clock.isSeen()).toBe(true);
});

it('许多张：全都出来，再看一会儿才算看过；同一张报两次不顶别的', () => {
  const looks = startLookCount(['甲', '乙', '丙'], () => at);
  looks.show('甲');
  looks.show('甲');
  looks.show('乙');
  at += 60_000;
  expect([looks.missing(), looks.isSeen()]).toEqual([1, false]);
  looks.show('丙');
  expect([looks.missing(), looks.isSeen()]).toEqual([0, false]);
  at += LOOK_AT_LEAST_MS + 99;
  expect(looks.isSeen()).toBe(false);
  at += 1;
  looks.show('丙');
  expect(looks.isSeen()).toBe(true);
});

it('一张与逐张确认一样；几百张最多等两秒；没有照片的不等', () => {
  const one = startLookCount(['甲'], () => at);
  one.show('甲');
  const names = Array.from({ length: 500 }, (_, n) => String(n));
  const many = startLookCount(names, () => at);
  for (const name of names) many.show(name);
  const none = startLookCount([], () => at);
  at += LOOK_AT_LEAST_MS;
  expect([one.isSeen(), many.isSeen(), none.isSeen()]).toEqual([true, false, true]);
  at += 1600;
  expect(many.isSeen()).toBe(true);
});
