import type { PhotoCauseCode } from './photo-cause.ts';
import type { PhotoLimitName } from './photo-limits.ts';

/**
 * One line of the gate: `measure` must be at `least` or at `most` the named limit (`within`: to either side of 0), or the
 * photo has the cause. `optional`: not every good frame shows what it measures.
 */
export type PhotoRule = {
  readonly code: Exclude<PhotoCauseCode, 'BG_NOT_WHITE'>;
  readonly measure: string;
  readonly side: 'least' | 'most' | 'within';
  readonly limit: PhotoLimitName;
  readonly severity: 'reject' | 'warn';
  readonly optional?: boolean;
};

type Line = readonly [
  code: PhotoRule['code'],
  measure: string,
  side: PhotoRule['side'],
  limit: PhotoLimitName,
  optional?: 'optional',
];

// How bright a face is depends on its skin: no line looks at that. What light does is seen at the brightest and at the
// clipped parts, at the whites of the eyes, and at how much of the face can be told apart.
const lines: readonly Line[] = [
  ['FACE_TOO_SMALL', 'eyeDistance', 'least', 'eyeDistanceReject'],
  ['FACE_TOO_SMALL', 'eyeDistance', 'least', 'eyeDistanceWarn'],
  ['FACE_TOO_LARGE', 'cutShare', 'most', 'cutShareReject'],
  ['OFF_CENTRE', 'offCentre', 'within', 'offCentreWarn'],
  ['CROP_OUTSIDE', 'overhang', 'most', 'overhangReject'],
  ['ROLL', 'roll', 'within', 'rollReject'],
  ['ROLL', 'roll', 'within', 'rollWarn'],
  ['YAW', 'yaw', 'within', 'yawReject'],
  ['YAW', 'yaw', 'within', 'yawWarn'],
  ['PITCH', 'pitch', 'within', 'pitchReject'],
  ['PITCH', 'pitch', 'within', 'pitchWarn'],
  ['EYES_CLOSED', 'eyesSeen', 'least', 'eyesSeenReject'],
  ['EYES_CLOSED', 'eyesSeen', 'least', 'eyesSeenWarn'],
  ['MOUTH_OPEN', 'mouthOpen', 'most', 'mouthOpenReject'],
  ['MOUTH_OPEN', 'mouthOpen', 'most', 'mouthOpenWarn'],
  ['FACE_PARTLY_HIDDEN', 'eyeContrast', 'least', 'eyeContrastReject'],
  ['FACE_PARTLY_HIDDEN', 'mouthContrast', 'least', 'mouthContrastReject'],
  ['FACE_PARTLY_HIDDEN', 'browCover', 'most', 'browCoverReject'],
  ['FACE_PARTLY_HIDDEN', 'browCover', 'most', 'browCoverWarn'],
  ['DARK_GLASSES', 'lensLight', 'least', 'lensLightReject'],
  ['DARK_GLASSES', 'lensShade', 'least', 'lensShadeWarn', 'optional'],
  ['GLARE', 'glare', 'most', 'glareReject'],
  ['GLARE', 'glare', 'most', 'glareWarn'],
  ['HEADWEAR', 'headwear', 'most', 'headwearWarn', 'optional'],
  ['TOO_DARK', 'whitePoint', 'least', 'whitePointReject'],
  ['TOO_DARK', 'whitePoint', 'least', 'whitePointWarn'],
  ['TOO_BRIGHT', 'faceClipped', 'most', 'faceClippedReject'],
  ['TOO_BRIGHT', 'faceClipped', 'most', 'faceClippedWarn'],
  ['UNEVEN_LIGHT', 'sideLight', 'within', 'sideLightWarn'],
  ['BACK_LIGHT', 'eyeLight', 'least', 'eyeLightWarn', 'optional'],
  ['LOW_CONTRAST', 'contrast', 'least', 'contrastReject'],
  ['LOW_CONTRAST', 'contrastRatio', 'least', 'contrastRatioReject'],
  ['LOW_FACE_DETAIL', 'faceDetail', 'least', 'faceDetailReject'],
  ['COLOUR_CAST', 'colourCast', 'most', 'colourCastReject'],
  ['COLOUR_CAST', 'colourCast', 'most', 'colourCastWarn'],
  ['BG_COLOUR', 'wallOff', 'most', 'wallOffReject'],
  ['BG_UNEVEN', 'wallUneven', 'most', 'wallUnevenReject'],
  ['BG_UNEVEN', 'wallUneven', 'most', 'wallUnevenWarn'],
  ['BG_UNEVEN', 'besideHead', 'most', 'besideHeadReject'],
  ['BG_UNEVEN', 'clutter', 'most', 'clutterWarn'],
  ['BLURRED', 'sharpness', 'least', 'sharpnessReject'],
  ['BLURRED', 'realDetail', 'least', 'blurDetailReject'],
  ['BLURRED', 'leastDetail', 'least', 'leastDetailReject'],
  ['NOISE', 'noise', 'most', 'noiseReject', 'optional'],
  ['NOISE', 'noise', 'most', 'noiseWarn', 'optional'],
  ['LOW_RESOLUTION', 'realDetail', 'least', 'realDetailReject'],
  ['LOW_RESOLUTION', 'steadiness', 'least', 'steadinessReject'],
  ['LOW_RESOLUTION', 'enlargedTrace', 'most', 'enlargedTraceReject', 'optional'],
  ['LOW_RESOLUTION', 'enlargedTrace', 'most', 'enlargedTraceWarn', 'optional'],
  ['COMPRESSED', 'compression', 'most', 'compressionReject'],
  ['COMPRESSED', 'compression', 'most', 'compressionWarn'],
  ['MIRRORED', 'mirroredText', 'most', 'mirroredTextReject', 'optional'],
  ['MIRRORED', 'mirroredText', 'most', 'mirroredTextWarn', 'optional'],
];

/** Every line with a limit of its own; counts, bands and bytes come from the profile. */
export const photoRules: readonly PhotoRule[] = lines.map(([code, measure, side, limit, optional]) => ({
  code,
  measure,
  side,
  limit,
  severity: limit.endsWith('Reject') ? 'reject' : 'warn',
  ...(optional ? { optional: true } : {}),
}));
