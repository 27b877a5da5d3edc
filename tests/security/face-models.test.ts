import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** What the build puts beside the page for the detector: the paths in scripts/gate-assets.ts. */
const folders = ['wasm', 'library', 'onnx', 'text', 'own'].map((name) => {
  const [, folder = ''] = new RegExp(`const ${name} = '([^']+)'`).exec(read('scripts/gate-assets.ts')) ?? [];
  return [name, folder] as const;
});
const shipped = [...read('scripts/gate-assets.ts').matchAll(/`\$\{(\w+)\}\/([^`]+)`/g)].map(
  ([, name, file]) => `${folders.find(([known]) => known === name)?.[1]}/${file}`,
);
const pinned = Object.fromEntries(
  [...read('src-renderer/photo/models/README.md').matchAll(/\| `([^`]+)` \| `([0-9a-f]{64})` \|/g)].map(
    ([, file, hash]) => [file, hash],
  ),
);
const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

test('随程序的模型和 WebAssembly 一个不多、一个不少，与写下的散列相同', () => {
  expect(shipped.length).toBeGreaterThan(5);
  expect(Object.fromEntries(shipped.map((path) => [basename(path), sha256(join(root, path))]))).toEqual(pinned);
});

test('能认出是谁的模型只有比对用的一个，只有比对的线程提到它；检测不装', () => {
  const telling = shipped.filter((path) => /faceres|descri|embed|insight|mobileface|recogn/i.test(path));
  expect(telling.map((path) => basename(path))).toEqual(['faceres.json', 'faceres.bin']);
  expect(read('src-renderer/photo/gate/human-detector.ts')).toMatch(/description: off,/);
  const naming = readdirSync(join(root, 'src-renderer'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/u.test(path))
    .filter((path) => /faceres|embedding/u.test(read(join('src-renderer', path))));
  expect(naming).toEqual([join('photo', 'compare', 'compare-worker.ts')]);
});
