/**
 * Why a photo is not (quite) right. The codes are stored with captures and messages: they are never renamed. Words for
 * people are in `labels/photo-cause.ts`.
 */
export const photoCauseCodes = [
  'NO_FACE',
  'MULTIPLE_FACES',
  'FACE_TOO_SMALL',
  'FACE_TOO_LARGE',
  'OFF_CENTRE',
  'CROP_OUTSIDE',
  'ROLL',
  'YAW',
  'PITCH',
  'EYES_CLOSED',
  'MOUTH_OPEN',
  'BLURRED',
  'NOISE',
  'TOO_DARK',
  'TOO_BRIGHT',
  'UNEVEN_LIGHT',
  'BACK_LIGHT',
  'LOW_CONTRAST',
  'LOW_FACE_DETAIL',
  'COLOUR_CAST',
  'FACE_PARTLY_HIDDEN',
  'DARK_GLASSES',
  'GLARE',
  'HEADWEAR',
  'BG_NOT_WHITE',
  'BG_COLOUR',
  'BG_UNEVEN',
  'LOW_RESOLUTION',
  'COMPRESSED',
  'MIRRORED',
  'CROWN_PLACE',
  'EYES_PLACE',
  'FACE_WIDTH',
  'TOO_MANY_BYTES',
] as const;
export type PhotoCauseCode = (typeof photoCauseCodes)[number];

/** One cause: `reject` keeps the photo from leaving the desk (unless a second person lets it pass), `warn` goes on, counted. */
export type PhotoCause = {
  readonly code: PhotoCauseCode;
  readonly severity: 'reject' | 'warn';
  /** the measurement behind it, its value and the limit it crossed; null where there is no number */
  readonly measure: string | null;
  readonly value: number | null;
  readonly limit: number | null;
};

export type PhotoVerdict = {
  /** `good`: no cause; `warn`: warnings only; `bad`: at least one cause that rejects */
  readonly verdict: 'good' | 'warn' | 'bad';
  /** worst first */
  readonly causes: readonly PhotoCause[];
};

/** Measurements by name (`measureNames`); a measure that could not be taken is missing, never 0. */
export type PhotoMeasurements = Readonly<Record<string, number>>;
