import fc from 'fast-check';
import { decode, encode } from 'jpeg-js';
import { describe, expect, test } from 'vitest';
import { readJpeg, sanitiseJpeg } from '../../src-main/documents/jpeg.ts';

const picture = makePicture(480, 640);

function makePicture(width: number, height: number): Uint8Array {
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    data.set([i % 251, (i * 7) % 253, Math.floor(i / width) % 256, 255], i * 4);
  }
  return new Uint8Array(encode({ data, width, height }, 80).data);
}

/** Puts a segment (marker, body) right behind SOI. */
function withSegment(jpeg: Uint8Array, marker: number, body: Uint8Array): Uint8Array {
  const length = body.length + 2;
  return Uint8Array.from([0xff, 0xd8, 0xff, marker, length >> 8, length & 0xff, ...body, ...jpeg.subarray(2)]);
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const holds = (bytes: Uint8Array, needle: string): boolean => Buffer.from(bytes).includes(needle);
const codeOf = (result: { ok: true } | { ok: false; fault: { code: string } }): string =>
  result.ok ? 'ok' : result.fault.code;

describe('读 JPEG', () => {
  test('完整照片：读出宽、高、分量和密度', () => {
    const read = readJpeg(picture);
    expect(read).toMatchObject({ ok: true, value: { width: 480, height: 640, components: 3, progressive: false } });
  });

  test('缺尾、缺头、空文件、PNG、尾后多余内容，各有不同说法', () => {
    expect(codeOf(readJpeg(new Uint8Array()))).toBe('notJpeg');
    expect(codeOf(readJpeg(Uint8Array.from([0x89, 0x50, 0x4e, 0x47])))).toBe('notJpeg');
    expect(codeOf(readJpeg(picture.subarray(0, 9000)))).toBe('truncated');
    expect(codeOf(readJpeg(picture.subarray(0, picture.length - 2)))).toBe('truncated');
    expect(codeOf(readJpeg(Uint8Array.from([...picture, 0x4d, 0x5a])))).toBe('trailing');
    expect(codeOf(readJpeg(Uint8Array.from([0xff, 0xd8, 0xff, 0xd9])))).toBe('damaged');
  });

  test('段长越界、两个帧头、无损编码帧都被拒绝', () => {
    const frameAt = Buffer.from(picture).indexOf(Buffer.from([0xff, 0xc0]));
    const overlong = makePicture(16, 16);
    overlong.set([0xff, 0xff], Buffer.from(overlong).indexOf(Buffer.from([0xff, 0xc0])) + 2);
    expect(codeOf(readJpeg(overlong))).toBe('truncated');
    const twice = Buffer.concat([
      picture.subarray(0, frameAt),
      picture.subarray(frameAt, frameAt + 19),
      picture.subarray(frameAt),
    ]);
    expect(codeOf(readJpeg(twice))).toBe('damaged');
    const lossless = picture.slice();
    lossless[frameAt + 1] = 0xc3;
    expect(codeOf(readJpeg(lossless))).toBe('unsupported');
  });

  test('任意字节都不抛错，结果只有成功或带中文说明的问题', () => {
    const mutated = fc.tuple(
      fc.array(fc.tuple(fc.nat(picture.length - 1), fc.nat(255)), { maxLength: 40 }),
      fc.nat(picture.length),
    );
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 4096 }), mutated), (input) => {
        const bytes = input instanceof Uint8Array ? prefixed(input) : damaged(input[0], input[1]);
        for (const result of [readJpeg(bytes), sanitiseJpeg(bytes, { dpi: 300 })]) {
          if (!result.ok) expect(result.fault.sentence).toMatch(/[\u4e00-\u9fff]/);
          else if (result.value instanceof Uint8Array) expect(codeOf(readJpeg(result.value))).toBe('ok');
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('两百万字节的恶意填充在一秒内判完', () => {
    const started = performance.now();
    const fill = new Uint8Array(2_000_000).fill(0xff);
    fill[1] = 0xd8;
    expect(codeOf(readJpeg(fill))).toBe('truncated');
    const scanAt = Buffer.from(picture).indexOf(Buffer.from([0xff, 0xda]));
    const endless = Buffer.concat([picture.subarray(0, scanAt + 14), Buffer.alloc(2_000_000, 0xff)]);
    expect(codeOf(readJpeg(endless))).toBe('truncated');
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('清理 JPEG', () => {
  test('去掉 EXIF、ICC、注释，写入 300 dpi，像素一个不变', () => {
    const gps = 'GPS-41.9N';
    const dirty = withSegment(
      withSegment(withSegment(picture, 0xe1, text(`Exif\0\0${gps}`)), 0xe2, text('ICC_PROFILE\0x')),
      0xfe,
      text('座位 12'),
    );
    const clean = sanitiseJpeg(dirty, { dpi: 300 });
    if (!clean.ok) throw new Error(clean.fault.sentence);
    for (const word of [gps, 'ICC_PROFILE', '座位', 'Exif']) {
      expect(holds(dirty, word)).toBe(true);
      expect(holds(clean.value, word)).toBe(false);
    }
    expect(readJpeg(clean.value)).toMatchObject({ ok: true, value: { densityX: 300, densityUnit: 1, width: 480 } });
    expect(Buffer.compare(decode(clean.value).data, decode(picture).data)).toBe(0);
  });

  test('清理两次与一次相同，尾后内容不再带走', () => {
    const once = sanitiseJpeg(Uint8Array.from([...picture, ...text('PAYLOAD')]), { dpi: 300 });
    if (!once.ok) throw new Error(once.fault.sentence);
    expect(holds(once.value, 'PAYLOAD')).toBe(false);
    const twice = sanitiseJpeg(once.value, { dpi: 300 });
    expect(twice.ok && Buffer.compare(twice.value, once.value) === 0).toBe(true);
  });

  test('会变色的 RGB 照片和不合理的分辨率不收', () => {
    const adobeRgb = withSegment(picture, 0xee, Uint8Array.from([...text('Adobe'), 0, 100, 0, 0, 0, 0, 0]));
    expect(codeOf(sanitiseJpeg(adobeRgb, { dpi: 300 }))).toBe('unsupported');
    expect(codeOf(sanitiseJpeg(picture, { dpi: 0 }))).toBe('dpi');
    expect(codeOf(sanitiseJpeg(picture, { dpi: 1.5 }))).toBe('dpi');
  });
});

function prefixed(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([0xff, 0xd8, ...bytes]);
}

function damaged(changes: readonly (readonly [number, number])[], length: number): Uint8Array {
  const copy = picture.slice(0, length);
  for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
  return copy;
}
