import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, ageOn, excelSerialToPlainDate, isRealDate, parsePlainDate } from '#shared/lib/plain-date.ts';

/** Oracle of the tests only: the runtime's calendar. */
function fromEpochDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
const epochDay = fc.integer({ min: -60_000, max: 200_000 });

describe('读日期', () => {
  test.each([
    ['2008-05-11', '2008-05-11'],
    ['2008-5-1', '2008-05-01'],
    ['2008/5/11', '2008-05-11'],
    ['2008.5.11', '2008-05-11'],
    ['20080511', '2008-05-11'],
    ['2008年5月11日', '2008-05-11'],
    ['2008 年 5 月 11 日', '2008-05-11'],
    ['２００８－０５－１１', '2008-05-11'],
    ['　2008-05-11 ', '2008-05-11'],
    ['2008-05-11 00:00:00', '2008-05-11'],
    ['2008/5/11 0:00', '2008-05-11'],
    ['2008-02-29', '2008-02-29'],
    ['2000-02-29', '2000-02-29'],
  ])('%s 读作 %s', (text, date) => {
    expect(parsePlainDate(text)).toBe(date);
  });

  test.each([
    '2008-13-01',
    '2008-00-10',
    '2008-02-30',
    '2007-02-29',
    '1900-02-29',
    '2008-04-31',
    '2008-05-00',
    '0000-01-01',
    '2008-05/11',
    '08-05-11',
    '2008-05',
    '200805',
    '2008-05-11 13:20',
    '39579',
    '',
  ])('“%s”不是日期', (text) => {
    expect(parsePlainDate(text)).toBeNull();
  });

  test('只有补零的写法才算标准日期', () => {
    expect(isRealDate('2008-05-11')).toBe(true);
    expect(isRealDate('2008-5-11')).toBe(false);
    expect(isRealDate('2008-02-30')).toBe(false);
  });
});

describe('算日期', () => {
  test('与系统日历逐日一致', () => {
    fc.assert(
      fc.property(epochDay, fc.integer({ min: -20_000, max: 20_000 }), (day, move) => {
        expect(addDays(fromEpochDay(day), move)).toBe(fromEpochDay(day + move));
      }),
    );
  });

  test.each([
    ['2008-05-11', '2026-05-10', 17],
    ['2008-05-11', '2026-05-11', 18],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2026-11-23', '2026-11-23', 0],
  ])('%s 生，到 %s 满 %i 岁', (birth, today, age) => {
    expect(ageOn(birth, today)).toBe(age);
  });

  test.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [60, null],
    [61, '1900-03-01'],
    [39579, '2008-05-11'],
    [39579.75, '2008-05-11'],
    [2_958_465, '9999-12-31'],
    [2_958_466, null],
    [0, null],
    [-3, null],
    [Number.NaN, null],
  ])('表格序号 %d 是 %s', (serial, date) => {
    expect(excelSerialToPlainDate(serial)).toBe(date);
  });
});
