import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cssVariables, light } from '../../src-renderer/ui/tokens.ts';

const sheets = globSync('src-renderer/**/*.css').map((path) => ({ path, text: readFileSync(path, 'utf8') }));

describe('样式表', () => {
  it('只用已有的颜色变量', () => {
    expect(sheets.length).toBeGreaterThan(5);
    const known = new Set(Object.keys(cssVariables(light)));
    const unknown = sheets.flatMap(({ path, text }) =>
      [...text.matchAll(/var\((--[a-z-]+)/g)]
        .map((hit) => hit[1]!)
        .filter((name) => !known.has(name) && !text.includes(`${name}:`))
        .map((name) => `${path} ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('字不小于 13 像素', () => {
    const small = sheets.flatMap(({ path, text }) =>
      [...text.matchAll(/font-size:\s*([\d.]+)px/g)]
        .filter((hit) => Number(hit[1]) < 13)
        .map((hit) => `${path} ${hit[0]}`),
    );
    expect(small).toEqual([]);
  });
});
