import { draw } from './draw.ts';
import { type Person, people, seatOf, sit } from './people.ts';
import type { Picture } from './picture.ts';
import { turned } from './turn.ts';
import type { Variant } from './variant.ts';

type Way = '脸转向画面右边' | '脸转向画面左边' | '抬头' | '低头';
type Turn = readonly [way: Way, degrees: number, verdict: Variant['verdict']];

/** Degrees that the picture is turned by: the detector reads a third of a yaw and two thirds of a pitch out of it. */
const turns: readonly Turn[] = [
  ['脸转向画面右边', 17, 'good'],
  ['脸转向画面右边', 25, 'warn'],
  ['脸转向画面右边', 36, 'bad'],
  ['脸转向画面左边', 17, 'good'],
  ['脸转向画面左边', 25, 'warn'],
  ['脸转向画面左边', 36, 'bad'],
  ['抬头', 14, 'good'],
  ['抬头', 19, 'warn'],
  ['抬头', 24, 'bad'],
  ['低头', 14, 'good'],
  ['低头', 18, 'warn'],
  ['低头', 23, 'bad'],
];
const much = { good: '，一点', warn: '，有点多', bad: '，太多' } as const;

function turnedTo(person: Person, way: Way, degrees: number): Picture {
  if (way === '脸转向画面右边') return turned(person, degrees, 0);
  if (way === '脸转向画面左边') return turned(person, -degrees, 0);
  // the eyes come down while the crown stays: the cut needs more of the frame
  return way === '抬头' ? turned(person, 0, degrees) : turned(person, 0, -degrees, 58);
}

/** Hair piled up as high as `top` eye distances above the eyes, far enough from the camera that the cut still finds room. */
function piledHair(person: Person, top: number): Picture {
  const [seat, low] = [{ unit: 58 }, 0.8];
  return draw(sit(person, seat), seatOf(person, seat), [
    { at: [0, -(low + top) / 2], radius: [1, (top - low) / 2], colour: [46, 34, 28], power: 3, strands: 10 },
  ]);
}

/** Heads turned by pixels, and hair too high for the band of the crown: one step to either side of each limit. */
export const turnedVariants: readonly Variant[] = people.flatMap((person): Variant[] => [
  ...turns.map(
    ([way, degrees, verdict]): Variant => ({
      name: `${person.name} ${way}${much[verdict]}`,
      make: () => turnedTo(person, way, degrees),
      verdict,
      causes: verdict === 'good' ? [] : [way.startsWith('脸') ? 'YAW' : 'PITCH'],
    }),
  ),
  {
    name: `${person.name} 头发盘得高`,
    make: () => piledHair(person, 2.7),
    verdict: 'good',
    causes: [],
    never: ['CROWN_PLACE'],
  },
  {
    name: `${person.name} 头发盘得太高`,
    make: () => piledHair(person, 3.1),
    verdict: 'bad',
    causes: ['CROWN_PLACE'],
  },
]);
