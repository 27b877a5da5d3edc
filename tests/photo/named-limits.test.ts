import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { photoLimits } from '#shared/photo/photo-limits.ts';
import type { PhotoProfile } from '#shared/photo/photo-profile.ts';
import { unnamedLimits } from '#shared/photo/profile-problems.ts';
import { photoProfiles } from '#shared/photo/profiles.ts';
import { type SetupBody, setupBody, setupEnvelope } from '#shared/wire/setup-file.ts';
import { goodMeasurements } from '../fixtures/photo-measures.ts';

const file = join(import.meta.dirname, '../../demo/setup.kaoji-setup.json');
const shipped: SetupBody = setupBody.parse(
  JSON.parse(setupEnvelope.parse(JSON.parse(readFileSync(file, 'utf8'))).body),
);
const editionOf = (id: string): PhotoProfile => {
  const found = shipped.photoProfiles.find((profile) => profile.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const [before, partly, complete] = ['moe-480x640', 'moe-480x640-2026-11', 'moe-480x640-2026-11-30'].map(editionOf) as [
  PhotoProfile,
  PhotoProfile,
  PhotoProfile,
];

/** Good measurements, each measure in turn far out to either side. */
const shots = [
  goodMeasurements(),
  ...Object.entries(goodMeasurements()).flatMap(([measure, value]) =>
    [-1, -0.1, 0.1, 1].map((step) => ({
      ...goodMeasurements(),
      [measure]: value + step * Math.max(1, Math.abs(value)),
    })),
  ),
];

describe('限值写在规格里', () => {
  test('随程序来的规格，和安装文件里最新的一版，一个也不缺', () => {
    for (const profile of [...photoProfiles, complete]) expect(unnamedLimits(profile), profile.id).toEqual([]);
    const newest = shipped.photoProfiles.toSorted((a, b) => a.inForceFrom.localeCompare(b.inForceFrom)).at(-1);
    expect(newest?.id).toBe(complete.id);
  });

  test('从前没有写全的照样能读，判得和写全的一样', async () => {
    expect([before, partly].map(({ limits }) => Object.keys(limits).length)).toEqual([0, 2]);
    const { judgePhoto } = await import('#shared/photo/judge-photo.ts');
    for (const shot of shots) {
      const judged = judgePhoto(shot, complete);
      for (const older of [before, partly]) expect(judgePhoto(shot, older)).toEqual(judged);
    }
  });

  test('没有写的按这些数判，这些数永远不改：改了，从前的照片就判得不一样', () => {
    const sorted = Object.entries(photoLimits).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const digest = createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
    // not a snapshot: nothing here may be brought up to date
    expect(digest).toBe('8aa96c4c69547f54a2c08a80ae561ad2937aaefb30a9234e6db07ac1790a5fc7');
  });
});

describe('程序里的数换了', () => {
  afterEach(() => {
    vi.doUnmock('#shared/photo/photo-limits.ts');
    vi.resetModules();
  });

  test('写全的一版判得和从前一样；没有写全的会变，所以上面那些数不许改', async () => {
    const { judgePhoto } = await import('#shared/photo/judge-photo.ts');
    const then = shots.map((shot) => judgePhoto(shot, complete));
    vi.resetModules();
    const doubled = Object.fromEntries(Object.entries(photoLimits).map(([name, value]) => [name, value * 2]));
    vi.doMock('#shared/photo/photo-limits.ts', () => ({ photoLimits: doubled }));
    const { judgePhoto: judgeAnew } = await import('#shared/photo/judge-photo.ts');
    expect(shots.map((shot) => judgeAnew(shot, complete))).toEqual(then);
    expect(shots.map((shot) => judgeAnew(shot, before))).not.toEqual(then);
  });
});
