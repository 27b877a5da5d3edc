import type { PhotoCrop } from '#shared/photo/crop-plan.ts';
import { newCanvas } from './frame-canvas.ts';

type Size = { readonly width: number; readonly height: number };

/** Where a cut lies: a point p of the frame comes to `place + scale · R(rotation) · (p − centre)`. */
export type Cut = Pick<PhotoCrop, 'rotation' | 'scale' | 'centreX' | 'centreY' | 'placeX' | 'placeY'>;

/** Below this a canvas skips pixels of its source: the frame is halved first. */
const SMALLEST_STEP = 0.5;

/**
 * The largest upright cut with the profile's proportions from the middle of the frame: what the framing view shows. For
 * a frame without a face, or a desk without a detector.
 */
export function centreCut(frame: Size, profile: Size): Cut {
  return {
    rotation: 0,
    scale: Math.max(profile.width / frame.width, profile.height / frame.height),
    centreX: frame.width / 2,
    centreY: frame.height / 2,
    placeX: profile.width / 2,
    placeY: profile.height / 2,
  };
}

/** Draws the cut in the profile's size. What lies outside the frame stays white; nothing is mirrored. */
export function drawCut(frame: OffscreenCanvas, cut: Cut, profile: Size): OffscreenCanvas {
  let source = frame;
  let step = 1;
  while (cut.scale / step < SMALLEST_STEP) {
    source = halved(source);
    step /= 2;
  }
  const scale = cut.scale / step;
  const turn = (cut.rotation * Math.PI) / 180;
  const along = Math.cos(turn) * scale;
  const across = Math.sin(turn) * scale;
  const x = cut.centreX * step;
  const y = cut.centreY * step;
  const { canvas, context } = newCanvas(profile.width, profile.height);
  context.setTransform(
    along,
    across,
    -across,
    along,
    cut.placeX - (along * x - across * y),
    cut.placeY - (across * x + along * y),
  );
  context.drawImage(source, 0, 0);
  return canvas;
}

function halved(source: OffscreenCanvas): OffscreenCanvas {
  const { canvas, context } = newCanvas(Math.ceil(source.width / 2), Math.ceil(source.height / 2));
  context.drawImage(source, 0, 0, source.width / 2, source.height / 2);
  return canvas;
}
