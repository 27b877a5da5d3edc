import { describe, expect, it } from 'vitest';
import { judgePhoto, measureBands } from '../../shared/photo/judge-photo.ts';
import { photoLimits } from '../../shared/photo/photo-limits.ts';
import type { PhotoProfile } from '../../shared/photo/photo-profile.ts';
import { photoRules } from '../../shared/photo/photo-rules.ts';
import { defaultPhotoProfile, photoProfiles } from '../../shared/photo/profiles.ts';
import { goodMeasurements } from '../fixtures/photo-measures.ts';

const whiteOnly = photoProfiles.find(({ id }) => id === 'white-only') as PhotoProfile;
const good = goodMeasurements();

function causesOf(measure: string, value: number, profile: PhotoProfile = defaultPhotoProfile): string[] {
  return judgePhoto({ ...good, [measure]: value }, profile).causes.map(({ code, severity }) => `${code} ${severity}`);
}

describe('每一条限值，两边各走一步', () => {
  const pairs = photoRules.flatMap(({ code, measure, side, limit, severity }) => {
    const value = photoLimits[limit];
    const step = Math.max(1e-6, Math.abs(value) * 1e-3);
    const upper = [`${code} ${severity}`, measure, value, value + step] as const;
    const lower = [`${code} ${severity}`, measure, value, value - step] as const;
    if (side === 'within') return [upper, [upper[0], measure, -value, -value - step] as const];
    return side === 'most' ? [upper] : [lower];
  });

  it('没有一条限值没人用，也没有一条规则没有限值', () => {
    expect(new Set(photoRules.map(({ limit }) => limit))).toEqual(new Set(Object.keys(photoLimits)));
  });

  it.each(pairs)('%s：%s 在 %f 还好，到 %f 就说', (cause, measure, limit, beyond) => {
    expect(causesOf(measure, limit)).not.toContain(cause);
    expect(causesOf(measure, beyond)).toContain(cause);
  });

  it.each([
    ['CROWN_PLACE reject', 'crownTop', 50, 49.9],
    ['CROWN_PLACE reject', 'crownTop', 110, 110.1],
    ['EYES_PLACE reject', 'eyesTop', 200, 199.9],
    ['EYES_PLACE reject', 'eyesTop', 300, 300.1],
    ['FACE_WIDTH reject', 'faceWidth', 180, 179.9],
    ['FACE_WIDTH reject', 'faceWidth', 300, 300.1],
    ['TOO_MANY_BYTES reject', 'bytes', 40_000, 40_001],
  ])('规格的 %s：%s 在 %f 还好，到 %f 就拒', (cause, measure, limit, beyond) => {
    expect(causesOf(measure, limit)).not.toContain(cause);
    expect(causesOf(measure, beyond)).toContain(cause);
  });
});

describe('没有量到，不算好', () => {
  const optional = new Set(photoRules.filter((rule) => rule.optional).map(({ measure }) => measure)).add('bytes');
  const needed = measureBands(defaultPhotoProfile)
    .map(({ measure }) => measure)
    .filter((measure) => !optional.has(measure));

  it.each(needed)('缺 %s', (measure) => {
    const { [measure]: _, ...rest } = good;
    const { verdict, causes } = judgePhoto(rest, defaultPhotoProfile);
    expect(verdict).toBe('bad');
    expect(causes.some((cause) => cause.measure === measure || measure === 'faceCount')).toBe(true);
    expect(causes.every(({ value }) => value === null)).toBe(true);
  });

  it('不是数的也算没有量到', () => {
    expect(judgePhoto({ ...good, roll: Number.NaN }, defaultPhotoProfile).verdict).toBe('bad');
  });

  it('好画面里不一定有的，缺了不算错', () => {
    const rest = Object.fromEntries(Object.entries(good).filter(([measure]) => !optional.has(measure)));
    expect(judgePhoto(rest, defaultPhotoProfile)).toEqual({ verdict: 'good', causes: [] });
  });
});

describe('结论', () => {
  it('都在好的一边：好，没有原因', () => {
    expect(judgePhoto(good, defaultPhotoProfile)).toEqual({ verdict: 'good', causes: [] });
  });

  it('没有人脸就只说这一件', () => {
    const { verdict, causes } = judgePhoto({ faceCount: 0 }, defaultPhotoProfile);
    expect([verdict, causes.map(({ code }) => code)]).toEqual(['bad', ['NO_FACE']]);
  });

  it('有别人：背景也不再是一种颜色', () => {
    const codes = judgePhoto({ ...good, faceCount: 2 }, whiteOnly).causes.map(({ code }) => code);
    expect(codes).toEqual(['MULTIPLE_FACES', 'BG_NOT_WHITE', 'BG_UNEVEN']);
  });

  it('同一原因只说一次，拒在提醒前面，带着量、值和限值', () => {
    const { verdict, causes } = judgePhoto({ ...good, glare: 0.2, mouthOpen: 0.15 }, defaultPhotoProfile);
    expect(verdict).toBe('bad');
    expect(causes).toEqual([
      { code: 'GLARE', severity: 'reject', measure: 'glare', value: 0.2, limit: photoLimits.glareReject },
      { code: 'MOUTH_OPEN', severity: 'warn', measure: 'mouthOpen', value: 0.15, limit: photoLimits.mouthOpenWarn },
    ]);
  });

  it('只有提醒：可以用', () => {
    expect(judgePhoto({ ...good, mouthOpen: 0.15 }, defaultPhotoProfile).verdict).toBe('warn');
  });

  it('白色是唯一允许的背景时，说不是白色；否则说颜色不对', () => {
    expect(causesOf('wallOff', 20, whiteOnly)).toEqual(['BG_NOT_WHITE reject']);
    expect(causesOf('wallOff', 20)).toEqual(['BG_COLOUR reject']);
  });

  it('墙的颜色没有偏、只是暗：照样拒，说的是亮度，不说颜色', () => {
    const wall = (wallTint: number) => ({ ...good, wallOff: 20, wallLuma: 0.6, wallTint });
    const [dark] = judgePhoto(wall(3), defaultPhotoProfile).causes;
    expect(dark).toEqual({ code: 'BG_COLOUR', severity: 'reject', measure: 'wallLuma', value: 0.6, limit: null });
    expect(judgePhoto(wall(3), whiteOnly).causes.map(({ code }) => code)).toEqual(['BG_NOT_WHITE']);
    const [coloured] = judgePhoto(wall(3.01), defaultPhotoProfile).causes;
    expect(coloured).toMatchObject({
      code: 'BG_COLOUR',
      measure: 'wallOff',
      value: 20,
      limit: photoLimits.wallOffReject,
    });
  });

  it('一版规格按名字改一个限值，别的不动', () => {
    const strict = { ...defaultPhotoProfile, limits: { mouthOpenReject: 0.05, mouthOpenWarn: 0.02 } };
    expect(causesOf('mouthOpen', 0.06, strict)).toEqual(['MOUTH_OPEN reject']);
    expect(causesOf('glare', photoLimits.glareReject, strict)).not.toContain('GLARE reject');
    expect(measureBands(strict).find(({ measure }) => measure === 'mouthOpen')?.to).toBe(0.02);
  });

  it('给人看的范围就是不说话的范围', () => {
    for (const { measure, from, to } of measureBands(defaultPhotoProfile)) {
      for (const edge of [from, to]) if (edge !== null) expect(causesOf(measure, edge), measure).toEqual([]);
    }
  });
});

describe('不看肤色', () => {
  it('没有一条规则看脸有多亮', () => {
    const skin = ['faceLuma', 'facePeak', 'eyeWhite'];
    expect(photoRules.filter(({ measure }) => skin.includes(measure))).toEqual([]);
    for (const faceLuma of [0.02, 0.2, 0.5, 0.95])
      expect(judgePhoto({ ...good, faceLuma }, defaultPhotoProfile).verdict).toBe('good');
  });

  it('左右光和逆光只提醒', () => {
    const light = photoRules.filter(({ code }) => code === 'UNEVEN_LIGHT' || code === 'BACK_LIGHT');
    expect(light.map(({ severity }) => severity)).toEqual(['warn', 'warn']);
  });
});
