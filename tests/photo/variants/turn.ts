import { enlarge, lay } from './compose.ts';
import { type Person, paper, seatOf } from './people.ts';
import { type Picture, plain } from './picture.ts';
import { warp } from './resample.ts';

/** Half an ellipsoid round a point below the eyes and a nose on it, in eye distances. */
const head = { down: 0.45, across: 1.45, along: 2.25, depth: 1.5 } as const;
const nose = { down: 0.68, across: 0.24, along: 0.4, depth: 0.55 } as const;
/** A point is looked for so often: by then it moves less than a hundredth of a pixel. */
const ROUNDS = 30;

/**
 * The person with the head turned as a camera far away sees it, about `yaw` degrees to the right of the picture and
 * `pitch` up. The face is laid on an ellipsoid with a nose and that is turned; hair, ears and the outline stay where they
 * were, and what the camera had not seen is stretched, not shown. `unit`: distance of the eyes in the frame.
 */
export function turned(person: Person, yaw: number, pitch: number, unit?: number): Picture {
  const seat = seatOf(person, unit === undefined ? {} : { unit });
  const scale = seat.unit / person.unit;
  const eyes = [person.eyes[0] * scale, person.eyes[1] * scale] as const;
  const cutOut = turnHead(enlarge(person.picture(), scale), eyes, seat.unit, yaw, pitch);
  return lay(plain(640, 480, paper), cutOut, 1, eyes, [seat.x, seat.y]);
}

function turnHead(cutOut: Picture, eyes: readonly [number, number], unit: number, yaw: number, pitch: number): Picture {
  const [right, up] = [Math.sin((yaw * Math.PI) / 180), Math.sin((pitch * Math.PI) / 180)];
  const [across, along] = [Math.sqrt(1 - right * right), Math.sqrt(1 - up * up)];
  return warp(cutOut, cutOut.width, cutOut.height, (x, y) => {
    const [u, v] = [(x - eyes[0]) / unit, (y - eyes[1]) / unit - head.down];
    let [fromU, fromV] = [u, v];
    for (let round = 0; round < ROUNDS; round++) {
      const front = depthAt(fromU, fromV);
      if (front === 0) break;
      // the outline keeps its place
      const share = Math.min(1, front / 0.4);
      fromU += 0.5 * (u - right * front - (1 + (across - 1) * share) * fromU);
      fromV += 0.5 * (v + up * front - (1 + (along - 1) * share) * fromV);
    }
    return [eyes[0] + fromU * unit, eyes[1] + (fromV + head.down) * unit];
  });
}

function depthAt(u: number, v: number): number {
  const out = (u / head.across) ** 2 + (v / head.along) ** 2;
  if (out >= 1) return 0;
  const tip = Math.exp(-((u / nose.across) ** 2) - ((v + head.down - nose.down) / nose.along) ** 2);
  return head.depth * Math.sqrt(1 - out) + nose.depth * tip;
}
