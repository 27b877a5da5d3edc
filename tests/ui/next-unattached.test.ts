import { expect, it } from 'vitest';
import type { FileLine } from '../../src-renderer/features/photo-files/file-words.ts';
import { nextUnattached } from '../../src-renderer/features/photo-files/next-unattached.ts';

/** s = staged, everything else does not wait */
const linesOf = (states: string): FileLine[] =>
  [...states].map((state) => ({ state: state === 's' ? 'staged' : 'attached' }) as FileLine);

it.each([
  ['后一张', 'sss', 0, 1],
  ['跳过附上的、不用的', 'saas', 0, 3],
  ['后面没有了：不回到前面', 'ssa', 1, null],
  ['不算自己', 's', 0, null],
])('附上一张，到%s', async (_what, states, place, next) => {
  const all = linesOf(states);
  for (const loaded of [all.length, 1])
    expect(
      await nextUnattached(
        place,
        (at) => all.slice(0, loaded)[at],
        async (from) => all.slice(from),
      ),
    ).toBe(next);
});

it('不在手边的，一页一页取，取到为止', async () => {
  const all = linesOf(`s${'a'.repeat(450)}s`);
  const asked: number[] = [];
  const read = async (from: number): Promise<FileLine[]> => {
    asked.push(from);
    return all.slice(from, from + 200);
  };
  expect(await nextUnattached(0, (at) => all.slice(0, 100)[at], read)).toBe(451);
  expect(asked).toEqual([100, 300]);
});
