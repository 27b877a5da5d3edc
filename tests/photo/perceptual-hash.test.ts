import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PhotoCrop } from '../../shared/photo/crop-plan.ts';
import { hashDistance, perceptualHash, samePictureLimit } from '../../shared/photo/perceptual-hash.ts';
import { defaultPhotoProfile } from '../../shared/photo/profiles.ts';
import { finish } from './variants/finish.ts';
import { blur, expose, tint } from './variants/light.ts';
import { collins, hopper, type Person, paper, seatOf, sit } from './variants/people.ts';
import { type Picture, plain, readPicture, throughJpeg } from './variants/picture.ts';
import { recolour, tones } from './variants/tones.ts';

const faces = join(import.meta.dirname, '../fixtures/faces');
const folder = (name: string): Picture => readPicture(join(faces, name));

function photoOf(person: Person, frame: Picture = sit(person), change: Partial<PhotoCrop> = {}): Picture {
  const { x, y, unit } = seatOf(person);
  const cut = { rotation: 0, scale: 110 / unit, centreX: x, centreY: y, placeX: 240, placeY: 260 };
  const crop = { ...cut, crownTop: 0, eyesTop: 260, faceWidth: 240, overhang: 0, ...change };
  return finish(frame, crop, defaultPhotoProfile);
}

describe.each([collins, hopper])('$name 的照片', (person) => {
  const photo = photoOf(person);
  const own = perceptualHash(photo);

  it('是 64 位、16 个十六进制数字，每次一样', () => {
    expect(own).toMatch(/^[0-9a-f]{16}$/);
    expect(perceptualHash(photoOf(person))).toBe(own);
  });

  it.each<[string, () => Picture]>([
    ['重新压到质量 40', () => throughJpeg(photo, 40)],
    ['亮一成', () => expose(photo, 1.1)],
    ['暗两成', () => expose(photo, 0.8)],
    ['略偏暖', () => tint(photo, [1.05, 1, 0.9])],
    ['略糊', () => blur(photo, 2)],
    ['转 1 度', () => photoOf(person, undefined, { rotation: 1 })],
    ['放大百分之二', () => photoOf(person, undefined, { scale: (110 / seatOf(person).unit) * 1.02 })],
  ])('%s，还是同一张', (_what, make) => {
    expect(hashDistance(own, perceptualHash(make()))).toBeLessThanOrEqual(samePictureLimit);
  });

  it.each(tones)('肤色换成 $name 和另一种头发，不足以变成另一个人', (tone) => {
    const changed = photoOf(person, sit(person, { with: (cutOut) => recolour(person, cutOut, tone) }));
    expect(hashDistance(own, perceptualHash(changed))).toBeLessThanOrEqual(24);
  });
});

describe('两个人', () => {
  it('差得远，换了背景也一样', () => {
    for (const wall of [undefined, plain(640, 480, [100, 197, 255])]) {
      const [a, b] = [collins, hopper].map((person) =>
        perceptualHash(photoOf(person, sit(person, wall ? { wall } : {}))),
      );
      expect(hashDistance(a ?? '', b ?? '')).toBeGreaterThan(2 * samePictureLimit);
    }
  });

  it('样张也分得开', () => {
    expect(
      hashDistance(perceptualHash(folder('good-white.jpg')), perceptualHash(folder('good-hopper.jpg'))),
    ).toBeGreaterThan(samePictureLimit);
  });
});

describe('两个人各 250 张不同的画面', () => {
  it('人不同就从不说是同一张；只有两个人，所以说不出长得像的人会怎样', () => {
    const [first, second] = [collins, hopper].map(manyPhotosOf) as [string[], string[]];
    expect(new Set([...first, ...second]).size).toBeGreaterThan(50);
    const across = first.flatMap((one) => second.map((other) => hashDistance(one, other)));
    const within = first.flatMap((one, at) => first.slice(at + 1).map((other) => hashDistance(one, other)));
    const alarms = within.filter((distance) => distance <= samePictureLimit).length;
    const [closest, share] = [across.reduce((a, b) => Math.min(a, b)), Math.round((100 * alarms) / within.length)];
    console.log(
      `实测：${first.length + second.length} 张，不同人 ${across.length} 对最近差 ${closest} 位（限 ${samePictureLimit}），误报 0；同一人 ${within.length} 对里 ${share}% 算同一张`,
    );
    expect(across).toHaveLength(62_500);
    expect(closest).toBeGreaterThan(samePictureLimit);
    expect(alarms).toBeGreaterThan(0);
  }, 120_000);
});

/** Hashes of one person before five walls, in five lights, held and cut in ten ways. */
function manyPhotosOf(person: Person): string[] {
  const walls = [paper, [255, 255, 255], [100, 197, 255], [240, 240, 240], [225, 232, 240]] as const;
  return walls.flatMap((colour) => {
    const frame = sit(person, { wall: plain(640, 480, colour) });
    return [-4, -2, 0, 2, 4].flatMap((rotation) =>
      [0.94, 1.06].flatMap((size) => {
        const photo = photoOf(person, frame, { rotation, scale: (110 / seatOf(person).unit) * size });
        return [0.7, 0.85, 1, 1.1, 1.2].map((gain) => perceptualHash(expose(photo, gain)));
      }),
    );
  });
}

describe('距离', () => {
  it.each([
    ['0000000000000000', '0000000000000000', 0],
    ['0000000000000000', 'ffffffffffffffff', 64],
    ['0000000000000001', '0000000000000008', 2],
    ['a000000000000000', '5000000000000000', 4],
  ])('%s 与 %s 差 %i 位', (a, b, distance) => {
    expect(hashDistance(a, b)).toBe(distance);
    expect(hashDistance(b, a)).toBe(distance);
  });
});
