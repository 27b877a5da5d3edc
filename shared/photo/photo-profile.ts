/** From – to, both allowed, in pixels of the finished photo. */
type Band = readonly [from: number, to: number];

/**
 * A photo profile in force (a dated edition signed by the region). Sizes and bands in pixels of the finished photo,
 * `backgrounds` as sRGB colours that the wall behind the pupil may have. `limits` are those of the gate by their names in
 * `photoLimits`, so that an exam or a year can be stricter or looser without a new program, and a new program judges by
 * the same numbers. Editions from before the names were complete are judged by `photoLimits` where they name none.
 */
export type PhotoProfile = {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  readonly maxBytes: number;
  /** lowest JPEG quality that may be used to come under `maxBytes`, 1–100 */
  readonly minQuality: number;
  readonly crownTop: Band;
  readonly eyesTop: Band;
  readonly faceWidth: Band;
  readonly backgrounds: readonly (readonly [red: number, green: number, blue: number])[];
  readonly limits: Readonly<Record<string, number>>;
};
