/** A point in pixels of the frame, from its upper left corner. */
export type Point = readonly [x: number, y: number];

/**
 * One face as a detector found it. `landmarks` are the 468 points of the MediaPipe face mesh in its order, in pixels of
 * the frame; left and right are the viewer's. Angles in degrees as the detector estimates them: yaw right, pitch up
 * positive, both about 0 for a face that looks straight into the camera. `score` 0–1 is the certainty that this is a face.
 */
export type FaceFound = {
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly score: number;
  readonly yaw: number;
  readonly pitch: number;
  readonly landmarks: readonly Point[];
};
