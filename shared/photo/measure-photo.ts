import { alignFace } from './aligned-face.ts';
import { planCropOn } from './crop-plan.ts';
import type { FaceFound } from './face-found.ts';
import { faceShape, mainFace } from './face-shape.ts';
import { fairTone } from './fair-tone.ts';
import { measureCover } from './measure-cover.ts';
import { measureDetail } from './measure-detail.ts';
import { measureHeadwear } from './measure-headwear.ts';
import { measureTone } from './measure-tone.ts';
import { measureWall } from './measure-wall.ts';
import type { PhotoMeasurements } from './photo-cause.ts';
import type { PhotoProfile } from './photo-profile.ts';
import type { Raster } from './raster.ts';
import { wallMap } from './wall-map.ts';

/**
 * Everything the gate measures on one frame, by name (`photoMeasureLabels`). With several faces the largest one is
 * measured; with none only `faceCount` is there.
 */
export function measurePhoto(frame: Raster, faces: readonly FaceFound[], profile: PhotoProfile): PhotoMeasurements {
  const face = mainFace(faces);
  if (face === undefined) return { faceCount: 0 };
  const shape = faceShape(face);
  const wall = wallMap(frame, face, shape);
  const crop = planCropOn(frame, shape, wall, profile);
  const aligned = alignFace(frame, face, shape);
  const tone = measureTone(aligned);
  const cover = measureCover(aligned);
  const behind = measureWall(wall, shape, profile);
  return {
    faceCount: faces.length,
    faceScore: face.score,
    eyeDistance: shape.eyeDistance,
    cutShare: Math.max(profile.width / crop.scale / frame.width, profile.height / crop.scale / frame.height),
    offCentre: shape.eyes[0] / frame.width - 0.5,
    overhang: crop.overhang,
    crownTop: crop.crownTop,
    eyesTop: crop.eyesTop,
    faceWidth: crop.faceWidth,
    roll: shape.roll,
    yaw: face.yaw,
    pitch: face.pitch,
    eyesOpen: shape.eyesOpen,
    eyesSeen: eyesSeen(shape.eyesOpen, cover['eyeContrast'] ?? 0),
    mouthOpen: shape.mouthOpen,
    ...tone,
    ...fairTone(tone, cover['eyeWhite'] ?? 0, behind['wallLuma'] ?? 0),
    ...cover,
    ...behind,
    ...measureHeadwear(wall, face, shape),
    ...measureDetail(frame, aligned, shape, wall),
  };
}

/**
 * How open the eyes are, a little more where iris and white can be told apart: narrow eyes are open eyes. What the lids
 * alone say lies within a few thousandths of an eye that is shut.
 */
function eyesSeen(eyesOpen: number, eyeContrast: number): number {
  return eyesOpen + 0.016 * Math.min(1, Math.max(0, (eyeContrast - 0.45) / 0.3));
}
