import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { defaultPhotoProfile } from '#shared/photo/profiles.ts';
import type { PhotoLab } from '../../scripts/photo-lab/page.ts';
import { withLab } from './open-lab.ts';

/** The whole JPEGs of a clip, one after the other. */
function framesOf(clip: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  const start = Buffer.from([0xff, 0xd8, 0xff]);
  for (let at = clip.indexOf(start); at >= 0; ) {
    const next = clip.indexOf(start, at + start.length);
    frames.push(clip.subarray(at, next < 0 ? clip.length : next));
    at = next;
  }
  return frames;
}

/** A finished photo is made of every so many frames: that takes ten times as long as a look. */
const SHOT_EVERY = 10;

test('演示画面的每一帧都通得过检查，演示和验收不靠放宽', async () => {
  const frames = framesOf(readFileSync(join(import.meta.dirname, '../../demo/camera.mjpeg')));
  expect(frames).toHaveLength(60);
  await withLab({}, async ({ page }) => {
    const found: string[] = [];
    for (const [at, frame] of frames.entries()) {
      const verdict = await page.evaluate(
        async ([file, profile, isShot]) => {
          const { lab } = globalThis as unknown as { lab: PhotoLab };
          const seen = isShot ? lab.judge(file, profile) : lab.gate.look(await lab.frameOf(file), profile);
          return (await seen)?.verdict ?? null;
        },
        [frame.toString('base64'), defaultPhotoProfile, at % SHOT_EVERY === 0] as const,
      );
      if (verdict?.verdict !== 'good') {
        const causes = verdict?.causes.map(({ code, value, limit }) => `${code} ${value}/${limit}`) ?? [];
        found.push(`${at} ${verdict?.verdict} ${causes.join(' ')}`);
      }
    }
    expect(found).toEqual([]);
  });
});
