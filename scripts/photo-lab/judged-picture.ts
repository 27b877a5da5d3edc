import type { FaceFound } from '#shared/photo/face-found.ts';
import type { PhotoMeasurements, PhotoVerdict } from '#shared/photo/photo-cause.ts';

/** What the desk's gate makes of one picture file. */
export type JudgedPicture<Bytes = Uint8Array> = {
  /** null: no detector ran, or the file is no picture */
  readonly verdict: PhotoVerdict | null;
  readonly measurements: PhotoMeasurements;
  readonly faces: readonly FaceFound[];
  /** why there is no finished photo, in Chinese; null where there is one */
  readonly fault: string | null;
  readonly crop: Readonly<Record<string, number>>;
  readonly perceptualHash: string | null;
  /** the finished photo as JPEG */
  readonly derived: Bytes | null;
  /** from the frame's arrival in the worker to the finished photo */
  readonly milliseconds: number;
};
