import { expect, test } from 'vitest';
import { photoLimits } from '#shared/photo/photo-limits.ts';
import { profileProblems } from '#shared/photo/profile-problems.ts';
import { defaultPhotoProfile, photoProfiles } from '#shared/photo/profiles.ts';

test.each(photoProfiles.map((profile) => [profile.id, profile] as const))(
  '随程序来的规格 %s 没有毛病',
  (_, profile) => {
    expect(profileProblems(profile)).toEqual([]);
  },
);

test('程序认识的每个限值都可以照原样写进规格；写大一百倍不收', () => {
  expect(profileProblems({ ...defaultPhotoProfile, limits: photoLimits })).toEqual([]);
  for (const [name, value] of Object.entries(photoLimits)) {
    const limits = { [name]: 100 * Math.max(Math.abs(value), 1) };
    expect(profileProblems({ ...defaultPhotoProfile, limits })).toHaveLength(1);
  }
});
