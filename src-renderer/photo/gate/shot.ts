import type { PhotoMeasurements, PhotoVerdict } from '#shared/photo/photo-cause.ts';

/** One shot, ready for `desk.storeShot`. Nothing in it is mirrored. */
export type Shot = {
  /** the whole frame as JPEG, ≤ 200 KB */
  readonly original: Uint8Array<ArrayBuffer>;
  /** the photo to the profile: pixels, dpi, bytes; no metadata */
  readonly derived: Uint8Array<ArrayBuffer>;
  /** how `derived` was cut out of the frame (`PhotoCrop`), the frame's size, the upright rectangle of the frame that it shows, JPEG quality */
  readonly crop: Readonly<Record<string, number>>;
  /** of this very frame, with `bytes` and `quality` of the finished photo; empty where no detector ran */
  readonly measurements: PhotoMeasurements;
  /** null where no detector ran: not measured is not good */
  readonly verdict: PhotoVerdict | null;
  /** 16 hex digits of the finished photo; null where no face was found */
  readonly perceptualHash: string | null;
};

/** A Chinese sentence: what is wrong and what to do next. */
export type ShotFault = {
  /** gateBroken: says nothing of the picture */
  readonly kind: 'noPicture' | 'tooManyBytes' | 'gateBroken';
  readonly sentence: string;
};
