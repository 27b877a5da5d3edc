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
/** so much larger a face may become to keep the cut inside the frame */
const CLOSER = 1.15;
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
  const found = crownRow(wall, shape);
  const crown = found === null ? shape.eyes[1] - USUAL_CROWN * shape.eyesToChin : found;
  const crownToEyes = Math.max(1, shape.eyes[1] - crown);
  const wanted = scaleFor(shape.width, crownToEyes, profile);
  const first = planAt(frame, shape, crownToEyes, wanted, profile);
  // a slightly larger face needs less of the frame
  for (let scale = wanted * 1.03; first.overhang > 0 && scale < wanted * CLOSER; scale *= 1.03) {
    if (scaleFor(shape.width, crownToEyes, profile, scale) < scale) break;
    const closer = planAt(frame, shape, crownToEyes, scale, profile);
    if (closer.overhang === 0) return closer;
  }
  return first;
}

function planAt(frame: Raster, shape: FaceShape, crownToEyes: number, scale: number, profile: PhotoProfile): PhotoCrop {
  const [x, y] = shape.eyes;
  const rise = crownToEyes * scale;
  // both bands, as a band for the eyes; where they do not meet the eyes' own band wins
  const low = Math.max(profile.eyesTop[0], profile.crownTop[0] + rise) + INSET;
  const high = Math.min(profile.eyesTop[1], profile.crownTop[1] + rise) - INSET;
  const [from, to] = low <= high ? [low, high] : [profile.eyesTop[0], profile.eyesTop[1]];
  const best = clamp((profile.crownTop[0] + profile.crownTop[1]) / 2 + rise, from, to);
  const least = profile.height - (frame.height - y) * scale;
  const most = y * scale;
  const placeY = least <= most ? clamp(clamp(best, least, most), from, to) : best;
  const rotation = Math.abs(shape.roll) <= MOST_TURN ? -shape.roll : 0;
  const plan = { rotation, scale, centreX: x, centreY: y, placeX: profile.width / 2, placeY };
  return {
    ...plan,
    crownTop: placeY - rise,
    eyesTop: placeY,
    faceWidth: shape.width * scale,
    overhang: overhangOf(frame, plan, profile),
  };
}

/** The face as wide as asked (the middle of its band), smaller or larger within the band where crown and eyes want it. */
function scaleFor(
  width: number,
  crownToEyes: number,
  { faceWidth: [narrow, wide], eyesTop, crownTop }: PhotoProfile,
  asked: number = (narrow + wide) / 2 / width,
): number {
  const least = Math.max(0, eyesTop[0] - crownTop[1] + 2 * INSET) / crownToEyes;
  const most = (eyesTop[1] - crownTop[0] - 2 * INSET) / crownToEyes;
  return clamp(clamp(asked, least, most), (narrow + INSET) / width, (wide - INSET) / width);
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
