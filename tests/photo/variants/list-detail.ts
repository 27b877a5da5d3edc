import { blur, grain, motion } from './light.ts';
import { people, sit } from './people.ts';
import { throughJpeg } from './picture.ts';
import { resize } from './resample.ts';
import type { Variant } from './variant.ts';

const jpegQualities: readonly (readonly [number, Variant['verdict']])[] = [
  [5, 'bad'],
  [8, 'bad'],
  [12, 'bad'],
  [20, 'bad'],
  [35, 'warn'],
  [60, 'good'],
  [80, 'good'],
  [95, 'good'],
];
const enlarged = [
  [80, 60],
  [160, 120],
  [240, 180],
  [320, 240],
] as const;

export const detailVariants: readonly Variant[] = people.flatMap((person): Variant[] => [
  ...[1.8, 3, 5].map(
    (sigma): Variant => ({
      name: `${person.name} 失焦 ${sigma}`,
      make: () => blur(sit(person), sigma),
      verdict: 'bad',
      causes: ['BLURRED'],
      never: ['CROP_OUTSIDE'],
    }),
  ),
  {
    name: `${person.name} 横着动了`,
    make: () => motion(sit(person), 11, 1, 0),
    verdict: 'bad',
    causes: ['BLURRED'],
  },
  {
    name: `${person.name} 斜着动了`,
    make: () => motion(sit(person), 11, 0.8, 0.6),
    verdict: 'bad',
    causes: ['BLURRED'],
  },
  {
    name: `${person.name} 噪点很多`,
    make: () => grain(sit(person), 16, 5),
    verdict: 'bad',
    causes: ['NOISE'],
  },
  {
    name: `${person.name} 有一点噪点`,
    make: () => grain(sit(person), 2, 5),
    verdict: 'good',
    causes: [],
  },
  ...jpegQualities.map(
    ([quality, verdict]): Variant => ({
      name: `${person.name} 压到质量 ${quality} 再存一次`,
      make: () => throughJpeg(sit(person), quality),
      verdict,
      causes: verdict === 'good' ? [] : ['COMPRESSED'],
    }),
  ),
  ...enlarged.map(
    ([width, height]): Variant => ({
      name: `${person.name} 从 ${width}×${height} 放大`,
      make: () => resize(resize(sit(person), width, height), 640, 480),
      verdict: 'bad',
      causes: ['LOW_RESOLUTION'],
    }),
  ),
  ...enlarged.slice(1).map(
    ([width, height]): Variant => ({
      name: `${person.name} 从 ${width}×${height} 成块放大`,
      make: () => resize(resize(sit(person), width, height), 640, 480, 'nearest'),
      verdict: 'bad',
      causes: ['LOW_RESOLUTION'],
    }),
  ),
]);
