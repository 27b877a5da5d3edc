import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { decode } from 'jpeg-js';
import { afterAll, describe, expect, test } from 'vitest';
import { createStillCamera } from '../../src-main/camera/still-camera.ts';
import { maxOriginalPixels } from '../../src-main/documents/clean-photo.ts';
import { readJpeg, sanitiseJpeg } from '../../src-main/documents/jpeg.ts';
import { readPhotoFile } from '../../src-main/documents/photo-file.ts';
import {
  leftOver,
  type Mutant,
  mutant,
  mutantsOf,
  planted,
  samples,
  withExif,
  withFrame,
} from '../fixtures/picture-mutants.ts';

const chinese = /[\u4e00-\u9fff]{4}/u;
/** One mutant takes well under a millisecond; a walk that does not end would never come back to say so. */
const MUTANTS = 4000;

/** The outcome of the import's reading, with everything that must hold for any bytes at all. */
function readAsFile({ how, bytes }: Mutant): string {
  const before = bytes.slice();
  const read = readPhotoFile(bytes);
  expect(Buffer.compare(bytes, before), `${how}：读的时候改了原文件`).toBe(0);
  if (!read.ok) {
    expect(read.fault.sentence, how).toMatch(chinese);
    return read.fault.code;
  }
  const { mediaType, bytes: picture, width, height } = read.value;
  expect(width * height, how).toBeLessThanOrEqual(60_000_000);
  expect(picture.byteLength, how).toBeLessThanOrEqual(bytes.byteLength);
  if (mediaType === 'image/jpeg') {
    expect(readJpeg(picture).ok, `${how}：交出的不是一张完整的 JPEG`).toBe(true);
    expect([...picture.subarray(-2)], how).toEqual([0xff, 0xd9]);
  } else {
    expect(Buffer.from(picture).subarray(-8, -4).toString('latin1'), how).toBe('IEND');
  }
  return mediaType;
}

/** The outcome of what main keeps of a picture: clean, or refused in words. */
function keep({ how, bytes }: Mutant): string {
  const kept = sanitiseJpeg(bytes, { dpi: 300 });
  if (!kept.ok) {
    expect(kept.fault.sentence, how).toMatch(chinese);
    return kept.fault.code;
  }
  expect(leftOver(kept.value), how).toEqual([]);
  expect(readJpeg(kept.value), how).toMatchObject({ ok: true, value: { densityX: 300, densityUnit: 1 } });
  return 'kept';
}

describe('JPEG 变体：读文件和留存', () => {
  const seen = new Map<string, number>();
  const note = (what: string): unknown => seen.set(what, (seen.get(what) ?? 0) + 1);

  test(`${MUTANTS} 个变体：要么用中文说清不能用，要么只剩画面；不抛错、不卡住`, () => {
    fc.assert(
      fc.property(mutant, (made) => {
        note(`读 ${readAsFile(made)}`);
        note(`存 ${keep(made)}`);
      }),
      { seed: 20_261_123, numRuns: MUTANTS },
    );
    // the mutants reach every way out: none of the outcomes is there for show
    for (const code of [
      'image/jpeg',
      'image/png',
      'truncated',
      'damaged',
      'unsupported',
      'cmyk',
      'pixels',
      'heic',
      'webp',
      'pdf',
      'zip',
      'empty',
      'other',
    ])
      expect(seen.get(`读 ${code}`) ?? 0, `没有一个变体得到 ${code}`).toBeGreaterThan(0);
    for (const code of ['kept', 'notJpeg', 'truncated', 'damaged', 'unsupported'])
      expect(seen.get(`存 ${code}`) ?? 0, `没有一个变体得到 ${code}`).toBeGreaterThan(0);
  });

  test('在每一个字节截断：短一个字节也不算完整', () => {
    for (const bytes of [samples.plain, samples.progressive, samples.png, withExif(samples.plain)]) {
      for (let length = 0; length < bytes.length; length++) {
        const cut = bytes.subarray(0, length);
        expect(readPhotoFile(cut).ok, `${length} / ${bytes.length}`).toBe(false);
        expect(sanitiseJpeg(cut, { dpi: 300 }).ok, `${length} / ${bytes.length}`).toBe(false);
      }
    }
  });

  test('段长写成每一个可能的数：不越界，不原地打转', () => {
    const at = 4; // length of the first segment
    for (let length = 0; length <= 0xffff; length += 7) {
      const bytes = samples.plain.slice();
      bytes.set([length >> 8, length & 0xff], at);
      readAsFile({ how: `段长 ${length}`, bytes });
      keep({ how: `段长 ${length}`, bytes });
    }
  });

  test('留下的画面与原来的逐点相同', () => {
    const kept = sanitiseJpeg(withExif(samples.plain, 6), { dpi: 300 });
    if (!kept.ok) throw new Error(kept.fault.sentence);
    const points = (bytes: Uint8Array) => Buffer.from(decode(bytes).data);
    expect(Buffer.compare(points(kept.value), points(samples.plain))).toBe(0);
  });
});

describe('各种真文件', () => {
  const answer = (bytes: Uint8Array) => {
    const read = readPhotoFile(bytes);
    return read.ok ? read.value.mediaType : read.fault.sentence;
  };

  test('名字里的后缀不算数：是 PNG 就按 PNG 读', () => {
    expect(answer(samples.png)).toBe('image/png');
    expect(answer(samples.progressive)).toBe('image/jpeg');
    expect(answer(samples.grey)).toBe('image/jpeg');
  });

  test.each([
    ['手机高效格式', samples.heic, /HEIC.*改为 JPEG/u],
    ['四色印刷', samples.cmyk, /CMYK.*转成 RGB/u],
    ['16 位 PNG', samples.deepPng, /16 位.*另存为普通 JPEG/u],
    ['16 位 JPEG', withFrame(samples.plain, { precision: 16 }), /另存为普通 JPEG/u],
    ['算术编码', withFrame(samples.plain, { marker: 0xc9 }), /另存为普通 JPEG/u],
    ['WebP', samples.webp, /WebP.*JPEG/u],
    ['GIF', samples.gif, /GIF.*JPEG/u],
    ['BMP', samples.bmp, /BMP.*另存为 JPEG/u],
    ['空文件', new Uint8Array(), /空的.*重新拷/u],
    ['头里写着 65535×65535', withFrame(samples.plain, { width: 0xffff, height: 0xffff }), /65535×65535.*最多 60 百万/u],
    ['31 MB', new Uint8Array(31_000_000).fill(0xff), /31 MB.*最多 30 MB/u],
  ])('%s：不能用，说清换成什么', (_what, bytes, sentence) => {
    expect(answer(bytes)).toMatch(sentence);
  });

  test('6000 万像素整还能用，多一行就不行', () => {
    expect(answer(withFrame(samples.plain, { width: 10_000, height: 6000 }))).toBe('image/jpeg');
    expect(answer(withFrame(samples.plain, { width: 10_000, height: 6001 }))).toMatch(/最多 60 百万/u);
  });

  test('照片后面接着网页：只读到照片结束', () => {
    const tail = Buffer.concat([samples.plain, Buffer.from(`<html>${planted[0]}`)]);
    const read = readPhotoFile(tail);
    expect(read.ok && Buffer.compare(read.value.bytes, samples.plain)).toBe(0);
  });

  test('拍摄时间只取数字；写坏的当作没有', () => {
    const takenAt = (bytes: Uint8Array) => {
      const read = readPhotoFile(bytes);
      return read.ok ? read.value.takenAt : 'refused';
    };
    expect(takenAt(withExif(samples.plain, 1, '2026:09:01 08:30:05'))).toBe('2026-09-01T08:30:05');
    expect(takenAt(withExif(samples.plain, 1, planted[0].slice(0, 19)))).toBeNull();
    expect(takenAt(samples.plain)).toBeNull();
  });
});

describe('备用拍照：驱动程序交出变体', () => {
  const home = mkdtempSync(join(tmpdir(), 'kaoji-still-fuzz-'));
  const file = join(home, 'shot.jpg');
  writeFileSync(join(home, 'fswebcam'), `#!/bin/sh\ncat "${file}"\n`);
  chmodSync(join(home, 'fswebcam'), 0o755);
  writeFileSync(join(home, 'face.jpg'), samples.plain);
  const camera = createStillCamera({ testRoot: home, path: `${home}:/usr/bin:/bin` });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  /** What the desk gets when the driver hands over these bytes: `kept` with nothing but the picture in it, or a code. */
  const takeOf = async ({ how, bytes }: Mutant): Promise<string> => {
    writeFileSync(file, bytes);
    const shot = await camera
      .take(`FILE:${join(home, 'face.jpg')}`)
      .catch((fault: unknown) => fault as { code: string; sentence: string });
    if (!('jpeg' in shot)) {
      expect(shot.sentence, how).toMatch(chinese);
      return shot.code;
    }
    expect(leftOver(shot.jpeg), how).toEqual([]);
    const read = readJpeg(shot.jpeg);
    expect(read.ok && read.value.width * read.value.height, how).toBeLessThanOrEqual(maxOriginalPixels);
    return 'kept';
  };

  test('60 个变体：要么只剩画面，要么用中文说没有拍成', async () => {
    const outcomes = new Set<string>();
    for (const made of mutantsOf(7, 60)) outcomes.add(await takeOf(made));
    expect([...outcomes].sort()).toEqual(['BAD_PICTURE', 'NO_PICTURE', 'kept']);
  });

  test.each<readonly [string, Uint8Array, 'kept' | 'BAD_PICTURE']>([
    ['渐进', samples.progressive, 'kept'],
    ['EXIF 里的脚本', withExif(samples.plain, 6), 'kept'],
    ['截断', samples.plain.subarray(0, samples.plain.length - 1), 'BAD_PICTURE'],
    ['标记不对', withFrame(samples.plain, { marker: 0xc9 }), 'BAD_PICTURE'],
    ['头里写着 60000×60000', withFrame(samples.plain, { width: 60_000, height: 60_000 }), 'BAD_PICTURE'],
    ['后面接着网页', Buffer.concat([samples.plain, Buffer.from(`<html>${planted[0]}`)]), 'BAD_PICTURE'],
    ['前面带着网页', Buffer.concat([Buffer.from(`<html>${planted[0]}`), samples.plain]), 'BAD_PICTURE'],
    ['四色印刷', samples.cmyk, 'BAD_PICTURE'],
    ['16 位', withFrame(samples.plain, { precision: 16 }), 'BAD_PICTURE'],
    ['HEIC', samples.heic, 'BAD_PICTURE'],
    ['是 PNG', samples.png, 'BAD_PICTURE'],
  ])('%s', async (how, bytes, outcome) => {
    expect(await takeOf({ how, bytes })).toBe(outcome);
  });
});
