import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import jpeg from 'jpeg-js';
import { describe, expect, test } from 'vitest';
import { walkJpeg } from '../../provincial-server/jpeg-walk.ts';
import { makeJpeg } from '../fixtures/jpeg.ts';

/** What a full decoder says of the same bytes. */
function decoded(bytes: Uint8Array): { readonly width: number; readonly height: number } | null {
  try {
    const { width, height } = jpeg.decode(bytes, { useTArray: true, formatAsRGBA: false, tolerantDecoding: false });
    return { width, height };
  } catch {
    return null;
  }
}

/** A small picture full of noise, so that nearly every bit of it is in a code. */
function noisy(): Uint8Array {
  const [width, height] = [64, 48];
  const data = Buffer.from(Array.from({ length: width * height * 4 }, (_none, at) => (at * at * 31) % 251));
  return jpeg.encode({ data, width, height }, 80).data;
}

describe('把 JPEG 从头读到尾', () => {
  const folder = join(import.meta.dirname, '../fixtures/faces');
  const names = readdirSync(folder).filter((name) => name.endsWith('.jpg'));

  test.each(names)('好照片 %s：和完整解码说的尺寸一样', (name) => {
    const bytes = readFileSync(join(folder, name));
    const size = decoded(bytes);
    expect(walkJpeg(bytes)).toEqual({ kind: 'whole', ...size });
  });

  test('改一位：完整解码打不开的，这里也一张不放过；放过的比完整解码少', () => {
    for (const [source, step] of [
      [makeJpeg(5, 48, 32), 3],
      [noisy(), 11],
    ] as const) {
      let [passed, opened] = [0, 0];
      for (let bit = 0; bit < source.length * 8; bit += step) {
        const bent = Uint8Array.from(source);
        bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const kind = walkJpeg(bent).kind;
        if (kind === 'other') continue;
        const opens = decoded(bent) !== null;
        expect([bit, kind === 'whole' && !opens]).toEqual([bit, false]);
        if (kind === 'whole') passed += 1;
        if (opens) opened += 1;
      }
      expect(passed).toBeLessThan(opened);
      expect(passed).toBeGreaterThan(0);
    }
  });

  test('编码器补的整整一个字节不算坏：两百张合成照片都读得完', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const bytes = makeJpeg(seed, 48 + ((seed * 8) % 160), 64);
      expect([seed, walkJpeg(bytes).kind]).toEqual([seed, 'whole']);
    }
  });

  test('断在任何一处都看得出', () => {
    const source = noisy();
    for (let end = 0; end < source.length; end += 1) expect(walkJpeg(source.subarray(0, end)).kind).toBe('damaged');
  });

  test('说自己有几十亿点的、两个画面的、没有图的：不是好照片', () => {
    const source = makeJpeg(7, 48, 32);
    const frame = source.findIndex((byte, at) => byte === 0xff && source[at + 1] === 0xc0);
    const huge = Uint8Array.from(source);
    huge.set([0xff, 0xff, 0xff, 0xff], frame + 5);
    expect(walkJpeg(huge).kind).toBe('damaged');
    expect(walkJpeg(Uint8Array.from([0xff, 0xd8, 0xff, 0xd9])).kind).toBe('damaged');
    expect(walkJpeg(Uint8Array.from([...source.subarray(0, -2), ...source.subarray(2)])).kind).toBe('damaged');
  });

  test('渐进式的不在这里读，交给完整解码', () => {
    const source = Uint8Array.from(makeJpeg(8, 48, 32));
    source[source.findIndex((byte, at) => byte === 0xff && source[at + 1] === 0xc0) + 1] = 0xc2;
    expect(walkJpeg(source).kind).toBe('other');
  });
});
