import { failed, ok, type Result } from '#shared/lib/result.ts';
import { planCrop } from '#shared/photo/crop-plan.ts';
import type { FaceFound } from '#shared/photo/face-found.ts';
import { faceShape, mainFace } from '#shared/photo/face-shape.ts';
import { judgePhoto } from '#shared/photo/judge-photo.ts';
import type { ReadBothWays } from '#shared/photo/line-reading.ts';
import { measureEnlargement } from '#shared/photo/measure-enlargement.ts';
import { measurePhoto } from '#shared/photo/measure-photo.ts';
import { mirroredText } from '#shared/photo/mirrored-text.ts';
import { perceptualHash } from '#shared/photo/perceptual-hash.ts';
import type { PhotoMeasurements, PhotoVerdict } from '#shared/photo/photo-cause.ts';
import type { PhotoProfile } from '#shared/photo/photo-profile.ts';
import { type Cut, centreCut, drawCut } from './cut-photo.ts';
import { encodeOriginal, encodeWithin } from './encode-within.ts';
import { pixelsOf, type TakenFrame } from './frame-canvas.ts';
import type { Shot, ShotFault } from './shot.ts';

/** A shot, or why there is none; measurements and verdict of the frame and of the finished photo are there either way. */
export type FinishedShot = {
  readonly shot: Result<Shot, ShotFault>;
  readonly measurements: PhotoMeasurements;
  readonly verdict: PhotoVerdict | null;
};

/**
 * Measures, judges, cuts and encodes one frame. `faces` null = no detector ran: then the cut is the middle of the frame
 * and nothing is measured. `lines`: the writing in the frame, null = not known. Nothing is mirrored or retouched.
 */
export async function finishShot(
  { canvas, raster }: TakenFrame,
  faces: readonly FaceFound[] | null,
  lines: readonly ReadBothWays[] | null,
  profile: PhotoProfile,
): Promise<FinishedShot> {
  const face = mainFace(faces ?? []);
  const cut: Cut = face === undefined ? centreCut(raster, profile) : planCrop(raster, face, profile);
  const photo = drawCut(canvas, cut, profile);
  const [original, derived] = await Promise.all([
    encodeOriginal(canvas, profile.dpi),
    encodeWithin(photo, profile.dpi, profile.maxBytes, profile.minQuality),
  ]);
  const ofFile = { bytes: derived.jpeg.length, quality: derived.quality };
  const ofText = lines === null ? {} : { mirroredText: mirroredText(lines) };
  const ofFrame = faces === null ? {} : measurePhoto(raster, faces, profile);
  // of the shot alone: it costs more than the live picture can give
  const ofScale =
    face === undefined ? {} : measureEnlargement(raster, faceShape(face), ofFrame['compression'] ?? 0, profile);
  const measurements = faces === null ? {} : { ...ofFrame, ...ofScale, ...ofText, ...ofFile };
  const verdict = faces === null ? null : judgePhoto(measurements, profile);
  if (original === null || !derived.fits) {
    return {
      shot: failed({ kind: 'tooManyBytes', sentence: tooManyBytes(profile, derived.jpeg.length) }),
      measurements,
      verdict,
    };
  }
  const shot: Shot = {
    original: original.jpeg,
    derived: derived.jpeg,
    crop: { ...cut, ...shownArea(cut, profile), frameWidth: raster.width, frameHeight: raster.height, ...ofFile },
    measurements,
    verdict,
    perceptualHash: face === undefined ? null : perceptualHash(pixelsOf(photo)),
  };
  return { shot: ok(shot), measurements, verdict };
}

/** The rectangle of the frame that the photo shows, in pixels of the frame, before it is turned round its centre. */
function shownArea(cut: Cut, profile: PhotoProfile): Record<string, number> {
  return {
    sourceX: cut.centreX - cut.placeX / cut.scale,
    sourceY: cut.centreY - cut.placeY / cut.scale,
    sourceWidth: profile.width / cut.scale,
    sourceHeight: profile.height / cut.scale,
  };
}

function tooManyBytes(profile: PhotoProfile, bytes: number): string {
  const kilobytes = (count: number): string => `${(count / 1000).toFixed(1).replace('.0', '')} KB`;
  const reached = `质量降到 ${profile.minQuality} 还有 ${kilobytes(bytes)}`;
  return `照片压不到 ${kilobytes(profile.maxBytes)} 以内：${reached}，画面噪点太多。把灯加亮，擦一擦镜头，再按空格`;
}
