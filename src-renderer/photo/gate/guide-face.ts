import type { FaceFound, Point } from '#shared/photo/face-found.ts';
import type { GuideFace } from './gate-messages.ts';

/** Points of the MediaPipe mesh round the face, from the middle of the hair line clockwise on the screen. */
const outline = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150, 136,
  172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
];
const CHIN = 152;

/** The few points of a face that a guide draws: the screen needs no more of it. */
export function guideFace({ box, landmarks }: FaceFound): GuideFace {
  const point = (index: number): Point => {
    const found = landmarks[index];
    if (found === undefined) throw new Error(`no landmark ${index}`);
    return found;
  };
  const between = ([x, y]: Point, [otherX, otherY]: Point): Point => [(x + otherX) / 2, (y + otherY) / 2];
  return {
    box,
    eyes: [between(point(33), point(133)), between(point(362), point(263))],
    chin: point(CHIN),
    outline: outline.map(point),
  };
}
