import type { FaceFound } from './face-found.ts';
import { type FaceShape, faceShape } from './face-shape.ts';
import type { PhotoProfile } from './photo-profile.ts';
import type { Raster } from './raster.ts';
import { crownRow, type WallMap, wallMap } from './wall-map.ts';

/**
 * How the finished photo is cut out of a frame, all numbers (it is stored with the capture). A point p of the frame comes
 * to lie at `place + scale · R(rotation) · (p − centre)`; `R` turns by `rotation` degrees, clockwise on the screen.
 */
export type PhotoCrop = {
  readonly rotation: number;
  /** pixels of the finished photo per pixel of the frame; above 1 the frame is enlarged */
  readonly scale: number;
  /** the midpoint between the eyes, in the frame … */
  readonly centreX: number;
  readonly centreY: number;
  /** … and in the finished photo */
  readonly placeX: number;
  readonly placeY: number;
  /** where they come to lie, in pixels of the finished photo */
  readonly crownTop: number;
  readonly eyesTop: number;
  readonly faceWidth: number;
  /** how far the cut reaches beyond the frame, in pixels of the finished photo; 0 = it lies inside */
  readonly overhang: number;
};

/** A head held straighter than this is put upright; one held more aslant is not rotated, it is told to the pupil. */
const MOST_TURN = 8;
/** a band's very edge would be left by rounding, in pixels of the finished photo */
const INSET = 1;
/** crown above the eyes where the wall does not show it, in eyes-to-chin (hair included) */
const USUAL_CROWN = 1.3;

/**
 * The cut that puts this face where the profile wants it: eyes in the middle, face and crown as near the middle of their
 * bands as one scale allows. It is moved up or down within the bands where that keeps it inside the frame.
 */
export function planCrop(frame: Raster, face: FaceFound, profile: PhotoProfile): PhotoCrop {
  const shape = faceShape(face);
  return planCropOn(frame, shape, wallMap(frame, face, shape), profile);
}

/** The same where shape and wall are known already. */
export function planCropOn(frame: Raster, shape: FaceShape, wall: WallMap, profile: PhotoProfile): PhotoCrop {
  const [x, y] = shape.eyes;
  const found = crownRow(wall, shape);
  const crown = found === null ? y - USUAL_CROWN * shape.eyesToChin : found;
  const crownToEyes = Math.max(1, y - crown);
  const scale = scaleFor(shape.width, crownToEyes, profile);
  const rotation = Math.abs(shape.roll) <= MOST_TURN ? -shape.roll : 0;
  const rise = crownToEyes * scale;
  // both bands, as a band for the eyes; where they do not meet the eyes' own band wins
  const low = Math.max(profile.eyesTop[0], profile.crownTop[0] + rise) + INSET;
  const high = Math.min(profile.eyesTop[1], profile.crownTop[1] + rise) - INSET;
  const wanted = (profile.crownTop[0] + profile.crownTop[1]) / 2 + rise;
  const [from, to] = low <= high ? [low, high] : [profile.eyesTop[0], profile.eyesTop[1]];
  const best = clamp(wanted, from, to);
  const least = profile.height - (frame.height - y) * scale;
  const most = y * scale;
  const placeY = least <= most ? clamp(clamp(best, least, most), from, to) : best;
  const plan = { rotation, scale, centreX: x, centreY: y, placeX: profile.width / 2, placeY };
  return {
    ...plan,
    crownTop: placeY - rise,
    eyesTop: placeY,
    faceWidth: shape.width * scale,
    overhang: overhangOf(frame, plan, profile),
  };
}

/** The face as wide as the middle of its band, smaller or larger within the band where crown and eyes ask for it. */
function scaleFor(width: number, crownToEyes: number, profile: PhotoProfile): number {
  const [narrow, wide] = profile.faceWidth;
  const rise = [
    profile.eyesTop[0] - profile.crownTop[1] + 2 * INSET,
    profile.eyesTop[1] - profile.crownTop[0] - 2 * INSET,
  ] as const;
  const middle = (narrow + wide) / 2 / width;
  const fitting = clamp(middle, Math.max(0, rise[0]) / crownToEyes, rise[1] / crownToEyes);
  return clamp(fitting, (narrow + INSET) / width, (wide - INSET) / width);
}

type Plan = Pick<PhotoCrop, 'rotation' | 'scale' | 'centreX' | 'centreY' | 'placeX' | 'placeY'>;

/** Of the photo's corners the one that lies farthest outside the frame. */
function overhangOf(frame: Raster, plan: Plan, profile: PhotoProfile): number {
  const turn = (plan.rotation * Math.PI) / 180;
  let most = 0;
  for (const cornerX of [0, profile.width]) {
    for (const cornerY of [0, profile.height]) {
      const dx = (cornerX - plan.placeX) / plan.scale;
      const dy = (cornerY - plan.placeY) / plan.scale;
      const x = plan.centreX + Math.cos(turn) * dx + Math.sin(turn) * dy;
      const y = plan.centreY - Math.sin(turn) * dx + Math.cos(turn) * dy;
      most = Math.max(most, -x, -y, x - frame.width, y - frame.height);
    }
  }
  return Math.max(0, most * plan.scale);
}

function clamp(value: number, from: number, to: number): number {
  return Math.min(to, Math.max(from, value));
}
