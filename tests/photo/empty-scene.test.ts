import { describe, expect, it } from 'vitest';
import { measureScene, sceneHolds } from '../../shared/photo/empty-scene.ts';
import { photoProfiles } from '../../shared/photo/profiles.ts';
import type { Raster } from '../../shared/photo/raster.ts';
import { isEmptyPlace, litLamps } from '../../src-renderer/features/camera-check/check-lamps.ts';
import { sceneAdvice } from '../../src-renderer/features/camera-check/scene-words.ts';

type Colour = readonly [number, number, number];

function wall(colourAt: (x: number, y: number) => Colour, width = 320, height = 240): Raster {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) data.set([...colourAt(x, y), 255], (y * width + x) * 4);
  return { data, width, height };
}

const [moe, whiteOnly] = photoProfiles as [(typeof photoProfiles)[number], (typeof photoProfiles)[number]];
const wrongOf = (frame: Raster, profile = moe) =>
  measureScene(frame, profile)
    .filter((measure) => !sceneHolds(measure))
    .map(({ name }) => name);

describe('没有人的时候，光和背景', () => {
  it.each([
    ['白墙', [245, 245, 245]],
    ['浅蓝布', [100, 197, 255]],
    ['浅灰布', [235, 236, 238]],
  ] as const)('%s、匀光：都在范围里', (_, colour) => {
    expect(wrongOf(wall(() => colour))).toEqual([]);
  });

  it('只准白底的规格，浅蓝布颜色不对', () => {
    expect(
      wrongOf(
        wall(() => [100, 197, 255]),
        whiteOnly,
      ),
    ).toEqual(['sceneColour']);
  });

  it('太暗、太亮', () => {
    expect(wrongOf(wall(() => [90, 90, 90]))).toContain('sceneLight');
    expect(wrongOf(wall(() => [255, 255, 255]))).toContain('sceneLight');
    expect(
      sceneAdvice(
        measureScene(
          wall(() => [90, 90, 90]),
          moe,
        ),
      ),
    ).toMatch(/^太暗/);
    expect(
      sceneAdvice(
        measureScene(
          wall(() => [255, 255, 255]),
          moe,
        ),
      ),
    ).toMatch(/^太亮/);
  });

  it.each([
    ['白墙', [245, 245, 245], moe],
    ['白墙', [245, 245, 245], whiteOnly],
    ['浅灰布', [240, 240, 240], moe],
    ['浅蓝布', [100, 197, 255], moe],
  ] as const)('%s只有六成光：说太暗，不说颜色不对', (_, [red, green, blue], profile) => {
    const scene = measureScene(
      wall(() => [0.6 * red, 0.6 * green, 0.6 * blue]),
      profile,
    );
    expect(scene.filter((measure) => !sceneHolds(measure)).map(({ name }) => name)).toEqual(['sceneLight']);
    expect(sceneAdvice(scene)).toMatch(/^太暗：把灯加亮/);
  });

  it.each([
    ['深蓝布', [30, 80, 170]],
    ['绿布', [60, 160, 80]],
    ['米黄墙', [226, 205, 160]],
    ['粉墙', [242, 200, 200]],
  ] as const)('%s：颜色照说', (_, colour) => {
    expect(wrongOf(wall(() => colour))).toContain('sceneColour');
  });

  it('一边亮一边暗', () => {
    const side = wall((x) => Array<number>(3).fill(Math.round(130 + (x / 320) * 120)) as unknown as Colour);
    expect(wrongOf(side)[0]).toBe('sceneEven');
    expect(sceneAdvice(measureScene(side, moe))).toContain('左右各放一盏灯');
  });

  it('褶皱和花纹', () => {
    const folds = wall((x) => (Math.floor(x / 6) % 2 === 0 ? [250, 250, 250] : [220, 220, 220]));
    expect(wrongOf(folds)).toEqual(['sceneTexture']);
  });

  it('画面两边不进照片的地方不算', () => {
    const edges = wall((x) => (x < 60 || x > 260 ? [20, 20, 20] : [245, 245, 245]));
    expect(wrongOf(edges)).toEqual([]);
  });
});

describe('坐了人的灯', () => {
  const cause = (code: 'ROLL' | 'BLURRED' | 'NO_FACE') =>
    ({ code, severity: 'reject', measure: null, value: null, limit: null }) as const;

  it('只问地方摆得对不对，不问这个人坐得正不正', () => {
    expect(litLamps([cause('ROLL')]).every((lamp) => lamp.cause === null)).toBe(true);
    expect(litLamps([cause('BLURRED')]).find((lamp) => lamp.cause !== null)?.label).toBe('对焦');
    expect(isEmptyPlace([cause('NO_FACE')])).toBe(true);
    expect(isEmptyPlace([cause('ROLL')])).toBe(false);
  });
});
