import { draw, type Shape } from './draw.ts';
import { collins, hopper, type Person, people, seatOf, sit } from './people.ts';
import type { Colour, Picture } from './picture.ts';
import type { Variant } from './variant.ts';

function wearing(person: Person, ...shapes: readonly Shape[]): () => Picture {
  return () => draw(sit(person), seatOf(person), shapes);
}

const lens = (side: -1 | 1): Pick<Shape, 'at' | 'radius' | 'power'> => ({
  at: [side * 0.52, 0.06],
  radius: [0.44, 0.33],
  power: 3,
});
const frameOf = (colour: Colour): Shape[] => [
  { ...lens(-1), colour, hollow: 0.86 },
  { ...lens(1), colour, hollow: 0.86 },
  { at: [0, -0.02], radius: [0.1, 0.03], colour },
];
const dark = (colour: Colour, cover: number): Shape[] => [
  { ...lens(-1), colour, cover },
  { ...lens(1), colour, cover },
];
const flare = (right: number, down: number): Shape[] => [
  { at: [-0.5 + right, down], radius: [0.16, 0.12], colour: [255, 255, 255], soft: 0.05 },
  { at: [0.54 + right, down], radius: [0.14, 0.1], colour: [255, 255, 255], soft: 0.05 },
];
const mask = (colour: Colour): Shape => ({ at: [0, 1.12], radius: [0.95, 0.62], colour, power: 3.5, strands: 5 });
const cap = (colour: Colour): Shape[] => [
  { at: [0, -1.3], radius: [1.35, 0.66], colour, power: 2.4, strands: 1 },
  { at: [0, -0.82], radius: [1.25, 0.14], colour, power: 3, strands: 1 },
];
const scarf = (colour: Colour, low: number): Shape[] => [
  { at: [0, 0.45], radius: [1.75, 2.3], colour, hollow: 0.66, strands: 3 },
  { at: [0, -1.2 + low], radius: [1.1, 0.55], colour, power: 3, strands: 3 },
];
const fringe = (colour: Colour): Shape => ({ at: [0, -0.62], radius: [1.05, 0.42], colour, power: 4, strands: 14 });

const hidden = (name: string, make: () => Picture): Variant => ({
  name,
  make,
  verdict: 'bad',
  causes: ['FACE_PARTLY_HIDDEN'],
});

export const coverVariants: readonly Variant[] = [
  ...people.flatMap((person): Variant[] => [
    hidden(`${person.name} 蓝口罩`, wearing(person, mask([110, 165, 210]))),
    hidden(`${person.name} 白口罩`, wearing(person, mask([235, 237, 240]))),
    hidden(`${person.name} 黑口罩`, wearing(person, mask([30, 30, 33]))),
    hidden(
      `${person.name} 手捂着嘴`,
      wearing(person, { at: [0.05, 1.05], radius: [0.75, 0.35], colour: [214, 160, 130], power: 3, strands: 6 }),
    ),
    hidden(
      `${person.name} 手挡着半边脸`,
      wearing(person, { at: [0.75, 0.5], radius: [0.62, 1.5], colour: [205, 150, 120], power: 4, strands: 6 }),
    ),
    hidden(`${person.name} 黑刘海盖住眉毛`, wearing(person, fringe([32, 26, 24]))),
    hidden(`${person.name} 棕刘海盖住眉毛`, wearing(person, fringe([84, 58, 42]))),
    {
      name: `${person.name} 红帽子`,
      make: wearing(person, ...cap([190, 25, 40])),
      verdict: 'warn',
      causes: ['HEADWEAR'],
    },
    {
      name: `${person.name} 蓝帽子`,
      make: wearing(person, ...cap([40, 70, 160])),
      verdict: 'warn',
      causes: ['HEADWEAR'],
    },
    {
      name: `${person.name} 头巾，眉毛露着`,
      make: wearing(person, ...scarf([40, 110, 90], 0)),
      verdict: 'warn',
      causes: ['HEADWEAR'],
    },
    hidden(`${person.name} 头巾压到眼睛`, wearing(person, ...scarf([40, 110, 90], 0.5))),
    {
      name: `${person.name} 墨镜`,
      make: wearing(person, ...dark([14, 14, 16], 1)),
      verdict: 'bad',
      causes: ['DARK_GLASSES'],
    },
    {
      name: `${person.name} 几乎无色的镜片`,
      make: wearing(person, ...dark([60, 40, 25], 0.15)),
      verdict: 'good',
      causes: [],
    },
    {
      name: `${person.name} 很深的茶色镜`,
      make: wearing(person, ...dark([40, 24, 14], 0.85)),
      verdict: 'bad',
      causes: ['DARK_GLASSES'],
    },
  ]),
  {
    name: 'collins 细框眼镜',
    make: wearing(collins, ...frameOf([50, 42, 40])),
    verdict: 'good',
    causes: [],
  },
  {
    name: 'collins 细框眼镜反光',
    make: wearing(collins, ...frameOf([50, 42, 40]), ...flare(0.05, -0.02)),
    verdict: 'bad',
    causes: ['GLARE'],
  },
  {
    name: 'hopper 看得见眼睛的茶色镜',
    make: wearing(hopper, ...dark([60, 40, 25], 0.5)),
    verdict: 'warn',
    causes: ['DARK_GLASSES'],
  },
  {
    name: 'hopper 眼镜反光',
    make: wearing(hopper, ...flare(0, 0.1)),
    verdict: 'bad',
    causes: ['GLARE'],
  },
];
