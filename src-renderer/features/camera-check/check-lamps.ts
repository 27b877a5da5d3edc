import type { PhotoCause, PhotoCauseCode } from '#shared/photo/photo-cause.ts';

/** A question of the morning, and the gate's causes that answer it with no. */
type Lamp = { readonly id: string; readonly label: string; readonly codes: readonly PhotoCauseCode[] };

/** What a person before the camera shows: nothing about the person, only about how the place is set up. */
const lamps: readonly Lamp[] = [
  { id: 'distance', label: '远近', codes: ['FACE_TOO_SMALL', 'FACE_TOO_LARGE', 'FACE_WIDTH', 'LOW_RESOLUTION'] },
  { id: 'room', label: '头顶和位置', codes: ['CROWN_PLACE', 'EYES_PLACE', 'OFF_CENTRE', 'CROP_OUTSIDE'] },
  { id: 'focus', label: '对焦', codes: ['BLURRED', 'NOISE', 'LOW_FACE_DETAIL', 'COMPRESSED'] },
  {
    id: 'light',
    label: '脸上的光',
    codes: ['TOO_DARK', 'TOO_BRIGHT', 'UNEVEN_LIGHT', 'BACK_LIGHT', 'LOW_CONTRAST', 'COLOUR_CAST', 'GLARE'],
  },
  { id: 'background', label: '背景', codes: ['BG_NOT_WHITE', 'BG_COLOUR', 'BG_UNEVEN'] },
];

export type LitLamp = Lamp & { readonly cause: PhotoCause | null };

/** Each lamp with the first cause that stands against it; null = lit well. */
export function litLamps(causes: readonly PhotoCause[]): readonly LitLamp[] {
  return lamps.map((lamp) => ({ ...lamp, cause: causes.find(({ code }) => lamp.codes.includes(code)) ?? null }));
}

/** True where the frame shows nobody: then only the place is measured. */
export function isEmptyPlace(causes: readonly PhotoCause[]): boolean {
  return causes.some(({ code }) => code === 'NO_FACE');
}
