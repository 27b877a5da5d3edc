import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const manual = join(root, 'docs/manual');
const pages = readdirSync(manual).map((name) => ({ name, text: readFileSync(join(manual, name), 'utf8') }));
const readme = { name: '../../README.md', text: readFileSync(join(root, 'README.md'), 'utf8') };

/** Everything the program can say: sources of screens, main, parcels and shared rules. */
const sources = ['src-renderer', 'src-main', 'shared', 'parcel'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(root, room, name), 'utf8')),
);

/** Parts of a quoted sentence; … stands for a value or belongs to a button's label. */
function partsOf(quoted: string): readonly string[] {
  return quoted
    .split('…')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

test.each(pages)('操作手册 $name：「」里的话程序里都有', ({ text }) => {
  const quotes = [...text.matchAll(/「([^」]+)」/g)].map(([, quoted = '']) => quoted);
  const unknown = quotes.filter(
    (quoted) => !partsOf(quoted).every((part) => sources.some((one) => one.includes(part))),
  );
  expect(unknown).toEqual([]);
});

test('操作手册至少引用了一百句屏幕上的话', () => {
  expect(pages.flatMap(({ text }) => [...text.matchAll(/「/g)]).length).toBeGreaterThan(100);
});

test.each([...pages, readme])('$name：图和连接都在', ({ name, text }) => {
  const targets = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, target = '']) => target);
  const missing = targets.filter(
    (target) => !/^https?:/.test(target) && !existsSync(join(dirname(join(manual, name)), target)),
  );
  expect(missing).toEqual([]);
});

test('docs/pictures 里没有用不到的图', () => {
  const shown = [...pages, readme].map(({ text }) => text).join('\n');
  const unused = readdirSync(join(root, 'docs/pictures')).filter((name) => !shown.includes(`pictures/${name}`));
  expect(unused).toEqual([]);
});
