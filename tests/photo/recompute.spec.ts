import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import jpeg from 'jpeg-js';
import type { MadeShot, PhotoLab } from '../../scripts/photo-lab/page.ts';
import { judgePhoto } from '../../shared/photo/judge-photo.ts';
import { hashDistance } from '../../shared/photo/perceptual-hash.ts';
import type { PhotoProfile } from '../../shared/photo/photo-profile.ts';
import { defaultPhotoProfile } from '../../shared/photo/profiles.ts';
import { writeClip } from '../e2e/camera-clip.ts';
import { showScenes, withPlug } from '../e2e/camera-plug.ts';
import { removeProfile, withDeskFile } from '../e2e/faults-profile.ts';
import { openDesk, playerOf } from '../e2e/gate-desk.ts';
import { makeDemoProfile, withDesk } from '../e2e/launch.ts';
import { press, see } from '../e2e/main-job-keys.ts';
import { withLab } from './open-lab.ts';
import { contradictions, type Gap, gapsOf, type Measured } from './recomputed.ts';
import { type KeptShot, keptShots, tamperedShots } from './stored-shots.ts';
import { encodePicture, randomFrom, readPicture, repaint } from './variants/picture.ts';

const faces = join(import.meta.dirname, '../fixtures/faces');

/** A measure may lie elsewhere by this share of its value, band or limit; docs/photo-gate.md names those that lie farther. */
const MOST = 0.2;
/** a stored measure that was changed by so much is noticed whatever the original itself adds or takes */
const SEEN = 0.5;
const farther: Readonly<Record<string, number>> = { 'occ-hand.jpg mouthContrast': 0.6, 'grain 12 realDetail': 0.4 };
/** mean difference of the photo cut from the original, in levels of 255; bits of its perceptual hash */
const MOST_LEVELS = 3;
const MOST_BITS = 4;

test('存下的原图重新过一遍检查：结论和原因都一样，每个量差不多；照存着的裁法裁，画面一字不差', async () => {
  test.setTimeout(900_000);
  const names = readdirSync(faces).filter((name) => name.endsWith('.jpg'));
  const frames = new Map([
    ...names.map((name) => [name, readFileSync(join(faces, name)).toString('base64')] as const),
    ...[6, 12, 18].map((strength) => [`grain ${strength}`, grainy('good-white-720.jpg', strength)] as const),
  ]);
  await withLab({}, async ({ page, state }) => {
    expect(state).toBe('ready');
    const gaps: (Gap & { readonly name: string })[] = [];
    let photos = 0;
    for (const [name, frame] of frames) {
      const shot = await shoot(page, frame, defaultPhotoProfile);
      if (shot === null) continue;
      photos += 1;
      const verdict = judgePhoto(shot.measurements, defaultPhotoProfile);
      const stored = { ...shot, verdict, derivedLength: Buffer.from(shot.derived, 'base64').length };
      const anew = await shootOriginal(page, shot.original, defaultPhotoProfile);
      const most = (measure: string): number => farther[`${name} ${measure}`] ?? MOST;
      expect.soft(contradictions(stored, anew, defaultPhotoProfile, most), name).toEqual([]);
      gaps.push(...gapsOf(stored, anew, defaultPhotoProfile).map((gap) => ({ ...gap, name })));
      // crop, quality and edition are all that the photo was made with
      const again = await recut(page, frame, shot.crop, defaultPhotoProfile);
      expect.soft(again.derived === shot.derived, name).toBe(true);
      await expectSamePhoto(page, Buffer.from(shot.derived, 'base64'), shot, defaultPhotoProfile);
    }
    const largest = gaps.toSorted((a, b) => b.share - a.share).slice(0, 12);
    console.log(
      photos,
      '张；差得最多的：',
      largest.map((gap) => `${gap.name} ${gap.measure} ${gap.share.toFixed(2)}`).join('，'),
    );
    expect(photos).toBeGreaterThanOrEqual(28);
  });
});

test('真的加密库里存着的：另一个程序从原图、裁法、那一版规格算出同样的结论；改过一个量、一个字节，看得出来', async () => {
  test.setTimeout(400_000);
  const work = mkdtempSync(join(tmpdir(), 'kaoji-recompute-'));
  const profile = await makeDemoProfile();
  try {
    const camera = writeClip(join(work, 'camera.mjpeg'), [{ face: 'good-white.jpg', seconds: 2 }]);
    await withDesk({ profile, camera, words: withPlug }, async (desk) => {
      const player = playerOf(desk);
      const { page } = player;
      await openDesk(player);
      await see(page.locator('.stage-tip[data-live="good"]'));
      await press(player, 'Space');
      await see(page.locator('.shot-verdict', { hasText: '照片通过' }));
      await press(player, 'Space');
      await showScenes(page, camera, [{ face: 'mouth-open.jpg', seconds: 2 }]);
      await page.locator('.stage').focus();
      await see(page.locator('.stage-tip[data-live="mend"]'));
      await press(player, 'Space');
      await see(page.locator('.stage-tip[data-tone="refused"]', { hasText: '还差' }));
    });
    const kept = await withDeskFile(profile, keptShots);
    expect(kept.map(({ verdict }) => verdict.verdict)).toEqual(['good', 'bad']);
    const altered = await withDeskFile(profile, tamperedShots);
    expect(altered.map(({ original, measurements }) => [original, measurements['yaw']])).toEqual(
      kept.map(({ measurements }) => [null, (measurements['yaw'] ?? 0) + 4]),
    );
    await withLab({}, async ({ page }) => {
      for (const [at, shot] of kept.entries()) {
        const original = Buffer.from(shot.original ?? []).toString('base64');
        const anew = await shootOriginal(page, original, shot.profile);
        const found = (of: KeptShot): string[] => contradictions(of, anew, shot.profile, () => MOST);
        expect(found(shot)).toEqual([]);
        await expectSamePhoto(page, shot.derived, { ...shot, original }, shot.profile);
        expect(found(altered[at] as KeptShot)).toEqual([expect.stringMatching(/^yaw /u)]);
        if (shot.verdict.verdict !== 'good') continue;
        // whichever measure the good verdict rests on
        for (const { measure, was, scale } of gapsOf(shot, shot, shot.profile)) {
          if (['mirroredText', 'noise'].includes(measure)) continue;
          const measurements = { ...shot.measurements, [measure]: was + SEEN * scale };
          expect(found({ ...shot, measurements }), measure).not.toEqual([]);
        }
      }
    });
  } finally {
    removeProfile(profile);
    rmSync(work, { recursive: true, force: true });
  }
});

function shoot(page: Page, picture: string, profile: PhotoProfile): Promise<MadeShot | null> {
  return page.evaluate(([file, by]) => (globalThis as unknown as { lab: PhotoLab }).lab.shoot(file, by), [
    picture,
    profile,
  ] as const);
}

async function shootOriginal(page: Page, original: string, profile: PhotoProfile): Promise<Measured> {
  const made = await shoot(page, original, profile);
  if (made === null) throw new Error('no photo from the stored original');
  return made;
}

function recut(page: Page, original: string, crop: Measured['crop'], profile: PhotoProfile) {
  return page.evaluate(([file, cut, by]) => (globalThis as unknown as { lab: PhotoLab }).lab.recut(file, cut, by), [
    original,
    crop,
    profile,
  ] as const);
}

/** The original, cut by the stored crop, is the stored photo but for its own compression; cut twice, it is the same file. */
async function expectSamePhoto(
  page: Page,
  derived: Uint8Array,
  shot: Pick<MadeShot, 'original' | 'crop' | 'perceptualHash'>,
  profile: PhotoProfile,
): Promise<void> {
  const cut = await recut(page, shot.original, shot.crop, profile);
  expect(difference(derived, Buffer.from(cut.derived, 'base64'))).toBeLessThan(MOST_LEVELS);
  if (shot.perceptualHash !== null)
    expect(hashDistance(shot.perceptualHash, cut.perceptualHash)).toBeLessThanOrEqual(MOST_BITS);
  expect((await recut(page, shot.original, shot.crop, profile)).derived).toBe(cut.derived);
}

/** Mean difference of two JPEGs of one size, in levels of 255. */
function difference(one: Uint8Array, other: Uint8Array): number {
  const pixelsOf = (file: Uint8Array) => jpeg.decode(file, { useTArray: true });
  const [a, b] = [pixelsOf(one), pixelsOf(other)];
  expect([a.data.length, a.width]).toEqual([b.data.length, b.width]);
  return a.data.reduce((sum, value, at) => sum + Math.abs(value - (b.data[at] ?? 0)), 0) / a.data.length;
}

/** Grain as a webcam gives it in poor light: the original has to give up quality to stay within its 200 KB. */
function grainy(name: string, strength: number): string {
  const random = randomFrom(7);
  const grain = (value: number): number => value + (random() + random() + random() - 1.5) * strength;
  const picture = repaint(readPicture(join(faces, name)), (red, green, blue) => [
    grain(red),
    grain(green),
    grain(blue),
  ]);
  return encodePicture(picture, 98).toString('base64');
}
