import { toLight } from './colour.ts';

/** brightness of a face of light skin in good light: what contrast and detail are reckoned at */
const USUAL_FACE = 0.6;
/** light on the whites of the eyes, of the brightest there is: below the first no light fell on the face, above the second it did */
const EYES_LIT = [0.035, 0.065] as const;
const FRAME_LIT = [0.4, 0.6] as const;

/**
 * Light measured where skin has no part in it, and contrast and detail reckoned fairly: dark skin in good light has fewer
 * steps between its light and dark parts than light skin has, but not less to see. How good the light is, is told by the
 * brightest there is in the frame and by the whites of the eyes. In poor light the steps count as they are.
 */
export function fairTone(
  tone: Readonly<Record<string, number>>,
  eyeWhite: number,
  wallLuma: number,
): Record<string, number> {
  const { facePeak = 0, faceLuma = 0, contrast = 0, faceDetail = 0 } = tone;
  const whitePoint = Math.max(facePeak, wallLuma);
  const eyeLight = toLight(255 * eyeWhite) / Math.max(0.001, toLight(255 * whitePoint));
  const lit = share(eyeLight, EYES_LIT) * share(whitePoint, FRAME_LIT);
  const gain = 1 + lit * (Math.max(1, USUAL_FACE / Math.max(0.05, faceLuma)) - 1);
  return { whitePoint, eyeLight, contrast: contrast * gain, faceDetail: faceDetail + Math.log2(gain) };
}

function share(value: number, [from, to]: readonly [number, number]): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}
