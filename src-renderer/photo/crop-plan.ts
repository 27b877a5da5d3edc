/** A cut out of a frame, in pixels of the frame, and how much it is enlarged to reach the profile (1 = not at all). */
export type CropPlan = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
};

type Size = { readonly width: number; readonly height: number };

/**
 * The largest upright cut with the profile's proportions from the middle of the frame: exactly what the framing view
 * shows, so the clerk gets what the clerk saw.
 */
export function planCrop(frame: Size, profile: Size): CropPlan {
  const aspect = profile.width / profile.height;
  const tooWide = frame.width / frame.height > aspect;
  const width = tooWide ? Math.round(frame.height * aspect) : frame.width;
  const height = tooWide ? frame.height : Math.round(frame.width / aspect);
  return {
    x: Math.round((frame.width - width) / 2),
    y: Math.round((frame.height - height) / 2),
    width,
    height,
    scale: profile.width / width,
  };
}
