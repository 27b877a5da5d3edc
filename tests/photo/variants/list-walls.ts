import { draw } from './draw.ts';
import { blur } from './light.ts';
import { collins, type FaceAt, paper, people, seatOf, sit } from './people.ts';
import { type Colour, type Picture, plain, randomFrom, repaint } from './picture.ts';
import type { Variant } from './variant.ts';

const wall = (colour: Colour): Picture => plain(640, 480, colour);

const allowed: readonly (readonly [string, Colour])[] = [
  ['白', [255, 255, 255]],
  ['纸白', paper],
  ['浅灰', [240, 240, 240]],
  ['浅蓝', [100, 197, 255]],
  ['略暗的浅蓝', [96, 188, 243]],
  ['淡一些的浅蓝', [169, 211, 240]],
  ['近白的浅蓝', [207, 230, 245]],
];
const refused: readonly (readonly [string, Colour])[] = [
  ['红', [217, 0, 27]],
  ['深蓝', [30, 80, 170]],
  ['绿', [60, 160, 80]],
  ['中灰', [150, 150, 150]],
  ['米黄', [226, 205, 160]],
  ['淡绿', [190, 225, 180]],
  ['淡粉', [242, 200, 200]],
];

const uneven: readonly (readonly [string, (face: FaceAt) => Picture])[] = [
  ['从上到下变暗', () => repaint(wall(paper), (red, _g, _b, _x, y) => grey(red - (y / 480) * 120))],
  ['左边暗', () => repaint(wall(paper), (red, _g, _b, x) => grey(red - Math.max(0, 1 - x / 420) * 130))],
  [
    '墙上有柔和的影子',
    (face) => blur(draw(wall(paper), face, [{ at: [1.1, 0.2], radius: [1.6, 2.1], colour: [150, 150, 150] }]), 8),
  ],
  [
    '一边有门框',
    (face) =>
      draw(wall(paper), face, [{ at: [-3, 0], radius: [0.9, 6], colour: [120, 80, 50], power: 12, strands: 12 }]),
  ],
  ['花布', () => stains(wall(paper))],
];

/** Squares of 18 pixels. */
function chequer(x: number, y: number): boolean {
  return (Math.floor(x / 18) + Math.floor(y / 18)) % 2 === 0;
}

function grey(value: number): Colour {
  return [value, value, value];
}

function stains(picture: Picture): Picture {
  const random = randomFrom(11);
  const spots = Array.from(
    { length: 60 },
    () => [random() * 640, random() * 480, 20 + random() * 30, random()] as const,
  );
  return repaint(picture, (red, green, blue, x, y) => {
    const spot = spots.find(([sx, sy, size]) => Math.hypot(x - sx, y - sy) < size);
    return spot === undefined ? [red, green, blue] : [230 - 120 * spot[3], 120 + 80 * spot[3], 200 - 150 * spot[3]];
  });
}

export const wallVariants: readonly Variant[] = [
  ...people.flatMap((person): Variant[] => [
    ...allowed.map(
      ([name, colour]): Variant => ({
        name: `${person.name} 背景${name}`,
        make: () => sit(person, { wall: wall(colour) }),
        verdict: 'good',
        causes: [],
      }),
    ),
    ...refused.map(
      ([name, colour]): Variant => ({
        name: `${person.name} 背景${name}`,
        make: () => sit(person, { wall: wall(colour) }),
        verdict: 'bad',
        causes: ['BG_COLOUR'],
        never: ['BG_UNEVEN'],
      }),
    ),
    ...uneven.map(
      ([name, ground]): Variant => ({
        name: `${person.name} ${name}`,
        make: () => sit(person, { wall: ground(seatOf(person)) }),
        verdict: 'bad',
        causes: ['BG_UNEVEN'],
      }),
    ),
    // where no wall shows the crown, nobody is told to sit farther away
    {
      name: `${person.name} 方格墙`,
      make: () => sit(person, { wall: repaint(wall(paper), (_r, _g, _b, x, y) => grey(chequer(x, y) ? 225 : 150)) }),
      verdict: 'bad',
      causes: ['BG_UNEVEN'],
      never: ['FACE_TOO_LARGE', 'CROP_OUTSIDE', 'CROWN_PLACE'],
    },
  ]),
  ...(
    [
      ['浅蓝', [100, 197, 255]],
      ['近白的浅蓝', [207, 230, 245]],
      ['浅灰', [214, 214, 214]],
    ] as const
  ).map(
    ([name, colour]): Variant => ({
      name: `collins ${name}背景，只许白色的规格`,
      make: () => sit(collins, { wall: wall(colour) }),
      verdict: 'bad',
      causes: ['BG_NOT_WHITE'],
      profile: 'white-only',
    }),
  ),
];
