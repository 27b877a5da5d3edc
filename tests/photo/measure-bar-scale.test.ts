import { describe, expect, it } from 'vitest';
import { bandInWords, barScale, measureInWords } from '../../src-renderer/photo/measure-bar-scale.ts';

describe('测量值的条', () => {
  it.each([
    [80, 50, 110, { goodFrom: 0.25, goodTo: 0.75, at: 0.5 }],
    [50, 50, 110, { goodFrom: 0.25, goodTo: 0.75, at: 0.25 }],
    [500, 50, 110, { goodFrom: 0.25, goodTo: 0.75, at: 1 }],
    [0.1, 0.1, null, { goodFrom: 0.5, goodTo: 1, at: 0.5 }],
    [4, null, 8, { goodFrom: 0, goodTo: 0.5, at: 0.25 }],
    [3, null, null, { goodFrom: 0, goodTo: 1, at: 0.5 }],
  ] as const)('%d 在 %s–%s', (value, from, to, scale) => {
    const drawn = barScale(value, from, to);
    expect(drawn.goodFrom).toBeCloseTo(scale.goodFrom);
    expect(drawn.goodTo).toBeCloseTo(scale.goodTo);
    expect(drawn.at).toBeCloseTo(scale.at);
  });

  it('在不在好的一段里，看条就知道', () => {
    for (const [value, from, to] of [
      [-9, -8, 8],
      [9, -8, 8],
      [0.01, 0.02, null],
      [0, 0, 0],
      [45, 46, null],
      [1000, null, 8],
    ] as const) {
      const { goodFrom, goodTo, at } = barScale(value, from, to);
      const isGood = (from === null || value >= from) && (to === null || value <= to);
      expect(at >= goodFrom && at <= goodTo, `${value} ${from} ${to}`).toBe(isGood);
    }
  });

  it('数字按人读的写', () => {
    expect(measureInWords(0.08123, '')).toBe('0.081');
    expect(measureInWords(207.4, 'px')).toBe('207 px');
    expect(measureInWords(-2.83, '°')).toBe('-2.83°');
    expect(bandInWords(50, 110, 'px')).toBe('50–110 px');
    expect(bandInWords(null, 8, '°')).toBe('最多 8°');
    expect(bandInWords(0.05, null, '')).toBe('至少 0.05');
    expect(bandInWords(null, null, 'px')).toBe('');
  });
});
