import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { decode, encode } from 'jpeg-js';
import { projectRoot } from './launch.ts';

/** A scene of a clip: a fixture of tests/fixtures/faces or a JPEG by its absolute path, shown for so many seconds. */
export type Scene = { readonly face: string; readonly seconds: number };

const FRAMES_A_SECOND = 30; // Chromium plays .mjpeg at this rate, whatever it was made for
const QUALITY = 92;

/**
 * Writes a clip that Chromium plays as a camera, again and again: whole JPEGs one after the other. Every frame is made
 * anew, for the fake camera takes no grey JPEG, and all have one size.
 */
export function writeClip(path: string, scenes: readonly Scene[]): string {
  const frames = scenes.flatMap(({ face, seconds }) => {
    const picture = decode(readFileSync(resolve(projectRoot, 'tests/fixtures/faces', face)), { useTArray: true });
    const frame = encode(picture, QUALITY).data;
    return Array.from({ length: Math.round(seconds * FRAMES_A_SECOND) }, () => frame);
  });
  writeFileSync(path, Buffer.concat(frames));
  return path;
}
