import { draw } from './draw.ts';
import { mirrored } from './list-writing.ts';
import { collins, people, seatOf, sit } from './people.ts';
import { type Colour, type Picture, plain } from './picture.ts';
import { recolour, tones } from './tones.ts';
import type { Variant } from './variant.ts';

const walls: readonly (readonly [string, Colour])[] = [
  ['白', [246, 246, 246]],
  ['浅蓝', [100, 197, 255]],
];

/** Skin and hair of five looks before two walls: who somebody is never decides. */
export const toneVariants: readonly Variant[] = people.flatMap((person) =>
  tones.flatMap((tone) =>
    walls.map(
      ([wall, colour]): Variant => ({
        name: `${person.name} 肤色${tone.name} 背景${wall}`,
        make: () => sit(person, { wall: plain(640, 480, colour), with: (cutOut) => recolour(person, cutOut, tone) }),
        verdict: 'good',
        causes: [],
      }),
    ),
  ),
);

/** The letter F on the chest, three eye distances below the eyes. */
function lettered(isMirrored: boolean): Picture {
  const face = seatOf(collins);
  const dark: Colour = [20, 20, 20];
  const way = isMirrored ? -1 : 1;
  return draw(sit(collins), face, [
    { at: [0.2, 3.3], radius: [0.6, 0.45], colour: [240, 240, 240], power: 6 },
    { at: [0.2 - way * 0.2, 3.3], radius: [0.06, 0.35], colour: dark, power: 6 },
    { at: [0.2, 3], radius: [0.26, 0.06], colour: dark, power: 6 },
    { at: [0.2 - way * 0.06, 3.28], radius: [0.2, 0.06], colour: dark, power: 6 },
  ]);
}

/** One letter on clothes, the right way and mirrored; and a frame whose left and right are exchanged with nothing written in it. */
export const letterVariants: readonly Variant[] = [
  { name: 'collins 衣服上的字', make: () => lettered(false), verdict: 'good', causes: [] },
  { name: 'collins 衣服上的字左右相反', make: () => lettered(true), verdict: 'warn', causes: ['MIRRORED'] },
  { name: 'collins 整个画面左右相反', make: () => mirrored(sit(collins)), verdict: 'good', causes: [] },
];
