import type { OverrideKind } from './override-kind.ts';
import { overrideKinds } from './override-kind.ts';
import type { PhotoCause, PhotoCauseCode } from './photo-cause.ts';

/**
 * Causes that no second person may let pass: the picture is not one of exactly one person, or no file the region takes.
 * An override is for a state of the pupil that cannot be changed; none of these is one.
 */
const codes: ReadonlySet<PhotoCauseCode> = new Set(['MULTIPLE_FACES', 'CROP_OUTSIDE', 'TOO_MANY_BYTES']);

/** Of the causes that refuse a photo, those that nobody may let pass. */
export function neverOverridden(causes: readonly PhotoCause[]): readonly PhotoCauseCode[] {
  return causes.filter(({ code, severity }) => severity === 'reject' && codes.has(code)).map(({ code }) => code);
}

/** True where the programme found no face: a scarred or bandaged one may be there all the same, and people have to see it. */
export function isFaceUnfound(causes: readonly PhotoCause[]): boolean {
  return causes.some(({ code, severity }) => code === 'NO_FACE' && severity === 'reject');
}

/** The reasons that hold for these causes. No belief makes a photo of a face that is not to be seen; an illness may. */
export function overrideKindsFor(causes: readonly PhotoCause[]): readonly OverrideKind[] {
  return isFaceUnfound(causes) ? overrideKinds.filter((kind) => kind !== 'religious') : overrideKinds;
}
