import type { Output } from '#shared/contract/index.ts';

/** Numbers of the photo profile in force: pixels, dpi, bytes, and the bands of crown, eyes and face width. */
export type PhotoProfile = Output<'camera.settings'>['profile'];
