import type { FaceFound } from './face-found.ts';
import type { PhotoMeasurements } from './photo-cause.ts';

/** Where a face stands in a frame: centre and width as shares of the frame's width and height, angles in degrees. */
export type Pose = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly yaw: number;
  readonly pitch: number;
};

/** Between two looks, of the face's own width: a pupil who breathes moves less, one who still sits down moves more. */
const MOST_MOVE = 0.06;
const MOST_TURN_DEGREES = 3.5;

/** The pose of the only face; null where there is none or more than one, for nobody is meant then. */
export function poseOf(
  faces: readonly Pick<FaceFound, 'box'>[],
  frame: { readonly width: number; readonly height: number },
  measurements: PhotoMeasurements,
): Pose | null {
  const [face, second] = faces;
  if (face === undefined || second !== undefined) return null;
  const { box } = face;
  return {
    x: (box.x + box.width / 2) / frame.width,
    y: (box.y + box.height / 2) / frame.height,
    width: box.width / frame.width,
    yaw: measurements['yaw'] ?? 0,
    pitch: measurements['pitch'] ?? 0,
  };
}

/** True where the head hardly moved from one look to the next. Without a pose on either side nothing is still. */
export function isStill(before: Pose | null, now: Pose | null): boolean {
  if (before === null || now === null) return false;
  const move = Math.max(Math.abs(now.x - before.x), Math.abs(now.y - before.y), Math.abs(now.width - before.width));
  const turn = Math.max(Math.abs(now.yaw - before.yaw), Math.abs(now.pitch - before.pitch));
  return move <= MOST_MOVE * now.width && turn <= MOST_TURN_DEGREES;
}
