import type { FaceFound } from './face-found.ts';
import type { PhotoProfile } from './photo-profile.ts';
import type { Raster } from './raster.ts';

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

/** The cut that puts this face where the profile wants it, without looking outside the frame's pixels. */
export function planCrop(frame: Raster, face: FaceFound, profile: PhotoProfile): PhotoCrop {
  void frame;
  void face;
  return {
    rotation: 0,
    scale: 1,
    centreX: 0,
    centreY: 0,
    placeX: profile.width / 2,
    placeY: 0,
    crownTop: 0,
    eyesTop: 0,
    faceWidth: 0,
    overhang: 0,
  };
}
