import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { looseExports, type SourceFile } from './exports.ts';

const root = join(import.meta.dirname, '../..');

function sources(...folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:tsx?|mjs)$/u.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => ({ path: relative(root, file).split(sep).join('/'), text: readFileSync(file, 'utf8') })),
  );
}

const rooms = sources('shared', 'parcel', 'src-main', 'provincial-server', 'src-renderer');
// the scripts make the demonstration, the documents and the package: they are product
const product = [...rooms, ...sources('scripts')];
const others = sources('tests', 'bench');

/** Names that only tests or benchmarks take, each with the reason why it lives in the product all the same. */
const allowed: Readonly<Record<string, string>> = {
  'src-main/commands/roster/index.ts#whenImportRests':
    'an import goes on after its answer: tests and benchmarks have to know when it rests',
  'src-main/heavy/child-heavy.ts#childHeavy':
    'the heavy process on plain Node, for tests and benchmarks without Electron',
  'src-renderer/ui/tokens.ts#colourPairs': 'which colours stand on which: the list that the contrast test measures',
  'src-renderer/ui/tokens.ts#contrast': 'the measure of that list, beside the colours it judges',
};

describe('没有人用的导出', () => {
  const loose = looseExports(rooms, product);

  it('每个导出的名字，产品里都有人用；只有测试用的，说明了理由', () => {
    expect(rooms.length).toBeGreaterThan(300);
    const dead = loose.filter((found) => !found.isLocal).map(({ path, name }) => `${path}#${name}`);
    expect(dead.sort()).toEqual(Object.keys(allowed).sort());
  });

  it('只在自己文件里用的值不导出，除非测试要用', () => {
    const nobody = new Set(looseExports(rooms, [...product, ...others]).map(({ path, name }) => `${path}#${name}`));
    const needless = loose.filter(({ path, name, kind }) => kind === 'value' && nobody.has(`${path}#${name}`));
    expect(needless.map(({ path, name }) => `${path}#${name}`)).toEqual([]);
  });
});

describe('种下的会被看见', () => {
  const user = (text: string) => looseExports(planted, [{ path: 'shared/lib/b.ts', text }]).map(({ name }) => name);
  const planted = [
    {
      path: 'shared/lib/a.ts',
      text: 'export type A = 1;\nexport const b = 1;\nconst c = 2;\nexport { c as d };\nexport function e() {\n  return b;\n}\n',
    },
  ];

  it('没人要的、只在自己文件里用的，分得清', () => {
    expect(looseExports(planted, planted)).toEqual([
      { path: 'shared/lib/a.ts', name: 'A', kind: 'type', isLocal: false },
      { path: 'shared/lib/a.ts', name: 'b', kind: 'value', isLocal: true },
      { path: 'shared/lib/a.ts', name: 'e', kind: 'value', isLocal: false },
      { path: 'shared/lib/a.ts', name: 'd', kind: 'value', isLocal: false },
    ]);
  });

  it.each([
    ["import { type A, b as x } from './a.ts';", ['e', 'd']],
    ["import type { A } from '#shared/lib/a.ts';", ['b', 'e', 'd']],
    ["export { d } from './a.ts';", ['A', 'b', 'e']],
    ["import * as a from './a.ts';", []],
    ["const page = (await import('./a.ts')).e;", ['A', 'b', 'd']],
    ["const { b: mine } = await import('./a.ts');", ['A', 'e', 'd']],
    ["// import { A, b, d, e } from './a.ts';", ['A', 'b', 'e', 'd']],
    ["import { A, b, d, e } from './other.ts';", ['A', 'b', 'e', 'd']],
  ])('%s', (text, left) => {
    expect(user(text)).toEqual(left);
  });
});
