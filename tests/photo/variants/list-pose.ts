import { lay } from './compose.ts';
import { collins, hopper, type Person, paper, people, seatOf, sit } from './people.ts';
import { type Picture, plain } from './picture.ts';
import { warp } from './resample.ts';
import type { Variant } from './variant.ts';

/** The head turned on the screen by so many degrees, clockwise, round the eyes. */
function rolled(person: Person, degrees: number): Picture {
  const { x, y, unit } = seatOf(person);
  const turn = (degrees * Math.PI) / 180;
  const scale = person.unit / unit;
  const moved = warp(person.picture(), 640, 480, (column, row) => [
    person.eyes[0] + scale * (Math.cos(turn) * (column - x) + Math.sin(turn) * (row - y)),
    person.eyes[1] + scale * (-Math.sin(turn) * (column - x) + Math.cos(turn) * (row - y)),
  ]);
  return lay(plain(640, 480, paper), moved, 1, [0, 0], [0, 0]);
}

export const poseVariants: readonly Variant[] = [
  ...people.flatMap((person): Variant[] => {
    const own = person.name === 'collins' ? 3 : -3;
    return [
      {
        name: `${person.name} 头向右歪`,
        make: () => rolled(person, 14 - own),
        verdict: 'bad',
        causes: ['ROLL'],
      },
      {
        name: `${person.name} 头向左歪`,
        make: () => rolled(person, -14 - own),
        verdict: 'bad',
        causes: ['ROLL'],
      },
      {
        name: `${person.name} 头摆得很正`,
        make: () => rolled(person, -own),
        verdict: 'good',
        causes: [],
      },
      {
        name: `${person.name} 离得太远`,
        make: () => sit(person, { unit: 26, y: 260 }),
        verdict: 'bad',
        causes: ['FACE_TOO_SMALL'],
      },
      {
        name: `${person.name} 稍远`,
        make: () => sit(person, { unit: 58, y: 240 }),
        verdict: 'good',
        causes: [],
      },
      {
        name: `${person.name} 离得太近`,
        make: () => sit(person, { unit: 112, y: 230 }),
        verdict: 'bad',
        causes: ['FACE_TOO_LARGE', 'CROP_OUTSIDE'],
      },
      ...(['左', '右'] as const).map(
        (side): Variant => ({
          name: `${person.name} 坐在画面${side}边`,
          make: () => sit(person, { x: side === '左' ? 105 : 535 }),
          verdict: 'bad',
          causes: ['CROP_OUTSIDE', 'OFF_CENTRE'],
        }),
      ),
      {
        name: `${person.name} 头顶出了画面`,
        make: () => sit(person, { y: 95 }),
        verdict: 'bad',
        causes: ['CROP_OUTSIDE'],
      },
      {
        name: `${person.name} 坐得太低`,
        make: () => sit(person, { y: 370 }),
        verdict: 'bad',
        causes: ['CROP_OUTSIDE'],
      },
    ];
  }),
  // one step to either side of a limit
  ...([7.2, -7.2, 9, -9] as const).map(
    (degrees): Variant => ({
      name: `collins 头歪 ${degrees} 度`,
      make: () => rolled(collins, degrees - 3),
      verdict: Math.abs(degrees) > 8 ? 'bad' : 'warn',
      causes: ['ROLL'],
    }),
  ),
  { name: 'hopper 有点远', make: () => sit(hopper, { unit: 50, y: 240 }), verdict: 'warn', causes: ['FACE_TOO_SMALL'] },
  { name: 'hopper 远', make: () => sit(hopper, { unit: 43, y: 240 }), verdict: 'bad', causes: ['FACE_TOO_SMALL'] },
  ...([150, 486] as const).map(
    (x): Variant => ({
      name: `hopper 偏到 ${x}，还装得下`,
      make: () => sit(hopper, { unit: 62, x }),
      verdict: 'warn',
      causes: ['OFF_CENTRE'],
    }),
  ),
  {
    name: '两个人并排',
    make: () => sit(hopper, { unit: 52, x: 470, wall: sit(collins, { unit: 50, x: 170 }) }),
    verdict: 'bad',
    causes: ['MULTIPLE_FACES', 'BG_UNEVEN'],
  },
  {
    name: '后面还站着一个人',
    make: () => sit(hopper, { x: 320, wall: sit(collins, { unit: 26, x: 545, y: 110 }) }),
    verdict: 'bad',
    causes: ['MULTIPLE_FACES'],
  },
  {
    name: '后面的人只露半边',
    make: () => sit(collins, { x: 320, wall: sit(hopper, { unit: 60, x: 470, y: 230 }) }),
    verdict: 'bad',
    causes: ['BG_UNEVEN'],
  },
];
