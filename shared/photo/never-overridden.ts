import type { PhotoCause, PhotoCauseCode } from './photo-cause.ts';

/**
 * Causes that no second person may let pass: the picture is not one of exactly one person, or no file the region takes.
 * An override is for a state of the pupil that cannot be changed; none of these is one.
 */
const codes: ReadonlySet<PhotoCauseCode> = new Set(['NO_FACE', 'MULTIPLE_FACES', 'CROP_OUTSIDE', 'TOO_MANY_BYTES']);

/** Of the causes that refuse a photo, those that nobody may let pass. */
export function neverOverridden(causes: readonly PhotoCause[]): readonly PhotoCauseCode[] {
  return causes.filter(({ code, severity }) => severity === 'reject' && codes.has(code)).map(({ code }) => code);
}
