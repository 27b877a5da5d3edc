const ofEditionsThatNameNone = {
  eyeDistanceReject: 45,
  eyeDistanceWarn: 54,
  cutShareReject: 1,
  offCentreWarn: 0.25,
  overhangReject: 1,
  rollReject: 8,
  rollWarn: 6.5,
  yawReject: 12,
  yawWarn: 8,
  pitchReject: 13,
  pitchWarn: 11,
  eyesSeenReject: 0.034,
  eyesSeenWarn: 0.041,
  mouthOpenReject: 0.2,
  mouthOpenWarn: 0.12,
  sharpnessReject: 0.016,
  blurDetailReject: 30,
  leastDetailReject: 22,
  noiseReject: 7,
  noiseWarn: 4,
  whitePointReject: 0.3,
  whitePointWarn: 0.5,
  faceClippedReject: 0.2,
  faceClippedWarn: 0.08,
  sideLightWarn: 0.65,
  eyeLightWarn: 0.045,
  contrastReject: 45,
  contrastRatioReject: 0.62,
  faceDetailReject: 5.8,
  colourCastReject: 5,
  colourCastWarn: 3.5,
  eyeContrastReject: 0.18,
  mouthContrastReject: 0.09,
  browCoverReject: 22,
  browCoverWarn: 19.5,
  lensLightReject: 0.28,
  lensShadeWarn: 0.5,
  glareReject: 0.06,
  glareWarn: 0.035,
  headwearWarn: 0.55,
  wallOffReject: 6,
  wallUnevenReject: 8,
  wallUnevenWarn: 6,
  besideHeadReject: 0.15,
  clutterWarn: 0.033,
  realDetailReject: 39,
  steadinessReject: 0.22,
  enlargedTraceReject: 1,
  enlargedTraceWarn: 0.75,
  compressionReject: 1.9,
  compressionWarn: 1.2,
  mirroredTextReject: 1.5,
  mirroredTextWarn: 0.4,
} as const;

export type PhotoLimitName = keyof typeof ofEditionsThatNameNone;

/**
 * Every limit of the gate by name: the measure's, then whether the value refuses or only warns. An edition of the photo
 * profile names them all (`limits`); these numbers hold for the editions from before that, which name some or none. They
 * never change, so that a verdict under such an edition comes out the same in years: another number is a new edition.
 * What each rests on: docs/photo-gate.md.
 */
export const photoLimits: Readonly<Record<string, number>> & Readonly<Record<PhotoLimitName, number>> =
  ofEditionsThatNameNone;
