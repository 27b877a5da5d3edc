import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { helloAnswer } from '../../shared/wire/hello.ts';
import { lostPhotosAnswer, lostPhotosRequest } from '../../shared/wire/lost-photos-v2.ts';

const lines = readFileSync(join(import.meta.dirname, '../fixtures/wire/lost-photos-v2.jsonl'), 'utf8')
  .trimEnd()
  .split('\n');
const [hello, first, next, answer] = lines as [string, string, string, string];

test('丢了的照片：问的、答的、招呼旁边说的，一个字节也不变；以前的招呼照读', () => {
  for (const [shape, text] of [
    [helloAnswer, hello],
    [lostPhotosRequest, first],
    [lostPhotosRequest, next],
    [lostPhotosAnswer, answer],
  ] as const)
    expect(JSON.stringify(shape.parse(JSON.parse(text)))).toBe(text);
  const { lostPhotos: _lost, ...before } = JSON.parse(hello) as Record<string, unknown>;
  expect(helloAnswer.parse(before)).toEqual(before);
});

test.each([
  ['少于零张', helloAnswer, hello.replace('"lostPhotos":2', '"lostPhotos":-1')],
  ['不是照片的名字', lostPhotosRequest, next.replace('aa', 'zz')],
  ['没有字节的照片', lostPhotosAnswer, answer.replace('38000', '0')],
  ['别的来处', lostPhotosAnswer, answer.replace('"record"', '"parcel"')],
])('%s：不收', (_what, shape, text) => {
  expect(shape.safeParse(JSON.parse(text)).success).toBe(false);
});
