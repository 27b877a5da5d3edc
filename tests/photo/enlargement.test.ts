import { describe, expect, it } from 'vitest';
import type { FaceShape } from '../../shared/photo/face-shape.ts';
import { measureEnlargement } from '../../shared/photo/measure-enlargement.ts';
import { measureGrid } from '../../shared/photo/measure-grid.ts';
import { pairedWaves, SPAN } from '../../shared/photo/paired-waves.ts';
import { photoLimits } from '../../shared/photo/photo-limits.ts';
import { defaultPhotoProfile } from '../../shared/photo/profiles.ts';
import { enlargedVariants } from './variants/list-enlarged.ts';
import { collins, hopper, type Person, seatOf, sit } from './variants/people.ts';
import { type Picture, plain, randomFrom, repaint, throughJpeg } from './variants/picture.ts';
import { resize, type Smoothing } from './variants/resample.ts';

/** Where the face lies, without a detector. */
function shapeOf(person: Person): FaceShape {
  const { x, y, unit } = seatOf(person);
  const [eyesToChin, width, height] = [1.75 * unit, 2.1 * unit, 2.9 * unit];
  return { eyes: [x, y], eyeDistance: unit, eyesToChin, width, height, roll: 0, eyesOpen: 0.09, mouthOpen: 0 };
}

function measured(picture: Picture, person: Person, profile = defaultPhotoProfile): Record<string, number> {
  const shape = shapeOf(person);
  return measureEnlargement(picture, shape, measureGrid(picture, shape)['compression'] ?? 0, profile);
}

const traceOf = (...words: Parameters<typeof measured>): number | undefined => measured(...words)['enlargedTrace'];
const personOf = (name: string): Person => (name.startsWith('collins') ? collins : hopper);

describe('放大的痕迹', () => {
  it.each(enlargedVariants.map((variant) => [variant.name, variant] as const))('%s', (name, { make, verdict }) => {
    const trace = traceOf(make(), personOf(name));
    if (verdict === 'bad') expect(trace).toBeGreaterThan(photoLimits.enlargedTraceReject);
    else expect(trace).toBe(0);
  });

  it.each([75, 60, 50, 35, 20])('没有放大，压到质量 %i：没有', (quality) => {
    for (const person of [collins, hopper]) expect(traceOf(throughJpeg(sit(person), quality), person)).toBe(0);
  });

  it('说得出是几倍', () => {
    const twice = resize(resize(sit(hopper), 320, 240), 640, 480);
    const found = measured(twice, hopper)['enlargedBy'];
    expect(found).toBeCloseTo(2, 1);
    const more = resize(resize(sit(hopper), 291, 218), 640, 480);
    expect(measured(more, hopper)['enlargedBy']).toBeCloseTo(2.2, 1);
  });

  it('只看会让真实像素不够的倍数：规格要得少，放大一倍也不算；画面自己就不够的不量', () => {
    const twice = resize(resize(sit(hopper), 320, 240), 640, 480);
    expect(traceOf(twice, hopper)).toBeGreaterThan(photoLimits.enlargedTraceReject);
    const lenient = { ...defaultPhotoProfile, limits: { realDetailReject: 30 } };
    expect(traceOf(twice, hopper, lenient)).toBe(0);
    const strict = { ...defaultPhotoProfile, limits: { realDetailReject: seatOf(hopper).unit } };
    expect(traceOf(twice, hopper, strict)).toBeUndefined();
  });
});

describe('成对的波', () => {
  const random = randomFrom(3);
  const grain = repaint(plain(256, 96, [128, 128, 128]), () => {
    const value = 60 + 130 * random();
    return [value, value, value];
  });
  const strongest = (picture: Picture): { sum: number; pairs: number } => {
    const { pairs } = pairedWaves({
      count: picture.height,
      length: picture.width,
      first: 0,
      at: (line, along) => picture.data[(line * picture.width + along) * 4]!,
    });
    const found = pairs.re.map((real, sum) => (sum >= 80 && sum <= 180 ? Math.hypot(real, pairs.im[sum] ?? 0) : 0));
    const most = Math.max(...found);
    return { sum: found.indexOf(most), pairs: most };
  };

  it.each([
    [1.5, 'smooth'],
    [2, 'linear'],
    [2, 'smooth'],
    [2.5, 'lanczos'],
    [3, 'smooth'],
  ] as const)('放大 %f 倍（%s）：最强的一对加起来是 1/倍数', (times: number, way: Smoothing) => {
    const small = resize(grain, Math.round(256 / times), Math.round(96 / times), 'smooth');
    const { sum, pairs } = strongest(resize(small, 256, 96, way));
    expect(pairs).toBeGreaterThan(0.2);
    expect(Math.abs(sum - SPAN / times)).toBeLessThan(2.5);
  });

  it('没有放大的，压过也一样：除了八分之几的块，哪里都不成对', () => {
    expect(strongest(grain).pairs).toBeLessThan(0.1);
    expect(strongest(throughJpeg(grain, 60)).pairs).toBeLessThan(0.25);
  });
});
