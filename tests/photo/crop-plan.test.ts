import { describe, expect, it } from 'vitest';
import { planCrop } from '../../shared/photo/crop-plan.ts';
import type { FaceFound, Point } from '../../shared/photo/face-found.ts';
import { faceShape } from '../../shared/photo/face-shape.ts';
import { measureWall } from '../../shared/photo/measure-wall.ts';
import { photoLimits } from '../../shared/photo/photo-limits.ts';
import { defaultPhotoProfile, photoProfiles } from '../../shared/photo/profiles.ts';
import { wallMap } from '../../shared/photo/wall-map.ts';
import { draw } from './variants/draw.ts';
import { finish } from './variants/finish.ts';
import { type Colour, type Picture, plain, repaint } from './variants/picture.ts';

type Head = { readonly x: number; readonly y: number; readonly unit: number; readonly roll?: number };

/** A face by the points that a crop looks at, in eye distances: 2.2 wide, chin 1.75 below the eyes. */
function faceAt({ x, y, unit, roll = 0 }: Head): FaceFound {
  const turn = (roll * Math.PI) / 180;
  const landmarks = Array.from({ length: 468 }, (): Point => [x, y]);
  const put = (index: number, right: number, down: number): void => {
    const u = right * Math.cos(turn) - down * Math.sin(turn);
    const v = right * Math.sin(turn) + down * Math.cos(turn);
    landmarks[index] = [x + u * unit, y + v * unit];
  };
  put(33, -0.7, 0);
  put(133, -0.3, 0);
  put(362, 0.3, 0);
  put(263, 0.7, 0);
  put(234, -1.1, 0.1);
  put(454, 1.1, 0.1);
  put(10, 0, -0.8);
  put(152, 0, 1.75);
  const box = { x: x - unit, y: y - unit, width: 2 * unit, height: 2.6 * unit };
  return { box, score: 0.9, yaw: 0, pitch: 0, landmarks };
}

/** A dark head before a light wall, its crown 1.8 above the eyes. */
function frameOf(head: Head, width = 640, height = 480): Picture {
  return headOn(plain(width, height, [240, 240, 240]), head);
}

function headOn(wall: Picture, head: Head): Picture {
  return draw(wall, head, [
    { at: [0, 0.1], radius: [1.2, 1.9], colour: [90, 60, 40] },
    { at: [0, 4.2], radius: [2.4, 2.4], colour: [20, 20, 60], power: 4 },
  ]);
}

describe.each(photoProfiles)('规格 $id', (profile) => {
  it.each([
    { x: 320, y: 220, unit: 60 },
    { x: 320, y: 230, unit: 50 },
    { x: 300, y: 215, unit: 64, roll: 5 },
  ])('头在 $x,$y、两眼距 $unit：头顶、眼睛、脸宽都落在范围里', (head) => {
    const plan = planCrop(frameOf(head), faceAt(head), profile);
    for (const [value, [from, to]] of [
      [plan.eyesTop, profile.eyesTop],
      [plan.faceWidth, profile.faceWidth],
    ] as const) {
      expect(value).toBeGreaterThanOrEqual(from);
      expect(value).toBeLessThanOrEqual(to);
    }
    expect(plan.overhang).toBe(0);
    expect(plan.placeX).toBe(profile.width / 2);
  });
});

describe('成片', () => {
  const head = { x: 320, y: 220, unit: 60 };
  const frame = frameOf(head);
  const plan = planCrop(frame, faceAt(head), defaultPhotoProfile);

  it('头顶真的在说的那一行', () => {
    const photo = finish(frame, plan, defaultPhotoProfile);
    const red = (y: number): number => photo.data[(Math.round(y) * photo.width + 240) * 4] ?? 0;
    expect(red(plan.crownTop - 12)).toBeGreaterThan(230);
    expect(red(plan.crownTop + 12)).toBeLessThan(120);
    expect(plan.crownTop).toBeGreaterThanOrEqual(50);
    expect(plan.crownTop).toBeLessThanOrEqual(110);
  });

  it('歪一点会摆正，歪得多就照原样', () => {
    expect(planCrop(frame, faceAt({ ...head, roll: 6 }), defaultPhotoProfile).rotation).toBeCloseTo(-6);
    expect(planCrop(frame, faceAt({ ...head, roll: 12 }), defaultPhotoProfile).rotation).toBe(0);
  });

  it.each([
    ['左边', { ...head, x: 90 }],
    ['上边', { ...head, y: 70 }],
    ['下边', { ...head, y: 380 }],
  ])('头太靠%s：说得出超出多少', (_side, near) => {
    const outside = planCrop(frameOf(near), faceAt(near), defaultPhotoProfile);
    expect(outside.overhang).toBeGreaterThan(10);
  });

  it('分得清头顶和墙：墙换了颜色，头顶不动', () => {
    const blue = headOn(plain(640, 480, [100, 197, 255]), head);
    expect(planCrop(blue, faceAt(head), defaultPhotoProfile).crownTop).toBeCloseTo(plan.crownTop, 1);
  });

  it('方格墙上看不见头顶：按脸长估，不当作顶到了画面上边', () => {
    const chequered = repaint(plain(640, 480, [240, 240, 240]), (red, green, blue, x, y) =>
      (Math.floor(x / 18) + Math.floor(y / 18)) % 2 === 0 ? [red, green, blue] : [120, 120, 120],
    );
    const planned = planCrop(headOn(chequered, head), faceAt(head), defaultPhotoProfile);
    expect(planned.overhang).toBe(0);
    expect(Math.abs(planned.scale / plan.scale - 1)).toBeLessThan(0.2);
  });

  it('头发顶到画面上边、旁边是墙：头顶就在那里，成片里太靠上', () => {
    const low = { ...head, y: 190 };
    const high = draw(frameOf(low), low, [{ at: [0, 0.1], radius: [1.2, 3.4], colour: [90, 60, 40] }]);
    expect(planCrop(frameOf(low), faceAt(low), defaultPhotoProfile).crownTop).toBeGreaterThan(50);
    expect(planCrop(high, faceAt(low), defaultPhotoProfile).crownTop).toBeLessThan(50);
  });
});

/** What the default profile says of this wall: how far its colour is from what is allowed. */
function wallOff(colour: Colour, profile = defaultPhotoProfile): number {
  const head = { x: 320, y: 220, unit: 60 };
  const face = faceAt(head);
  const shape = faceShape(face);
  const frame = headOn(plain(640, 480, colour), head);
  return measureWall(wallMap(frame, face, shape), shape, profile)['wallOff'] ?? Number.NaN;
}

describe('墙的颜色', () => {
  const limit = photoLimits.wallOffReject;
  const whiteOnly = photoProfiles.find(({ id }) => id === 'white-only');

  it.each<readonly [string, Colour]>([
    ['白', [255, 255, 255]],
    ['浅蓝', [100, 197, 255]],
    ['淡一些的浅蓝', [169, 211, 240]],
    ['近白的浅蓝', [207, 230, 245]],
    ['浅灰', [240, 240, 240]],
  ])('%s：允许的颜色和两者之间都算', (_name, colour) => {
    expect(wallOff(colour)).toBeLessThanOrEqual(limit);
  });

  it.each<readonly [string, Colour]>([
    ['淡绿', [190, 225, 180]],
    ['淡粉', [242, 200, 200]],
    ['米黄', [226, 205, 160]],
    ['中灰', [150, 150, 150]],
    ['深蓝', [30, 80, 170]],
  ])('%s：不在两者之间', (_name, colour) => {
    expect(wallOff(colour)).toBeGreaterThan(limit);
  });

  it('只许白色的规格：中间没有别的颜色', () => {
    expect(wallOff([207, 230, 245], whiteOnly)).toBeGreaterThan(limit);
    expect(wallOff([169, 211, 240], whiteOnly)).toBeGreaterThan(limit);
    expect(wallOff([250, 250, 250], whiteOnly)).toBeLessThanOrEqual(limit);
  });
});
