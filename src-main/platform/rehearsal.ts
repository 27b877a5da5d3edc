/** What an unpackaged run may be told, so that tests and demonstrations need no county and no camera. */
export type Rehearsal = {
  /** the demo county instead of the account's own desk */
  readonly demo: boolean;
  /** a clip (.mjpeg) that plays as the camera */
  readonly clip: string | null;
  /** somebody at the page can pull the camera out and put it back (faulting-cameras.ts) */
  readonly cameraPlug: boolean;
  /** a folder whose pictures stand as devices of the still camera */
  readonly stillFolder: string | null;
};

/**
 * Reads it from words and environment of the run. A packaged desk refuses all of it: a variable or a word left over in
 * somebody's start-up must not film a clip, or nobody, on a real desk. A clip needs its word besides the variable.
 */
export function rehearsalOf(
  isPackaged: boolean,
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Rehearsal {
  const has = (word: string): boolean => !isPackaged && words.includes(word);
  const told = (name: string): string | null => (isPackaged ? null : (environment[name] ?? null)) || null;
  return {
    demo: has('--demo'),
    clip: has('--fake-camera') ? told('KAOJI_FAKE_CAMERA') : null,
    cameraPlug: has('--camera-plug'),
    stillFolder: told('KAOJI_CAMERA_TEST_ROOT'),
  };
}
