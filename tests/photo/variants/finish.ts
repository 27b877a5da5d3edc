import type { PhotoCrop } from '../../../shared/photo/crop-plan.ts';
import type { PhotoProfile } from '../../../shared/photo/photo-profile.ts';
import type { Picture } from './picture.ts';
import { warp } from './resample.ts';

/** The finished photo of a frame as the crop says, without a canvas. */
export function finish(frame: Picture, crop: PhotoCrop, { width, height }: PhotoProfile): Picture {
  const turn = (crop.rotation * Math.PI) / 180;
  return warp(frame, width, height, (x, y) => {
    const dx = (x - crop.placeX) / crop.scale;
    const dy = (y - crop.placeY) / crop.scale;
    return [
      crop.centreX + Math.cos(turn) * dx + Math.sin(turn) * dy,
      crop.centreY - Math.sin(turn) * dx + Math.cos(turn) * dy,
    ];
  });
}
