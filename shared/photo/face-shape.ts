import type { FaceFound, Point } from './face-found.ts';

/** Points of the MediaPipe face mesh, by what they mark. Left and right are the viewer's. */
const corner = { leftOuter: 33, leftInner: 133, rightInner: 362, rightOuter: 263 } as const;
const leftLids = [
  [160, 144],
  [159, 145],
  [158, 153],
] as const;
const rightLids = [
  [385, 380],
  [386, 374],
  [387, 373],
] as const;
const lips = [
  [82, 87],
  [13, 14],
  [312, 317],
] as const;
const browTop = 10;
const chin = 152;
const cheeks = [234, 454] as const;

/** Sizes and angles of a face, in pixels of the frame and degrees. */
export type FaceShape = {
  /** midpoint between the eyes */
  readonly eyes: Point;
  readonly eyeDistance: number;
  /** eyes to chin: what lids and lips are compared with, since turning the head hardly changes it */
  readonly eyesToChin: number;
  readonly width: number;
  /** top of the forehead to chin, of the mesh (hair is above it) */
  readonly height: number;
  /** clockwise on the screen */
  readonly roll: number;
  /** gap of the more closed eye's lids, of `eyesToChin` (ISO/IEC 29794-5 calls it eyes open) */
  readonly eyesOpen: number;
  /** gap of the inner lips, of `eyesToChin` */
  readonly mouthOpen: number;
};

/** Sizes and angles from the landmarks. */
export function faceShape({ landmarks }: FaceFound): FaceShape {
  const at = (index: number): Point => landmarks[index] ?? [0, 0];
  const gap = (a: number, b: number): number => distance(at(a), at(b));
  const left = middle(at(corner.leftOuter), at(corner.leftInner));
  const right = middle(at(corner.rightInner), at(corner.rightOuter));
  const eyes = middle(left, right);
  const eyesToChin = Math.max(1, distance(eyes, at(chin)));
  const widest = (pairs: readonly (readonly [number, number])[]): number =>
    Math.max(...pairs.map(([upper, lower]) => gap(upper, lower))) / eyesToChin;
  return {
    eyes,
    eyeDistance: Math.max(1, distance(left, right)),
    eyesToChin,
    width: Math.max(1, gap(...cheeks)),
    height: Math.max(1, gap(browTop, chin)),
    roll: (Math.atan2(right[1] - left[1], right[0] - left[0]) * 180) / Math.PI,
    eyesOpen: Math.min(widest(leftLids), widest(rightLids)),
    mouthOpen: widest(lips),
  };
}

/** The face that is meant: the largest. */
export function mainFace(faces: readonly FaceFound[]): FaceFound | undefined {
  return faces.toSorted((a, b) => b.box.width * b.box.height - a.box.width * a.box.height)[0];
}

function middle([ax, ay]: Point, [bx, by]: Point): Point {
  return [(ax + bx) / 2, (ay + by) / 2];
}

function distance([ax, ay]: Point, [bx, by]: Point): number {
  return Math.hypot(ax - bx, ay - by);
}
