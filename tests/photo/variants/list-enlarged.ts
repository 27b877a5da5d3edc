import { blur } from './light.ts';
import { type Person, paper, people, seatOf, sit } from './people.ts';
import { type Picture, plain, repaint, throughJpeg } from './picture.ts';
import { resize, type Smoothing } from './resample.ts';
import type { Variant } from './variant.ts';

const ways: readonly (readonly [string, Smoothing])[] = [
  ['两点', 'linear'],
  ['四点', 'smooth'],
  ['六点', 'lanczos'],
];
const qualities = [92, 75] as const;

/** As a camera or a programme sharpens: what differs from its surroundings differs twice as much. */
function sharpened(picture: Picture): Picture {
  const soft = blur(picture, 1);
  return repaint(picture, (red, green, blue, x, y) => {
    const at = (y * picture.width + x) * 4;
    return [2 * red - soft.data[at]!, 2 * green - soft.data[at + 1]!, 2 * blue - soft.data[at + 2]!];
  });
}

/** A frame of 800×600. */
function large(person: Person): Picture {
  return sit(person, { unit: 1.25 * seatOf(person).unit, x: 400, y: 281, wall: plain(800, 600, paper) });
}

/** Frames that another size passed through, sharpened afterwards: what is lost shows in nothing but the trace of it. */
export const enlargedVariants: readonly Variant[] = people.flatMap((person) =>
  qualities.flatMap((quality): Variant[] => [
    ...ways.map(
      ([name, way]): Variant => ({
        name: `${person.name} 缩到一半，${name}放大、锐化，质量 ${quality}`,
        make: () => throughJpeg(sharpened(resize(resize(sit(person), 320, 240), 640, 480, way)), quality),
        verdict: 'bad',
        causes: ['LOW_RESOLUTION'],
      }),
    ),
    {
      name: `${person.name} 没有缩放，只锐化，质量 ${quality}`,
      make: () => throughJpeg(sharpened(sit(person)), quality),
      verdict: 'good',
      causes: [],
    },
    {
      name: `${person.name} 从 800×600 的画面缩下来，锐化，质量 ${quality}`,
      make: () => throughJpeg(sharpened(resize(large(person), 640, 480, 'linear')), quality),
      verdict: 'good',
      causes: [],
    },
  ]),
);
