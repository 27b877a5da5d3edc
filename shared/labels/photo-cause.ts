import type { PhotoCause, PhotoCauseCode, PhotoMeasurements } from '../photo/photo-cause.ts';

/** What a measure is called and its unit, '' where it has none. */
export const photoMeasureLabels: Readonly<Record<string, { readonly label: string; readonly unit: string }>> = {
  faceCount: { label: '人脸数', unit: '张' },
};

const names: Readonly<Partial<Record<PhotoCauseCode, string>>> = { NO_FACE: '没有找到人脸' };

/** A few words for lists and the wall: 背景不均匀. */
export function causeName(code: PhotoCauseCode): string {
  return names[code] ?? code;
}

/** One instruction of at most 12 characters for the live picture, with the direction where the measurements tell it. */
export function tipOf(cause: PhotoCause, measurements: PhotoMeasurements): string {
  void measurements;
  return causeName(cause.code);
}

/** Whether the clerk has to act (light, cloth, camera) rather than the pupil. */
export function isForClerk(code: PhotoCauseCode): boolean {
  return code.startsWith('BG_');
}

/** For staff: what is wrong, which value, what to do next. */
export function sentenceOf(cause: PhotoCause): string {
  return causeName(cause.code);
}
