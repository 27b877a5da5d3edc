import { photoLimits } from './photo-limits.ts';
import type { PhotoProfile } from './photo-profile.ts';

const white = [255, 255, 255] as const;
const lightBlue = [100, 197, 255] as const;
const lightGrey = [240, 240, 240] as const;

/**
 * The editions that come with the program. `moe-480x640`: 教育部《普通高等学校招生图像采集规范及信息标准》; `white-only`:
 * the same with a white wall, as some regions narrow it; `ga461-358x441`: GA 461-2004, the photo of the identity card. Each names
 * every limit.
 */
export const photoProfiles: readonly PhotoProfile[] = [
  {
    id: 'moe-480x640',
    width: 480,
    height: 640,
    dpi: 300,
    maxBytes: 40_000,
    minQuality: 60,
    crownTop: [50, 110],
    eyesTop: [200, 300],
    faceWidth: [180, 300],
    backgrounds: [white, lightBlue, lightGrey],
    limits: photoLimits,
  },
  {
    id: 'white-only',
    width: 480,
    height: 640,
    dpi: 300,
    maxBytes: 40_000,
    minQuality: 60,
    crownTop: [50, 110],
    eyesTop: [200, 300],
    faceWidth: [180, 300],
    backgrounds: [white],
    limits: photoLimits,
  },
  {
    id: 'ga461-358x441',
    width: 358,
    height: 441,
    dpi: 350,
    maxBytes: 20_000,
    minQuality: 70,
    crownTop: [7, 21],
    eyesTop: [0, 234],
    faceWidth: [193, 221],
    backgrounds: [white],
    limits: photoLimits,
  },
];

/** The edition used where the region has sent none. */
export const defaultPhotoProfile = photoProfiles[0] as PhotoProfile;
