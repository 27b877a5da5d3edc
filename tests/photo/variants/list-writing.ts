import { join } from 'node:path';
import { enlarge } from './compose.ts';
import { draw } from './draw.ts';
import { collins, hopper, type Person, seatOf, sit } from './people.ts';
import { type Colour, type Picture, readPicture, repaint } from './picture.ts';
import type { Variant } from './variant.ts';

const source = join(import.meta.dirname, '../../fixtures/writing');

/** Writing three eye distances below the eyes: light on a dark suit, or dark on a pale patch. `height` in pixels. */
function written(person: Person, file: string, height: number): Picture {
  const face = seatOf(person);
  const ink = readPicture(join(source, `${file}.jpg`));
  const letters = enlarge(ink, height / ink.height);
  const isPatch = person === hopper;
  const [left, top] = [face.x - letters.width / 2, face.y + 3.2 * face.unit - height / 2].map(Math.round) as [
    number,
    number,
  ];
  const half = (side: number): number => (side / 2 + height / 4) / face.unit;
  const patch = { at: [0, 3.2], radius: [half(letters.width), half(height)], power: 20 } as const;
  const ground = isPatch ? draw(sit(person), face, [{ ...patch, colour: [235, 235, 235] }]) : sit(person);
  const colour: Colour = isPatch ? [20, 20, 60] : [248, 248, 248];
  return repaint(ground, (red, green, blue, x, y) => {
    const [column, row] = [x - left, y - top];
    if (column < 0 || row < 0 || column >= letters.width || row >= letters.height) return [red, green, blue];
    const share = 1 - letters.data[(row * letters.width + column) * 4]! / 255;
    const mix = (to: number, from: number): number => to * share + from * (1 - share);
    return [mix(colour[0], red), mix(colour[1], green), mix(colour[2], blue)];
  });
}

/** The whole frame with left and right exchanged, as a driver's mirror does it. */
export function mirrored(frame: Picture): Picture {
  return repaint(frame, (_red, _green, _blue, x, y) => {
    const at = (y * frame.width + frame.width - 1 - x) * 4;
    return [frame.data[at]!, frame.data[at + 1]!, frame.data[at + 2]!];
  });
}

type Told = 'warn' | 'bad';
/** What stands there, the file, and for either person its height and the verdict on it when mirrored. */
const telling: readonly (readonly [string, string, readonly [number, Told], readonly [number, Told]])[] = [
  ['锡林浩特', 'league', [18, 'warn'], [30, 'bad']],
  ['高三7班', 'class', [22, 'warn'], [40, 'warn']],
  ['SCHOOL', 'school', [14, 'bad'], [30, 'bad']],
  ['Basketball', 'ball', [18, 'bad'], [34, 'bad']],
  ['1985', 'year', [16, 'bad'], [44, 'bad']],
  ['23', 'number', [30, 'bad'], [34, 'bad']],
  ['呼和浩特市第二中学', 'town', [16, 'bad'], [20, 'bad']],
  ['МОСКВА', 'moscow', [20, 'bad'], [28, 'warn']],
];

/** Reads as well, or nearly, the other way: neither way round may be called mirrored. */
const silent: readonly (readonly [string, string])[] = [
  ['中国', 'even'],
  ['体育', 'sports'],
  ['TOYOTA', 'alike'],
  ['SOS', 'pairs'],
  ['林木森', 'wood'],
  ['dob', 'letters'],
  ['ЗИМА', 'cyrillic'],
  ['ИЯ', 'winter'],
];

/** Writing on clothes, the right way round and in a mirrored frame. */
export const writingVariants: readonly Variant[] = [
  ...telling.flatMap(([words, file, onCollins, onHopper]) =>
    (
      [
        [collins, onCollins],
        [hopper, onHopper],
      ] as const
    ).flatMap(([person, [height, verdict]]): Variant[] => {
      const make = (): Picture => written(person, file, height);
      const name = `${person.name} 衣服上写着 ${words}`;
      return [
        { name, make, verdict: 'good', causes: [] },
        { name: `${name} 画面左右相反`, make: () => mirrored(make()), verdict, causes: ['MIRRORED'] },
      ];
    }),
  ),
  ...silent.flatMap(([words, file]): Variant[] => {
    const make = (): Picture => written(collins, file, 24);
    const name = `collins 衣服上写着 ${words}`;
    const never = ['MIRRORED'] as const;
    return [
      { name, make, verdict: 'good', causes: [], never },
      { name: `${name} 画面左右相反`, make: () => mirrored(make()), verdict: 'good', causes: [], never },
    ];
  }),
];
