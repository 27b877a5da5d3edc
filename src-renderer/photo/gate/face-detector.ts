import type { FaceFound } from '#shared/photo/face-found.ts';
import type { Raster } from '#shared/photo/raster.ts';

/**
 * Finds faces in single frames. A frame's answer depends on that frame alone: nothing is carried from one pupil to the
 * next. `load` must have ended well before `detect`; it throws where the detector cannot run as it should.
 */
export type FaceDetector = {
  readonly load: () => Promise<void>;
  /** faces with landmarks, most certain first; empty = nobody */
  readonly detect: (frame: Raster) => Promise<readonly FaceFound[]>;
};
