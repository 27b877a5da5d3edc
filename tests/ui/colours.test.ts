import { describe, expect, it } from 'vitest';
import { colourPairs, contrast, cssVariables, dark, light, tones } from '../../src-renderer/ui/tokens.ts';

describe('颜色', () => {
  it('对比度按 WCAG 算：黑白 21，同色 1', () => {
    expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5);
    expect(contrast('#FFFFFF', '#000000')).toBeCloseTo(21, 5);
    expect(contrast('#75818C', '#75818C')).toBe(1);
    // the pair that the kit brings along and that we replace
    expect(contrast('#1677FF', '#FFFFFF')).toBeCloseTo(4.1, 1);
  });

  for (const [name, palette] of [
    ['浅色', light],
    ['深色', dark],
  ] as const) {
    it(`${name}：每一对颜色都够`, () => {
      const pairs = colourPairs(palette);
      expect(pairs.length).toBeGreaterThan(30);
      const short = pairs.filter((pair) => contrast(pair.foreground, pair.background) < pair.least);
      expect(short.map((pair) => `${pair.name} ${contrast(pair.foreground, pair.background).toFixed(2)}`)).toEqual([]);
    });

    it(`${name}：每个状态都有字色和底色变量`, () => {
      const variables = cssVariables(palette);
      for (const tone of tones) {
        const dashed = tone.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
        expect(variables[`--${dashed}-text`]).toBe(palette.tone[tone].text);
        expect(variables[`--${dashed}-fill`]).toBe(palette.tone[tone].fill);
      }
    });
  }
});
