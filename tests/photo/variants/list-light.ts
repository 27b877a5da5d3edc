import { expose, greyscale, lightFromSide, tint, veil } from './light.ts';
import { collins, hopper, type Person, people, sit } from './people.ts';
import type { Picture } from './picture.ts';
import type { Variant } from './variant.ts';

const ofEach = (make: (person: Person) => Variant[]): Variant[] => people.flatMap(make);

/** How much light is left at the far side for a step to either side of the limit: the two are lit unevenly to begin with. */
const steps: readonly (readonly [Person, side: 'left' | 'right', passes: number, fails: number])[] = [
  [collins, 'left', 0.94, 0.86],
  [collins, 'right', 0.7, 0.6],
  [hopper, 'left', 0.74, 0.64],
  [hopper, 'right', 0.92, 0.8],
];
const sideLight = (person: Person, side: 'left' | 'right', least: number) => (): Picture =>
  sit(person, { with: (cut) => lightFromSide(cut, person.eyes[0], person.unit, side, least) });

export const lightVariants: readonly Variant[] = [
  ...ofEach((person) => [
    {
      name: `${person.name} 曝光只有两成`,
      make: () => expose(sit(person), 0.2),
      verdict: 'bad',
      causes: ['TOO_DARK', 'LOW_FACE_DETAIL'],
    },
    {
      name: `${person.name} 曝光过半档多`,
      make: () => expose(sit(person), person.name === 'collins' ? 1.6 : 2.1),
      verdict: 'bad',
      causes: ['TOO_BRIGHT'],
    },
    {
      name: `${person.name} 发灰`,
      make: () => veil(sit(person), 100, 160),
      verdict: 'bad',
      causes: ['LOW_CONTRAST', 'LOW_FACE_DETAIL'],
    },
    {
      name: `${person.name} 左侧光太强`,
      make: sideLight(person, 'left', 0.3),
      verdict: 'warn',
      causes: ['UNEVEN_LIGHT'],
    },
    {
      name: `${person.name} 右侧光太强`,
      make: sideLight(person, 'right', 0.3),
      verdict: 'warn',
      causes: ['UNEVEN_LIGHT'],
    },
    {
      name: `${person.name} 偏暖`,
      make: () => tint(sit(person), [1.1, 0.9, 0.45]),
      verdict: 'bad',
      causes: ['COLOUR_CAST', 'BG_COLOUR'],
    },
    {
      name: `${person.name} 偏绿`,
      make: () => tint(sit(person), [0.7, 1, 0.7]),
      verdict: 'bad',
      causes: ['COLOUR_CAST', 'BG_COLOUR'],
    },
    {
      name: `${person.name} 偏蓝`,
      make: () => tint(sit(person), [0.5, 0.8, 1.15]),
      verdict: 'bad',
      causes: ['COLOUR_CAST'],
    },
    {
      name: `${person.name} 黑白照片`,
      make: () => greyscale(sit(person)),
      verdict: 'bad',
      causes: ['COLOUR_CAST'],
    },
    {
      name: `${person.name} 略亮`,
      make: () => expose(sit(person), 1.04),
      verdict: 'good',
      causes: [],
    },
    {
      name: `${person.name} 略暗`,
      make: () => expose(sit(person), 0.93),
      verdict: 'good',
      causes: [],
    },
  ]),
  ...steps.flatMap(([person, side, passes, fails]): Variant[] => {
    const name = `${person.name} ${side === 'left' ? '左' : '右'}侧光`;
    return [
      { name: `${name}略强`, make: sideLight(person, side, passes), verdict: 'good', causes: [] },
      { name: `${name}偏强`, make: sideLight(person, side, fails), verdict: 'warn', causes: ['UNEVEN_LIGHT'] },
    ];
  }),
  ...people.flatMap((person) =>
    [0.6, 0.75].map(
      (share): Variant => ({
        name: `${person.name} 白墙，光只有${share * 100}%`,
        make: () => expose(sit(person), share),
        verdict: 'bad',
        causes: ['BG_COLOUR'],
        never: ['BG_UNEVEN'],
      }),
    ),
  ),
  {
    name: 'collins 逆光',
    make: () => sit(collins, { with: (cut) => expose(cut, 0.22) }),
    verdict: 'bad',
    causes: ['BACK_LIGHT', 'LOW_FACE_DETAIL'],
  },
  {
    name: 'hopper 逆光',
    make: () => sit(hopper, { with: (cut) => expose(cut, 0.22) }),
    verdict: 'bad',
    causes: ['BACK_LIGHT', 'LOW_FACE_DETAIL'],
  },
];
